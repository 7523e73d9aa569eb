import type { DatabaseSync } from 'node:sqlite';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import { TOKEN_SCOPES, type TokenRecord, type TokenStore } from '../../ports/token-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Tokens in SQLite. */
export function createSqliteTokenStore({ database, read }: Connection): TokenStore {
  const byId = database.prepare('SELECT * FROM token WHERE id = ?');
  const first = database.prepare('SELECT * FROM token ORDER BY seq LIMIT ?');
  const following = database.prepare(`
    SELECT * FROM token WHERE seq > (SELECT seq FROM token WHERE id = ?) ORDER BY seq LIMIT ?`);
  return {
    async find(id) {
      return read('find a token', () => {
        const row = lookUpOne(byId, id);
        return row === null ? null : tokenOf(row);
      });
    },
    async list({ after, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list tokens', () =>
        (after === null ? first.all(limit) : lookUp(following, [after], limit)).map(tokenOf),
      );
    },
  };
}

/** Writes tokens, inside the caller's transaction. */
export type TokenChanges = {
  create(change: ChangeOf<'token.create'>): ConflictCode | null;
  revoke(change: ChangeOf<'token.revoke'>): null;
};

/** Prepares the statements that write tokens. */
export function prepareTokenChanges(database: DatabaseSync): TokenChanges {
  const insert = database.prepare(`
    INSERT INTO token (id, hash, principal, scopes, lease, created_at_ms, expires_at_ms, revoked_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING`);
  const revoke = database.prepare('UPDATE token SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL');
  return {
    create({ token }) {
      const { changes } = insert.run(
        token.id,
        token.hash,
        token.principal,
        JSON.stringify(token.scopes),
        token.lease,
        token.createdAtMs,
        token.expiresAtMs,
        token.revokedAtMs,
      );
      return changes === 1 ? null : 'token-exists';
    },
    revoke({ id, atMs }) {
      revoke.run(atMs, id);
      return null;
    },
  };
}

function tokenOf(row: object): TokenRecord {
  const fields = FieldReader.ofRow('token', row, ['scopes']);
  return {
    id: fields.text('id'),
    hash: fields.text('hash'),
    principal: fields.text('principal'),
    scopes: fields.choices('scopes', TOKEN_SCOPES),
    lease: fields.textOrNull('lease'),
    createdAtMs: fields.integer('created_at_ms'),
    expiresAtMs: fields.integerOrNull('expires_at_ms'),
    revokedAtMs: fields.integerOrNull('revoked_at_ms'),
  };
}
