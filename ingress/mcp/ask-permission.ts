import type { JsonObject } from '../../core/encoding/json.ts';
import { askInProtocol, type QuestionGate } from './ask-in-protocol.ts';
import type { GuardedContext } from './call-context.ts';
import { canElicitForm } from './eras.ts';
import type { CallVerdict, McpGate, ProposedCall } from './mcp-gate.ts';
import { tickWhile } from './progress-ticks.ts';
import { WAITING_TEXT } from './texts.ts';

/** For whom permission is asked, and how long people elsewhere are waited for. */
export type Asking = {
  readonly gate: McpGate;
  readonly waitMs: number;
  readonly context: GuardedContext;
  /** The client's own token for progress; undefined where it wants none. */
  readonly token: JsonObject[string] | undefined;
};

/** What the gateway answers to somebody who asks for permission: a verdict, and the request that is open. */
type Asked = { readonly verdict: CallVerdict['verdict'] | null; readonly approval: string | null };

/** Asks the gateway; then the client's user, where the client can and policy lets it; then waits for other channels. */
export function askPermission(proposed: ProposedCall, asking: Asking): Promise<CallVerdict | 'declined'> {
  const { gate, context, token } = asking;
  const decide = (waitMs: number): Promise<CallVerdict> => {
    if (waitMs === 0) return gate.decide(proposed);
    return tickWhile(() => gate.decide({ ...proposed, waitMs }), { context, token, message: WAITING_TEXT });
  };
  return askPeople(decide, asking);
}

/**
 * Asks by a function that takes how long people elsewhere are waited for; then the client's user, where the client can and
 * policy lets it; then by the same function once more.
 */
export async function askPeople<Answer extends Asked>(
  decide: (waitMs: number) => Promise<Answer>,
  { gate, waitMs, context }: { readonly gate: QuestionGate } & Pick<Asking, 'waitMs' | 'context'>,
): Promise<Answer | 'declined'> {
  if (!canElicitForm(context.hello)) return decide(waitMs);
  const first = await decide(0);
  if (first.verdict !== 'require-approval' || first.approval === null) return first;
  const answered = await askInProtocol(gate, { approval: first.approval, context });
  if (answered === 'declined') return 'declined';
  return answered === 'approved' ? decide(0) : decide(waitMs);
}
