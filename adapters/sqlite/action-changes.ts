import type { DatabaseSync } from 'node:sqlite';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { ChangeOf } from './change-of.ts';

/** Writes actions; each method answers why its condition does not hold, or null. */
export type ActionChanges = {
  create(change: ChangeOf<'action.create'>): ConflictCode | null;
  transition(change: ChangeOf<'action.transition'>): ConflictCode | null;
};

/** Prepares the statements that write actions. They run inside the caller's transaction. */
export function prepareActionChanges(database: DatabaseSync): ActionChanges {
  const insert = database.prepare(`
    INSERT INTO action
      (id, digest, session, principal, idempotency_key, call_id, tool_name, log_index, status, created_at_ms, updated_at_ms,
       before_in_session)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT last_action FROM session_tail WHERE session = ?))
    ON CONFLICT DO NOTHING`);
  const appendToSession = database.prepare(`
    INSERT INTO session_tail (session, last_action) VALUES (?, ?)
    ON CONFLICT (session) DO UPDATE SET last_action = excluded.last_action`);
  const statusOf = database.prepare('SELECT seq, status FROM action WHERE id = ?');
  const move = database.prepare('UPDATE action SET status = ?, updated_at_ms = ? WHERE id = ?');
  return {
    create({ record }) {
      const { changes, lastInsertRowid } = insert.run(
        record.id,
        record.digest,
        record.session,
        record.principal,
        record.idempotencyKey,
        record.callId,
        record.toolName,
        record.logIndex,
        record.status,
        record.createdAtMs,
        record.updatedAtMs,
        record.session,
      );
      if (changes === 1) {
        appendToSession.run(record.session, lastInsertRowid);
        return null;
      }
      return statusOf.get(record.id) === undefined ? 'idempotency-reused' : 'action-exists';
    },
    transition({ id, from, to, atMs }) {
      const stored = statusOf.get(id)?.['status'];
      if (!from.some((status) => status === stored)) return 'action-state';
      move.run(to, atMs, id);
      return null;
    },
  };
}
