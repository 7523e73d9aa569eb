import type { DatabaseSync } from 'node:sqlite';
import { EFFECT_CLASSES, RESOURCE_KINDS } from '../../core/effect/effect.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { SessionRecord, SessionStore } from '../../ports/session-store.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUpOne } from './look-up.ts';

/** Sessions in SQLite. */
export function createSqliteSessionStore({ database, read }: Connection): SessionStore {
  const byId = database.prepare('SELECT * FROM session WHERE id = ?');
  const open = database.prepare('SELECT * FROM session WHERE ended_at_ms IS NULL ORDER BY seq DESC LIMIT ?');
  return {
    async find(id) {
      return read('find a session', () => {
        const row = lookUpOne(byId, id);
        return row === null ? null : sessionOf(row);
      });
    },
    async listOpen(limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list sessions', () => open.all(limit).map(sessionOf));
    },
  };
}

/** Prepares the statement that writes or replaces a session, inside the caller's transaction. */
export function prepareSessionSave(database: DatabaseSync): (session: SessionRecord) => void {
  const save = database.prepare(`
    INSERT INTO session
      (id, principal, workspace, started_at_ms, ended_at_ms, consecutive_denials, recent_digests, denied, crisis)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      principal = excluded.principal,
      workspace = excluded.workspace,
      started_at_ms = excluded.started_at_ms,
      ended_at_ms = excluded.ended_at_ms,
      consecutive_denials = excluded.consecutive_denials,
      recent_digests = excluded.recent_digests,
      denied = excluded.denied,
      crisis = excluded.crisis`);
  const count = database.prepare(`
    UPDATE session SET consecutive_denials = ?, recent_digests = ?, denied = ?, crisis = ?
    WHERE id = ? AND principal = ? AND workspace = ? AND started_at_ms = ? AND ended_at_ms IS NULL`);
  return ({ id, principal, workspace, startedAtMs, endedAtMs, consecutiveDenials, recentDigests, denied, crisis }) => {
    const mark = JSON.stringify(crisis ?? null);
    const counts = [consecutiveDenials, JSON.stringify(recentDigests), JSON.stringify(denied), mark] as const;
    // With every decision only the counts of an open session change: written by themselves they touch no index.
    if (endedAtMs === null && count.run(...counts, id, principal, workspace, startedAtMs).changes === 1) return;
    save.run(id, principal, workspace, startedAtMs, endedAtMs, ...counts);
  };
}

/** Whoever may be in danger: how near it is. */
const MARKED_LEVELS = ['high', 'imminent'] as const;

function sessionOf(row: object): SessionRecord {
  const fields = FieldReader.ofRow('session', row, ['recent_digests', 'denied', 'crisis']);
  const crisis = fields.memberOrNull('crisis');
  return {
    id: fields.text('id'),
    principal: fields.text('principal'),
    workspace: fields.text('workspace'),
    startedAtMs: fields.integer('started_at_ms'),
    endedAtMs: fields.integerOrNull('ended_at_ms'),
    consecutiveDenials: fields.integer('consecutive_denials'),
    recentDigests: fields.texts('recent_digests'),
    denied: fields.members('denied').map((refused) => ({
      tool: refused.text('tool'),
      class: refused.choice('class', EFFECT_CLASSES),
      kind: refused.choice('kind', RESOURCE_KINDS),
      value: refused.text('value'),
    })),
    ...(crisis === null
      ? {}
      : { crisis: { level: crisis.choice('level', MARKED_LEVELS), sinceMs: crisis.integer('sinceMs') } }),
  };
}
