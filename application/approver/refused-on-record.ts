import type { AnswerChannel } from '../../core/approval/approval.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ApprovalView, Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { whyRefused } from '../notify/answer-from-account.ts';

const LONGEST_ID = 16;

/**
 * Gives an answer of a terminal, a program or a browser; one that does not count is put on record as those of channels are, with who
 * tried and why, at most ten a minute of one person on one channel. Raises what answering raises.
 */
export async function refusedOnRecord(
  { notify }: Pick<FlowContext, 'notify'>,
  { caller, id, channel }: { readonly caller: Caller; readonly id: string; readonly channel: AnswerChannel },
  answer: () => Promise<ApprovalView>,
): Promise<ApprovalView> {
  try {
    return await answer();
  } catch (error) {
    const why = error instanceof GatewayError ? whyRefused(error.code) : null;
    if (why !== null) {
      const { principal, webSession } = caller;
      const update = { id: '', user: principal, place: webSession?.id ?? '' };
      const request = id.length <= LONGEST_ID ? id : null;
      await notify.refusals.record({ why, channel, update, request, principal });
    }
    throw error;
  }
}
