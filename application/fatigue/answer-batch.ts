import { answerApproval, findRequest } from '../approval/answer-approval.ts';
import { refusedOnRecord } from '../approver/refused-on-record.ts';
import type { FlowContext } from '../flow-context.ts';
import type { AnswerInput, ApprovalView, Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

/** Most answers in one batch. */
export const MAX_BATCH_ANSWERS = 100;

/** What became of one answer of a batch: the request with it, or why it was refused. */
export type BatchAnswer =
  | { readonly id: string; readonly view: ApprovalView; readonly refused: null }
  | { readonly id: string; readonly view: null; readonly refused: GatewayError };

/**
 * Takes several signed answers at once, each over its own statement, and records each by itself.
 *
 * Approvals of high and critical risk are refused, since they are given one by one; so is a second answer to the same request.
 * One that is refused stops no other. Raises `input.invalid` for none and for more than a hundred.
 */
export async function answerBatch(
  context: FlowContext,
  caller: Caller,
  inputs: readonly AnswerInput[],
): Promise<readonly BatchAnswer[]> {
  if (inputs.length === 0 || inputs.length > MAX_BATCH_ANSWERS)
    throw new GatewayError(
      'input.invalid',
      `answer a batch: found ${inputs.length} answers, want 1 to ${MAX_BATCH_ANSWERS}`,
    );
  const answered: BatchAnswer[] = [];
  const seen = new Set<string>();
  for (const input of inputs) answered.push(await answerOne(context, caller, { input, seen }));
  return answered;
}

async function answerOne(
  context: FlowContext,
  caller: Caller,
  { input, seen }: { readonly input: AnswerInput; readonly seen: Set<string> },
): Promise<BatchAnswer> {
  try {
    const view = await refusedOnRecord(context, { caller, ...input }, async () => {
      const { id, terms, riskLevel } = await findRequest(context, input.id);
      if (seen.has(id)) throw refused('input.invalid', `answer ${id}: it is in the batch twice, want it once`);
      seen.add(id);
      if (input.answer === 'approve' && !terms.batch)
        throw refused('approval.scope', `answer ${id}: its risk is ${riskLevel}, want low or medium in a batch`);
      return answerApproval(context, caller, { ...input, id });
    });
    return { id: view.request.id, view, refused: null };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { id: input.id, view: null, refused: error };
  }
}

function refused(code: 'input.invalid' | 'approval.scope', found: string): GatewayError {
  return new GatewayError(code, found, { remedies: ['Look at it and answer it by itself.'] });
}
