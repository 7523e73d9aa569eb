import type { DatabaseSync } from 'node:sqlite';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import { APPROVAL_COLUMNS, approvalColumns, approvalOf, GRANT_COLUMNS, grantColumns } from './approval-row.ts';
import type { ChangeOf } from './change-of.ts';

/** Writes approval requests and grants; each method answers why its condition does not hold, or null. */
export type ApprovalChanges = {
  create(change: ChangeOf<'approval.create'>): ConflictCode | null;
  update(change: ChangeOf<'approval.update'>): ConflictCode | null;
  consume(change: ChangeOf<'approval.consume'>): ConflictCode | null;
  createGrant(change: ChangeOf<'grant.create'>): null;
  revokeGrants(change: ChangeOf<'grant.revoke-session'>): null;
};

/** Prepares the statements that write approvals. They run inside the caller's transaction. */
export function prepareApprovalChanges(database: DatabaseSync): ApprovalChanges {
  const byId = database.prepare('SELECT * FROM approval WHERE id = ?');
  const consume = database.prepare(`
    UPDATE approval SET consumed_by = ?
    WHERE id = ? AND action_digest = ? AND status = 'approved' AND consumed_by IS NULL AND usable_until_ms > ?`);
  const revokeGrants = database.prepare('UPDATE session_grant SET revoked = 1 WHERE session = ? AND revoked = 0');
  const insert = database.prepare(insertInto('approval', APPROVAL_COLUMNS));
  const insertGrant = database.prepare(insertInto('session_grant', GRANT_COLUMNS));
  const replace = database.prepare(`
    UPDATE approval SET ${APPROVAL_COLUMNS.map((column) => `${column} = :${column}`).join(', ')} WHERE id = :id`);
  return {
    create: ({ request }) => (insert.run(approvalColumns(request)).changes === 1 ? null : 'approval-exists'),
    update({ request, from, answers }) {
      const row = byId.get(request.id);
      const stored = row === undefined ? null : approvalOf(row);
      const open = stored !== null && stored.consumedBy === null && from.includes(stored.status);
      if (!open || stored.answers.length !== answers) return 'approval-not-open';
      replace.run(approvalColumns(request));
      return null;
    },
    consume({ id, actionDigest, actionId, atMs }) {
      return consume.run(actionId, id, actionDigest, atMs).changes === 1 ? null : 'approval-not-usable';
    },
    createGrant({ grant }) {
      insertGrant.run(grantColumns(grant));
      return null;
    },
    revokeGrants({ session }) {
      revokeGrants.run(session);
      return null;
    },
  };
}

function insertInto(table: string, columns: readonly string[]): string {
  const values = columns.map((column) => `:${column}`).join(', ');
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values}) ON CONFLICT (id) DO NOTHING`;
}
