import type { Caller, Gateway, OutcomeReport, Proposal, Wait } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import { type HookInput, isNoticeInput, type ToolCall } from './hook-input.ts';
import { type HookReply, NEUTRAL } from './hook-reply.ts';
import { allowedText, refusedText, SESSION_CONTEXT, shadowText } from './messages.ts';
import { toolOrigin } from './tool-origin.ts';

/** One event with everything needed to answer it. */
export type HookCall = {
  readonly caller: Caller;
  readonly input: HookInput;
  readonly wait: Wait;
  /** On whose behalf the agent works. */
  readonly operator: string;
};

/** Answers one event by calling the flow it belongs to. Raises what the flow raises. */
export async function answerEvent(gateway: Gateway, call: HookCall): Promise<HookReply> {
  const { caller, input } = call;
  if (isNoticeInput(input)) return NEUTRAL;
  switch (input.hook_event_name) {
    case 'PreToolUse':
      return authorize(gateway, call, input);
    case 'PermissionRequest':
      return confirm(gateway, call, input);
    case 'PostToolUse': {
      const response = input.tool_response === undefined ? null : JSON.stringify(input.tool_response);
      const durationMs =
        input.duration_ms === null || input.duration_ms === undefined ? null : Math.round(input.duration_ms);
      return report(gateway, caller, { by: byOf(input), result: 'completed', error: null, durationMs, response });
    }
    case 'PostToolUseFailure': {
      const error = input.is_interrupt === true ? 'interrupted' : 'failed';
      return report(gateway, caller, { by: byOf(input), result: 'failed', error, durationMs: null, response: null });
    }
    case 'UserPromptSubmit': {
      const { session_id: session, cwd: workspace, prompt } = input;
      await gateway.observeSession(caller, { kind: 'prompt', session, workspace, prompt });
      return NEUTRAL;
    }
    case 'SessionStart': {
      const { session_id: session, cwd: workspace, source } = input;
      await gateway.observeSession(caller, { kind: 'started', session, workspace, source: source ?? 'unknown' });
      return { kind: 'neutral', context: SESSION_CONTEXT };
    }
    case 'SessionEnd':
      await gateway.observeSession(caller, {
        kind: 'ended',
        session: input.session_id,
        reason: input.reason ?? 'unknown',
      });
      return NEUTRAL;
  }
}

async function authorize(gateway: Gateway, { caller, wait, operator }: HookCall, input: ToolCall): Promise<HookReply> {
  const answer = await gateway.authorize(caller, proposalOf(input, operator), wait);
  if (!answer.enforced) return { kind: 'neutral', notice: shadowText(answer, input.tool_name) };
  if (answer.verdict === 'allow') return { kind: 'permit', reason: allowedText(answer) };
  return { kind: 'refuse', reason: refusedText(answer, input.tool_name) };
}

/**
 * The agent's own rules ask about a call: yes where it was just authorised, else it is decided now. In shadow mode the agent
 * asks its user as if Countersign were not there.
 */
async function confirm(gateway: Gateway, call: HookCall, input: ToolCall): Promise<HookReply> {
  if (gateway.currentPolicy().policy.mode === 'shadow') return NEUTRAL;
  const authorised = await gateway.confirmAuthorised(call.caller, proposalOf(input, call.operator));
  return authorised ? { kind: 'permit', reason: 'authorised' } : authorize(gateway, call, input);
}

function proposalOf(input: ToolCall, operator: string): Proposal {
  const { tool_name: name, agent_id: agentId, agent_type: agentType } = input;
  const named = agentId ?? null;
  return {
    id: null,
    session: input.session_id,
    onBehalfOf: operator,
    surface: 'hook',
    tool: { name, origin: toolOrigin(name, input.mcp_server?.name ?? null), digest: null },
    args: input.tool_input,
    cwd: input.cwd,
    workspace: input.cwd,
    plan: null,
    idempotencyKey: null,
    callId: input.tool_use_id ?? null,
    subagent: named !== null && agentType ? `${agentType}:${named}` : named,
    channel: 'cli',
  };
}

type CallName = { readonly session: string; readonly callId: string } | null;

function byOf(input: { readonly session_id: string; readonly tool_use_id?: string | null | undefined }): CallName {
  return input.tool_use_id ? { session: input.session_id, callId: input.tool_use_id } : null;
}

/** A call that the gateway does not know, or whose outcome it has, is none of the agent's concern. */
async function report(
  gateway: Gateway,
  caller: Caller,
  { by, ...rest }: Omit<OutcomeReport, 'by'> & { readonly by: CallName },
): Promise<HookReply> {
  if (by === null) return NEUTRAL;
  try {
    await gateway.reportOutcome(caller, { by, ...rest });
  } catch (error) {
    const known = error instanceof GatewayError && (error.code === 'action.unknown' || error.code === 'action.state');
    if (!known) throw error;
  }
  return NEUTRAL;
}
