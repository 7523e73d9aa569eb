import type { JsonObject } from '../../core/encoding/json.ts';
import { askInProtocol, type QuestionGate } from './ask-in-protocol.ts';
import type { GuardedContext } from './call-context.ts';
import { canElicitForm } from './eras.ts';
import type { CallVerdict, McpGate, ProposedCall, RequestStanding } from './mcp-gate.ts';
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
  const { gate, context, token, waitMs } = asking;
  const waiting: Waiting = (work) => tickWhile(work, { context, token, message: WAITING_TEXT });
  const decide = (waitedMs: number): Promise<CallVerdict> =>
    waitedMs === 0 ? gate.decide(proposed) : waiting(() => gate.decide({ ...proposed, waitMs: waitedMs }));
  return askPeople({ decide, refused }, { gate, waitMs, context, waiting });
}

function refused(first: CallVerdict, reason: string): CallVerdict {
  return { ...first, verdict: 'deny', reason };
}

type Waiting = <Done>(work: () => Promise<Done>) => Promise<Done>;

/** How permission is asked: `decide` takes how long people elsewhere are waited for, `refused` makes a no of what was open. */
type Permission<Answer extends Asked> = {
  readonly decide: (waitMs: number) => Promise<Answer>;
  readonly refused: (first: Answer, why: string) => Answer;
};

/**
 * Asks; then the client's user, where the client can and policy lets it; then waits for people elsewhere. It is one request from the
 * first to the last: what somebody approves of it is used by asking once more.
 */
export async function askPeople<Answer extends Asked>(
  permission: Permission<Answer>,
  {
    gate,
    waitMs,
    context,
    waiting,
  }: { readonly gate: QuestionGate; readonly waiting: Waiting } & Pick<Asking, 'waitMs' | 'context'>,
): Promise<Answer | 'declined'> {
  const { decide } = permission;
  if (!canElicitForm(context.hello)) return decide(waitMs);
  const first = await decide(0);
  const { approval } = first;
  if (first.verdict !== 'require-approval' || approval === null) return first;
  const answered = await askInProtocol(gate, { approval, context });
  if (answered === 'declined') return 'declined';
  const elsewhere = (): Promise<RequestStanding> =>
    waiting(() => gate.awaitPeople(approval, { waitMs, signal: context.signal }));
  const standing = answered === 'unasked' ? await elsewhere() : answered;
  if (standing.state === 'approved') return decide(0);
  return standing.state === 'over' ? permission.refused(first, standing.why) : first;
}
