import type { JsonObject } from '../../core/encoding/json.ts';
import { askInProtocol } from './ask-in-protocol.ts';
import type { GuardedContext } from './call-context.ts';
import { canElicitForm } from './eras.ts';
import type { CallVerdict, McpGate, ProposedCall } from './mcp-gate.ts';
import { WAITING_TEXT } from './texts.ts';

/** For whom permission is asked, and how long people elsewhere are waited for. */
export type Asking = {
  readonly gate: McpGate;
  readonly waitMs: number;
  readonly context: GuardedContext;
  /** The client's own token for progress; undefined where it wants none. */
  readonly token: JsonObject[string] | undefined;
};

const PROGRESS_EVERY_MS = 10_000;

/** Asks the gateway; then the client's user, where the client can and policy lets it; then waits for other channels. */
export async function askPermission(proposed: ProposedCall, asking: Asking): Promise<CallVerdict | 'declined'> {
  const { gate, waitMs, context } = asking;
  if (!canElicitForm(context.hello)) return waiting({ ...proposed, waitMs }, asking);
  const first = await gate.decide(proposed);
  if (first.verdict !== 'require-approval' || first.approval === null) return first;
  const answered = await askInProtocol(gate, { approval: first.approval, context });
  if (answered === 'declined') return 'declined';
  return answered === 'approved' ? gate.decide(proposed) : waiting({ ...proposed, waitMs }, asking);
}

/** Where the client asked for progress it is told that people are waited for, lest it gives up. */
async function waiting(proposed: ProposedCall, { gate, context, token }: Asking): Promise<CallVerdict> {
  if (token === undefined) return gate.decide(proposed);
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    const params = { progressToken: token, progress: ticks / 1_000_000, message: WAITING_TEXT };
    context.notify({ method: 'notifications/progress', params });
  }, PROGRESS_EVERY_MS);
  try {
    return await gate.decide(proposed);
  } finally {
    clearInterval(timer);
  }
}
