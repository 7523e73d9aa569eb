import type { CountersignClient } from './client.ts';
import { CountersignError } from './error.ts';
import type { WireApproval } from './wire.ts';

/** One question to the gateway waits this long at most, so that nothing between cuts the connection. */
const ASK_EVERY_MS = 25_000;

/** How long to stay, and a signal that ends the wait with `cancelled`. */
export type WaitOptions = { readonly waitMs?: number | undefined; readonly signal?: AbortSignal | undefined };

/**
 * Waits until an approval request has left `pending`, or for `waitMs` (default 60,000); answers the request as it is then.
 *
 * `id` is the request's id or an unambiguous prefix. An approved request lets nothing run by itself: propose the same call
 * again, and the approval is used for it, once.
 */
export async function waitForApproval(
  client: Pick<CountersignClient, 'findApproval'>,
  id: string,
  { waitMs = 60_000, signal }: WaitOptions = {},
): Promise<WireApproval> {
  const endsAtMs = Date.now() + waitMs;
  for (;;) {
    const leftMs = Math.max(0, endsAtMs - Date.now());
    const found = await client.findApproval(id, { waitMs: Math.min(leftMs, ASK_EVERY_MS), signal });
    if (found.status !== 'pending' || Date.now() >= endsAtMs) return found;
  }
}

/** What a request that was not approved means for the call it was about. */
export function errorOfApproval({ id, status, answers, late }: WireApproval): CountersignError {
  const denial = answers.find(({ answer }) => answer === 'deny');
  if (denial !== undefined) {
    const note = denial.note === '' ? '' : `: ${denial.note}`;
    return new CountersignError('denied', `denied by ${denial.approver}${note}`);
  }
  if (status === 'pending') {
    return new CountersignError('approval-pending', `wait for a human: nobody has answered yet (request ${id})`);
  }
  const reason = late ? 'approved after the time was over' : status;
  return new CountersignError('denied', `wait for a human: the request was ${reason}`, {
    remedies: ['propose it again when somebody is there to answer'],
  });
}
