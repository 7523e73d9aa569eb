import { z } from 'zod';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Result } from '../../core/result.ts';
import type { AgentCall, AgentEvent } from './agent-event.ts';
import { FIELD } from './hook-fields.ts';
import { readNamedEvent } from './read-event.ts';
import { PROMPT, SESSION_END, SESSION_START } from './session-event.ts';

const { name, word, path, object } = FIELD;
const place = { session_id: name, cwd: path };

/**
 * What agents with hooks in the shape of Claude Code's say of an event, as far as it is used here. Fields that are not used
 * are ignored, since agents add some with every version; those that are used are checked.
 */
const toolCall = z.object({
  ...place,
  tool_name: name,
  tool_input: object,
  tool_use_id: name.nullish(),
  agent_id: word.nullish(),
  agent_type: word.nullish(),
  mcp_server: z.object({ name: word }).nullish(),
});
const ran = { session_id: name, tool_use_id: name.nullish() };
const durationMs = z.number().min(0).max(Number.MAX_SAFE_INTEGER).nullish();

/** What is particular to one agent whose events have this shape. */
export type ClaudeShape = {
  /** Events that ask nothing of us and change nothing here. */
  readonly notices: readonly string[];
  /** Whether the agent says when a call failed. */
  readonly tellsFailures: boolean;
  /** Who supplies a tool; `server` where the agent names the MCP server. */
  readonly originOf: (tool: string, server: string | null) => string;
  /** The arguments of a call that the agent's own rules ask about, as they were when the call was proposed. */
  readonly permissionArgs?: (tool: string, args: JsonObject) => JsonObject;
  /** The folder in which a call runs, where its arguments name one. Default: the folder of the event. */
  readonly cwdOf?: (call: { readonly tool: string; readonly args: JsonObject; readonly cwd: string }) => string;
};

/** Reads a call in the words of this shape. */
type Call = z.output<typeof toolCall>;

const EVENTS: { readonly [event: string]: z.ZodType<AgentEvent> } = {
  PostToolUse: z
    .object({ ...ran, tool_response: z.unknown(), duration_ms: durationMs })
    .transform(({ tool_response: response, duration_ms: took, ...by }) => ({
      kind: 'outcome',
      report: {
        by: byOf(by),
        result: 'completed',
        error: null,
        durationMs: took === null || took === undefined ? null : Math.round(took),
        response: response === undefined ? null : JSON.stringify(response),
      },
    })),
  UserPromptSubmit: PROMPT,
  SessionStart: SESSION_START,
  SessionEnd: SESSION_END,
};

const FAILURE: typeof EVENTS = {
  PostToolUseFailure: z
    .object({ ...ran, is_interrupt: z.boolean().nullish() })
    .transform(({ is_interrupt: interrupted, ...by }) => {
      const error = interrupted === true ? 'interrupted' : 'failed';
      return { kind: 'outcome', report: { by: byOf(by), result: 'failed', error, durationMs: null, response: null } };
    }),
};

/** Makes the reader of an agent's inputs. It is total: any value is answered, every problem is told at once. */
export function claudeShapedParser(
  shape: ClaudeShape,
): (value: unknown) => Result<AgentEvent, { readonly reason: string }> {
  const { permissionArgs = (_tool, args) => args } = shape;
  const events: typeof EVENTS = {
    ...EVENTS,
    ...(shape.tellsFailures ? FAILURE : {}),
    PreToolUse: toolCall.transform((input) => ({ kind: 'call', phase: 'before', call: callOf(input, shape) })),
    PermissionRequest: toolCall
      .transform((input) => ({ ...input, tool_input: permissionArgs(input.tool_name, input.tool_input) }))
      .transform((input) => ({ kind: 'call', phase: 'permission', call: callOf(input, shape) })),
  };
  return (value) => readNamedEvent(value, { schemas: events, notices: shape.notices });
}

function callOf(input: Call, { originOf, cwdOf }: ClaudeShape): AgentCall {
  const { agent_id: agentId, agent_type: agentType, tool_name: tool, tool_input: args } = input;
  const named = agentId ?? null;
  return {
    session: input.session_id,
    cwd: cwdOf === undefined ? input.cwd : cwdOf({ tool, args, cwd: input.cwd }),
    workspace: input.cwd,
    tool,
    origin: originOf(tool, input.mcp_server?.name ?? null),
    args,
    callId: input.tool_use_id ?? null,
    subagent: named !== null && agentType ? `${agentType}:${named}` : named,
  };
}

type Ran = { readonly session_id: string; readonly tool_use_id?: string | null | undefined };

function byOf({ session_id: session, tool_use_id: callId }: Ran): { session: string; callId: string } | null {
  return callId ? { session, callId } : null;
}
