import { ACTION_STATUSES, type ActionRecord, type ActionStore } from '../../ports/action-store.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Opens a query with `chain`: the actions of the session `?1`, newest first, as far as one that was written at a place or before. */
function chainBackTo(place: string): string {
  return `
    WITH RECURSIVE chain (seq, before, call_id) AS (
      SELECT seq, before_in_session, call_id FROM action
      WHERE seq = (SELECT last_action FROM session_tail WHERE session = ?1) AND seq > ${place}
      UNION ALL
      SELECT action.seq, action.before_in_session, action.call_id
      FROM chain JOIN action ON action.seq = chain.before WHERE action.seq > ${place}
    )`;
}

/** Actions in SQLite. */
export function createSqliteActionStore({ database, read }: Connection): ActionStore {
  const byId = database.prepare('SELECT * FROM action WHERE id = ?');
  const byKey = database.prepare('SELECT * FROM action WHERE principal = ? AND idempotency_key = ?');
  const byCall = database.prepare(`
    ${chainBackTo('0')}
    SELECT * FROM action WHERE seq = (SELECT seq FROM chain WHERE call_id = ?2 LIMIT 1)`);
  const ofSession = database.prepare(`
    ${chainBackTo('?2')}
    SELECT * FROM action WHERE seq IN (SELECT seq FROM chain) ORDER BY seq LIMIT ?3`);
  const byStatus = database.prepare('SELECT * FROM action WHERE status = ? AND seq > ? ORDER BY seq LIMIT ?');
  const deferred = database.prepare(`
    SELECT * FROM action WHERE status = 'deferred' AND seq > ? ORDER BY seq LIMIT ?`);
  const placeOf = database.prepare('SELECT seq, session FROM action WHERE id = ?');
  /** The place behind which a page begins, in a session where one is given; null where `after` is no action of it. */
  const startOf = (after: string | null, session?: string): number | null => {
    if (after === null) return 0;
    const row = lookUpOne(placeOf, after);
    return row === null || (session ?? row['session']) !== row['session'] ? null : Number(row['seq']);
  };
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
    async listByStatus(status, { after, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list actions', () => {
        const start = startOf(after);
        if (start === null) return [];
        const rows = status === 'deferred' ? deferred.all(start, limit) : byStatus.all(status, start, limit);
        return rows.map(actionOf);
      });
    },
    async listBySession(session, { after, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list the actions of a session', () => {
        const start = startOf(after, session);
        return start === null ? [] : lookUp(ofSession, [session], start, limit).map(actionOf);
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
