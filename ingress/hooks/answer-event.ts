import type { Caller, Gateway, Proposal, SessionEvent, Wait } from '../../application/gateway.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import type { AgentCall, AgentEvent, CallOutcome } from './agent-event.ts';
import { type HookReply, NEUTRAL } from './hook-reply.ts';
import { allowedText, CRISIS_CONTEXT, refusedText, SESSION_CONTEXT, shadowText } from './messages.ts';

/** One event with everything needed to answer it. */
export type HookCall = {
  readonly caller: Caller;
  readonly event: AgentEvent;
  readonly wait: Wait;
  /** On whose behalf the agent works. */
  readonly operator: string;
};

/** Answers one event by calling the flow it belongs to. Raises what the flow raises. */
export async function answerEvent(gateway: Gateway, hook: HookCall): Promise<HookReply> {
  const { caller, event } = hook;
  switch (event.kind) {
    case 'notice':
      return NEUTRAL;
    case 'call':
      return event.phase === 'before' ? authorize(gateway, hook, event.call) : confirm(gateway, hook, event);
    case 'outcome':
      return report(gateway, caller, event.report);
    case 'session':
      return observe(gateway, caller, event.observed);
  }
}

/** Support for a person is shown whatever becomes of the record. */
async function observe(gateway: Gateway, caller: Caller, observed: SessionEvent): Promise<HookReply> {
  if (observed.kind !== 'prompt') {
    await gateway.observeSession(caller, observed);
    return observed.kind === 'started' ? { kind: 'neutral', context: SESSION_CONTEXT } : NEUTRAL;
  }
  const { support } = gateway.screenMessage(caller, { session: observed.session, text: observed.prompt });
  const recorded = gateway.observeSession(caller, observed);
  if (support === null) {
    await recorded;
    return NEUTRAL;
  }
  await recorded.catch(() => undefined);
  return { kind: 'neutral', notice: support.text, context: CRISIS_CONTEXT };
}

async function authorize(gateway: Gateway, { caller, wait, operator }: HookCall, call: AgentCall): Promise<HookReply> {
  const answer = await gateway.authorize(caller, proposalOf(call, operator), wait);
  if (!answer.enforced) return { kind: 'neutral', notice: shadowText(answer, call.tool) };
  if (answer.verdict === 'allow') return { kind: 'permit', reason: allowedText(answer) };
  return { kind: 'refuse', reason: refusedText(answer, call.tool) };
}

/**
 * A second question about a call: yes where it was just authorised, else it is decided now. Where the agent's own rules ask,
 * in shadow mode the agent asks its user as if Countersign were not there.
 */
async function confirm(
  gateway: Gateway,
  hook: HookCall,
  { phase, call }: Extract<AgentEvent, { readonly kind: 'call' }>,
): Promise<HookReply> {
  if (phase === 'permission' && gateway.currentPolicy().policy.mode === 'shadow') return NEUTRAL;
  const proposal = proposalOf(call, hook.operator);
  if (await gateway.confirmAuthorised(hook.caller, proposal)) return { kind: 'permit', reason: 'authorised' };
  const reply = await authorize(gateway, hook, call);
  // Nothing asks a third time, so the next call of the same words must not be confirmed by this one.
  if (phase === 'again' && reply.kind !== 'refuse') await gateway.confirmAuthorised(hook.caller, proposal);
  return reply;
}

function proposalOf(call: AgentCall, operator: string): Proposal {
  return {
    id: null,
    session: call.session,
    onBehalfOf: operator,
    surface: 'hook',
    tool: { name: call.tool, origin: call.origin, digest: null },
    args: call.args,
    cwd: call.cwd,
    workspace: call.workspace,
    plan: null,
    idempotencyKey: null,
    callId: call.callId,
    subagent: call.subagent,
    channel: 'cli',
  };
}

/** A call that the gateway does not know, or whose outcome it has, is none of the agent's concern. */
async function report(gateway: Gateway, caller: Caller, { by, ...rest }: CallOutcome): Promise<HookReply> {
  if (by === null) return NEUTRAL;
  try {
    await gateway.reportOutcome(caller, { by, ...rest });
  } catch (error) {
    const known = error instanceof GatewayError && (error.code === 'action.unknown' || error.code === 'action.state');
    if (!known) throw error;
  }
  return NEUTRAL;
}
