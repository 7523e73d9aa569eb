import type { DatabaseSync } from 'node:sqlite';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import { TOKEN_SCOPES } from '../../ports/token-store.ts';
import { LOGIN_WAYS, type WebSessionRecord, type WebSessionStore } from '../../ports/web-session-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUpOne } from './look-up.ts';

/** Sessions of browsers in SQLite, by hashes. */
export function createSqliteWebSessionStore({ database, read }: Connection): WebSessionStore {
  const byId = database.prepare('SELECT * FROM web_session WHERE id = ?');
  const open = database.prepare(
    'SELECT * FROM web_session WHERE ended_at_ms IS NULL AND expires_at_ms > ? ORDER BY seq LIMIT ?',
  );
  return {
    async find(id) {
      return read('find a session of a browser', () => {
        const row = lookUpOne(byId, id);
        return row === null ? null : sessionOf(row);
      });
    },
    async listOpen(atMs, limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list sessions of browsers', () => open.all(atMs, limit).map(sessionOf));
    },
  };
}

/** Prepares the statement that writes a browser's session, inside the caller's transaction. */
export function prepareWebSessionSave(database: DatabaseSync): (change: ChangeOf<'web-session.save'>) => void {
  const save = database.prepare(`
    INSERT INTO web_session (id, expires_at_ms, ended_at_ms, document) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      expires_at_ms = excluded.expires_at_ms, ended_at_ms = excluded.ended_at_ms, document = excluded.document`);
  return ({ record }) => {
    const document = {
      hash: record.hash,
      proof_hash: record.proofHash,
      principal: record.principal,
      scopes: record.scopes,
      way: record.way,
      key_id: record.keyId,
      agent: record.agent,
      created_at_ms: record.createdAtMs,
      used_at_ms: record.usedAtMs,
    };
    save.run(record.id, record.expiresAtMs, record.endedAtMs, JSON.stringify(document));
  };
}

function sessionOf(row: object): WebSessionRecord {
  const fields = FieldReader.ofRow('web_session', row, ['document']);
  const document = fields.member('document');
  return {
    id: fields.text('id'),
    hash: document.text('hash'),
    proofHash: document.text('proof_hash'),
    principal: document.text('principal'),
    scopes: document.choices('scopes', TOKEN_SCOPES),
    way: document.choice('way', LOGIN_WAYS),
    keyId: document.textOrNull('key_id'),
    agent: document.text('agent'),
    createdAtMs: document.integer('created_at_ms'),
    usedAtMs: document.integer('used_at_ms'),
    expiresAtMs: fields.integer('expires_at_ms'),
    endedAtMs: fields.integerOrNull('ended_at_ms'),
  };
}
