import { ACTION_STATUSES, type ActionRecord, type ActionStore } from '../../ports/action-store.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Actions in SQLite. */
export function createSqliteActionStore({ database, read }: Connection): ActionStore {
  const byId = database.prepare('SELECT * FROM action WHERE id = ?');
  const byKey = database.prepare('SELECT * FROM action WHERE principal = ? AND idempotency_key = ?');
  const byCall = database.prepare('SELECT * FROM action WHERE session = ? AND call_id = ? ORDER BY seq DESC LIMIT 1');
  const byStatus = database.prepare('SELECT * FROM action WHERE status = ? ORDER BY seq LIMIT ?');
  const ofSession = database.prepare('SELECT * FROM action WHERE session = ? ORDER BY seq LIMIT ?');
  const behind = database.prepare(`
    SELECT * FROM action
    WHERE session = ? AND seq > (SELECT seq FROM action WHERE id = ? AND session = ?) ORDER BY seq LIMIT ?`);
  return {
    async find(id) {
      return read('find an action', () => orNull(lookUpOne(byId, id)));
    },
    async findByIdempotencyKey(principal, key) {
      return read('find an action by its idempotency key', () => orNull(lookUpOne(byKey, principal, key)));
    },
    async findByCallId(session, callId) {
      return read('find an action by its call', () => orNull(lookUpOne(byCall, session, callId)));
    },
    async listByStatus(status, limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list actions', () => byStatus.all(status, limit).map(actionOf));
    },
    async listBySession(session, { after, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list the actions of a session', () => {
        const rows =
          after === null ? lookUp(ofSession, [session], limit) : lookUp(behind, [session, after, session], limit);
        return rows.map(actionOf);
      });
    },
  };
}

function orNull(row: object | null): ActionRecord | null {
  return row === null ? null : actionOf(row);
}

function actionOf(row: object): ActionRecord {
  const fields = new FieldReader('action', row);
  return {
    id: fields.text('id'),
    digest: fields.text('digest'),
    session: fields.text('session'),
    principal: fields.text('principal'),
    idempotencyKey: fields.textOrNull('idempotency_key'),
    callId: fields.textOrNull('call_id'),
    toolName: fields.text('tool_name'),
    logIndex: fields.integer('log_index'),
    status: fields.choice('status', ACTION_STATUSES),
    createdAtMs: fields.integer('created_at_ms'),
    updatedAtMs: fields.integer('updated_at_ms'),
  };
}
