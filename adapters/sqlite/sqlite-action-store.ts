import { ACTION_STATUSES, type ActionRecord, type ActionStore, CALL_DEPTH } from '../../ports/action-store.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Opens a query with `chain`: at most `depth` actions of a session, newest first, from the place on that `start` selects. */
function chainFrom(start: string, depth: string): string {
  return `
    WITH RECURSIVE chain (seq, before, call_id, depth) AS (
      SELECT seq, before_in_session, call_id, 1 FROM action WHERE seq = (${start})
      UNION ALL
      SELECT action.seq, action.before_in_session, action.call_id, chain.depth + 1
      FROM chain JOIN action ON action.seq = chain.before WHERE chain.depth < ${depth}
    )`;
}

const LAST_OF_SESSION = 'SELECT last_action FROM session_tail WHERE session = ?1';

/** Actions in SQLite. */
export function createSqliteActionStore({ database, read }: Connection): ActionStore {
  const byId = database.prepare('SELECT * FROM action WHERE id = ?');
  const byKey = database.prepare('SELECT * FROM action WHERE principal = ? AND idempotency_key = ?');
  const byCall = database.prepare(`
    ${chainFrom(LAST_OF_SESSION, `${CALL_DEPTH}`)}
    SELECT * FROM action WHERE seq = (SELECT seq FROM chain WHERE call_id = ?2 LIMIT 1)`);
  const newest = database.prepare(`
    ${chainFrom(LAST_OF_SESSION, '?2')}
    SELECT action.* FROM chain JOIN action USING (seq) ORDER BY seq DESC`);
  const earlier = database.prepare(`
    ${chainFrom('SELECT before_in_session FROM action WHERE session = ?1 AND id = ?2', '?3')}
    SELECT action.* FROM chain JOIN action USING (seq) ORDER BY seq DESC`);
  const byStatus = database.prepare('SELECT * FROM action WHERE status = ? AND seq > ? ORDER BY seq LIMIT ?');
  const deferred = database.prepare(`
    SELECT * FROM action WHERE status = 'deferred' AND seq > ? ORDER BY seq LIMIT ?`);
  const placeOf = database.prepare('SELECT seq FROM action WHERE id = ?');
  /** The place behind which a page begins; null where `after` is no action. */
  const startOf = (after: string | null): number | null => {
    const row = after === null ? { seq: 0 } : lookUpOne(placeOf, after);
    return row === null ? null : Number(row['seq']);
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
    async listBySession(session, { before, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list the actions of a session', () => {
        const rows = before === null ? lookUp(newest, [session], limit) : lookUp(earlier, [session, before], limit);
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
