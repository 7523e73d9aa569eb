import { whoAsks, wholeLine } from '../../../sdk/whole-line.ts';
import type { WireApproval } from '../../../sdk/wire.ts';

/**
 * The line that a request stands in a batch by: everything that would run. Null for what is answered by itself: what may be in no batch,
 * what was decided, and what cannot be shown whole in one line.
 */
export function batchLineOf(approval: WireApproval): string | null {
  return approval.status === 'pending' && approval.terms.batch && whoAsks(approval) !== null
    ? wholeLine(approval)
    : null;
}
