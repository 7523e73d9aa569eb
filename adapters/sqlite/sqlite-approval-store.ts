import type { StatementSync } from 'node:sqlite';
import type { ApprovalStore } from '../../ports/approval-store.ts';
import { checkLimit, checkPrefix, MAX_LISTED, MAX_PREFIX_MATCHES, MAX_RELATED } from '../../ports/check-bounds.ts';
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
  const byStatus = database.prepare('SELECT * FROM approval WHERE status = ? ORDER BY seq LIMIT ?');
  const usable = database.prepare(`
    SELECT * FROM approval
    WHERE action_digest = ? AND status = 'approved' AND consumed_by IS NULL AND usable_until_ms > ?
    ORDER BY seq LIMIT 1`);
  const timedOut = database.prepare(`
    SELECT * FROM approval WHERE action_digest = ? AND status = 'timed-out' ORDER BY seq LIMIT ${MAX_RELATED}`);
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
    async list({ statuses, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list approvals', () => oldestFirst(byStatus, { statuses, limit }).map(approvalOf));
    },
    async findUsable(actionDigest, atMs) {
      return read('find a usable approval', () => lookUp(usable, [actionDigest], atMs).map(approvalOf)[0] ?? null);
    },
    async listTimedOut(actionDigest) {
      return read('list timed-out approvals', () => lookUp(timedOut, [actionDigest]).map(approvalOf));
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

/** Asks for each status in turn, since the index gives the rows of one status in order and of several not. */
function oldestFirst(
  byStatus: StatementSync,
  { statuses, limit }: { readonly statuses: readonly string[]; readonly limit: number },
): readonly object[] {
  return [...new Set(statuses)]
    .flatMap((status) => byStatus.all(status, limit))
    .map((row) => ({ row, seq: new FieldReader('approval', row).integer('seq') }))
    .sort((first, second) => first.seq - second.seq)
    .slice(0, limit)
    .map(({ row }) => row);
}
