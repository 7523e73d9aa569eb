import { BATCH_LIMITS } from '../../core/batch/order-calls.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { agentTool } from '../../core/model/agent-tool.ts';
import { type CallRewrite, rewriteCall } from '../../core/model/rewrite-call.ts';
import { authorizeBatch, type BatchAnswer, type BatchCall } from '../decide/authorize-batch.ts';
import type { Authorization, Gateway, Proposal, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { CallAnswer, HeldCall } from './held-call.ts';
import type { ModelCaller } from './model-caller.ts';
import { failedText, inTurnText, loopText, refusedText, tooManyText, unreadableText } from './refusal-text.ts';
import type { RepeatedTurns } from './repeated-turns.ts';

/** Whose calls they are, and what the operator set for them. */
export type ToolCallSurroundings = {
  readonly who: ModelCaller;
  readonly rewrites: readonly CallRewrite[];
  readonly turns: RepeatedTurns;
  /** Tools of the request that the provider defines, by name. */
  readonly definedTools: ReadonlySet<string>;
  /** What becomes of a call that another one of the turn may change: held back, or decided as the world is now. */
  readonly colliding: 'hold' | 'decide';
  readonly wait: Wait;
  /** Told of every call that goes on, by the provider's id, with what was authorised. */
  readonly onReleased: (callId: string, released: Authorization) => void;
  readonly onFailure: (error: unknown) => void;
};

/** A call on its way: what the model wrote, and what is proposed of it. */
type Prepared = {
  readonly call: HeldCall;
  readonly place: number;
  /** Null where the operator's rewrites change nothing. */
  readonly args: JsonObject | null;
  readonly proposal: Proposal;
};

/**
 * Decides the tool calls of one model turn: the operator's rewrites first, then each like any proposal, with those of a turn planned
 * together (see `authorizeBatch`). As many answers as calls, in order.
 *
 * Never rejects: whatever fails refuses. A call goes on only when its decision is on record.
 */
export async function decideToolCalls(
  gateway: Pick<Gateway, 'authorize' | 'check'>,
  around: ToolCallSurroundings,
  calls: readonly HeldCall[],
): Promise<readonly CallAnswer[]> {
  const answers = calls.map((call, place) =>
    refuse(place < BATCH_LIMITS.calls ? unreadableText(call.name) : tooManyText(call.name, BATCH_LIMITS.calls)),
  );
  const prepared = calls
    .slice(0, BATCH_LIMITS.calls)
    .flatMap((call, place) => (call.args === null ? [] : [prepare({ ...call, args: call.args }, place, around)]));
  if (prepared.length === 0) return answers;
  try {
    if (around.turns.isLoop(around.who.session, calls)) return calls.map(({ name }) => refuse(loopText(name)));
    for (const [place, answer] of await decidePrepared(gateway, around, prepared)) answers[place] = answer;
  } catch (error) {
    around.onFailure(error);
    const text = failedText(error instanceof GatewayError ? error.message : 'an internal error');
    for (const { place } of prepared) answers[place] = refuse(text);
  }
  return answers;
}

function refuse(text: string): CallAnswer {
  return { kind: 'refuse', text };
}

function prepare(
  call: HeldCall & { readonly args: JsonObject },
  place: number,
  { who, rewrites, definedTools }: ToolCallSurroundings,
): Prepared {
  const rewritten = rewriteCall(call, rewrites);
  const args = rewritten?.args ?? call.args;
  const tool = agentTool({ name: call.name, args }, { agent: who.agent, isDefined: definedTools.has(call.name) });
  const proposal: Proposal = {
    id: null,
    session: who.session,
    onBehalfOf: who.onBehalfOf,
    surface: 'model-proxy',
    tool: { name: tool.name, origin: tool.origin, digest: null },
    args: tool.args,
    cwd: who.cwd,
    workspace: who.workspace,
    plan: null,
    idempotencyKey: null,
    callId: call.id === '' ? null : call.id,
    subagent: null,
    channel: who.channel,
    ...(rewritten === null ? {} : { rewrittenBy: rewritten.rules }),
  };
  return { call, place, args: rewritten === null ? null : args, proposal };
}

async function decidePrepared(
  gateway: Pick<Gateway, 'authorize' | 'check'>,
  around: ToolCallSurroundings,
  prepared: readonly Prepared[],
): Promise<readonly (readonly [number, CallAnswer])[]> {
  const { who, wait, colliding } = around;
  const [only] = prepared;
  if (prepared.length === 1 && only !== undefined) {
    return [[only.place, answerOf(only, await gateway.authorize(who.caller, only.proposal, wait), around)]];
  }
  const calls = prepared.map(({ place, proposal }): BatchCall => ({ id: String(place), dependsOn: [], proposal }));
  const batch = await authorizeBatch(gateway, { caller: who.caller, calls }, wait);
  const answers: (readonly [number, CallAnswer])[] = [];
  for (const one of prepared) {
    const found = batch.calls.find(({ id }) => id === String(one.place));
    const isLate = found?.state === 'in-turn' && colliding === 'decide';
    const late = isLate ? answerOf(one, await gateway.authorize(who.caller, one.proposal, wait), around) : null;
    answers.push([one.place, late ?? answerOfBatch(one, found, around)]);
  }
  return answers;
}

function answerOfBatch(one: Prepared, found: BatchAnswer | undefined, around: ToolCallSurroundings): CallAnswer {
  if (found?.state === 'decided') return answerOf(one, found.authorization, around);
  if (found?.state === 'in-turn') return refuse(inTurnText(one.call.name));
  return refuse(failedText(found?.state === 'failed' ? found.error.message : 'it was not decided'));
}

function answerOf({ call, args }: Prepared, released: Authorization, around: ToolCallSurroundings): CallAnswer {
  if (released.verdict !== 'allow') return refuse(refusedText(released, call.name));
  if (call.id !== '') around.onReleased(call.id, released);
  return args === null ? { kind: 'pass' } : { kind: 'rewrite', args };
}
