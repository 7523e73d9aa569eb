import type { StatementSync } from 'node:sqlite';
import type { ApprovalQuery, ApprovalStore } from '../../ports/approval-store.ts';
import {
  checkLimit,
  checkPrefix,
  MAX_LISTED,
  MAX_PREFIX_MATCHES,
  MAX_READ,
  MAX_RELATED,
} from '../../ports/check-bounds.ts';
import { approvalOf, grantOf } from './approval-row.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Approval requests and grants in SQLite. */
export function createSqliteApprovalStore({ database, read }: Connection): ApprovalStore {
  const byId = database.prepare('SELECT * FROM approval WHERE id = ?');
  const byPrefix = database.prepare(
    `SELECT * FROM approval WHERE id >= ? AND id < CAST(? AS TEXT) ORDER BY seq LIMIT ${MAX_PREFIX_MATCHES}`,
  );
  const place = database.prepare('SELECT seq FROM approval WHERE id = ?');
  const oldest = database.prepare('SELECT * FROM approval WHERE status = ? AND seq > ? ORDER BY seq LIMIT ?');
  const newest = database.prepare('SELECT * FROM approval WHERE status = ? AND seq < ? ORDER BY seq DESC LIMIT ?');
  const unused = database.prepare(`
    SELECT * FROM approval
    WHERE status = 'approved' AND consumed_by IS NULL AND usable_until_ms > ? ORDER BY seq LIMIT ?`);
  const usable = database.prepare(`
    SELECT * FROM approval
    WHERE action_digest = ? AND status = 'approved' AND consumed_by IS NULL AND usable_until_ms > ?
    ORDER BY seq LIMIT 100`);
  const timedOut = database.prepare(`
    SELECT * FROM approval WHERE action_digest = ? AND status = 'timed-out' ORDER BY seq DESC LIMIT ${MAX_RELATED}`);
  const grants = database.prepare(`
    SELECT * FROM session_grant
    WHERE session = ? AND revoked = 0 AND expires_at_ms > ? ORDER BY seq LIMIT ${MAX_RELATED}`);
  return {
    async find(id) {
      return read('find an approval', () => {
        const row = lookUpOne(byId, id);
        return row === null ? null : approvalOf(row);
      });
    },
    async findByPrefix(prefix) {
      checkPrefix(prefix);
      if (!prefix.isWellFormed()) return [];
      return read('find approvals by prefix', () => byPrefix.all(prefix, justAfter(prefix)).map(approvalOf));
    },
    async list({ statuses, limit, order = 'oldest', after = null }) {
      checkLimit(limit, MAX_LISTED);
      return read('list approvals', () => {
        const from = after === null ? START[order] : placeOf(place, after);
        if (from === null) return [];
        const byStatus = order === 'oldest' ? oldest : newest;
        return inOrder(byStatus, { statuses, limit, order, from }).map(approvalOf);
      });
    },
    async listUsable(actionDigest, atMs) {
      return read('list usable approvals', () => lookUp(usable, [actionDigest], atMs).map(approvalOf));
    },
    async listTimedOut(actionDigest) {
      return read('list timed-out approvals', () => lookUp(timedOut, [actionDigest]).map(approvalOf));
    },
    async listUnused(atMs, limit) {
      checkLimit(limit, MAX_READ);
      return read('list unused approvals', () => unused.all(atMs, limit).map(approvalOf));
    },
    async listGrants(session, atMs) {
      return read('list grants', () => lookUp(grants, [session], atMs).map(grantOf));
    },
  };
}

/**
 * The bytes that come right after every text that begins with `prefix`: no UTF-8 text holds the byte FF. Compared as
 * text, so that the search is a range of the index in which nothing is a wildcard.
 */
function justAfter(prefix: string): Uint8Array {
  return Buffer.concat([Buffer.from(prefix, 'utf8'), Buffer.of(0xff)]);
}

/** Before the first request and behind the last, in the order of writing. */
const START = { oldest: 0, newest: Number.MAX_SAFE_INTEGER } as const;

function placeOf(place: StatementSync, id: string): number | null {
  const row = lookUpOne(place, id);
  return row === null ? null : new FieldReader('approval', row).integer('seq');
}

/** Asks for each status in turn, since the index gives the rows of one status in order and of several not. */
function inOrder(
  byStatus: StatementSync,
  {
    statuses,
    limit,
    order,
    from,
  }: Required<Pick<ApprovalQuery, 'statuses' | 'limit' | 'order'>> & { readonly from: number },
): readonly object[] {
  const direction = order === 'oldest' ? 1 : -1;
  return [...new Set(statuses)]
    .flatMap((status) => byStatus.all(status, from, limit))
    .map((row) => ({ row, seq: new FieldReader('approval', row).integer('seq') }))
    .sort((first, second) => direction * (first.seq - second.seq))
    .slice(0, limit)
    .map(({ row }) => row);
}
