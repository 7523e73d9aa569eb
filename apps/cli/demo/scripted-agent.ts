import { randomUUID } from 'node:crypto';

/** What the gateway told the scripted agent about one call. */
export type HookAnswer = { readonly allowed: boolean; readonly reason: string };

/** A call that ran. */
export type FinishedCall = {
  readonly tool: string;
  readonly input: Readonly<Record<string, string>>;
  readonly response: string;
};

/** An agent that speaks Claude Code's HTTP hooks, without a model. */
export type ScriptedAgent = {
  /** Asks before a call, as Claude Code does; answers when the gateway has decided, which may take a human. */
  readonly ask: (
    tool: string,
    input: Readonly<Record<string, string>>,
  ) => Promise<HookAnswer & { readonly callId: string }>;
  /** Tells that a call ran, and what came of it. */
  readonly report: (callId: string, call: FinishedCall) => Promise<void>;
  /** Begins the session, with what its user asked for. */
  readonly begin: (prompt: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Makes an agent that works in `cwd` and holds the agent's token. */
export function createScriptedAgent({
  address,
  token,
  cwd,
}: {
  readonly address: string;
  readonly token: string;
  readonly cwd: string;
}): ScriptedAgent {
  const session = `demo-${randomUUID().slice(0, 8)}`;
  const send = async (event: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> => {
    const body = {
      session_id: session,
      transcript_path: `${cwd}/.transcript.jsonl`,
      cwd,
      permission_mode: 'default',
      ...event,
    };
    const response = await fetch(new URL('/hooks/claude-code', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    begin: async (prompt) => {
      await send({ hook_event_name: 'SessionStart', source: 'startup' });
      await send({ hook_event_name: 'UserPromptSubmit', prompt });
    },
    end: async () => {
      await send({ hook_event_name: 'SessionEnd', reason: 'other' });
    },
    ask: async (tool, input) => {
      const callId = `toolu_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
      const answer = await send({
        hook_event_name: 'PreToolUse',
        tool_name: tool,
        tool_input: input,
        tool_use_id: callId,
      });
      return { callId, ...readAnswer(answer) };
    },
    report: async (callId, { tool, input, response }) => {
      await send({
        hook_event_name: 'PostToolUse',
        tool_name: tool,
        tool_input: input,
        tool_use_id: callId,
        tool_response: { success: true, output: response },
        duration_ms: 5,
      });
    },
  };
}

/** Anything but a clear allow is a refusal, as it must be for every agent. */
function readAnswer(answer: Record<string, unknown>): HookAnswer {
  const output = answer['hookSpecificOutput'] as
    | { readonly permissionDecision?: string; readonly permissionDecisionReason?: string }
    | undefined;
  return {
    allowed: output?.permissionDecision === 'allow',
    reason: output?.permissionDecisionReason ?? 'no answer that can be read',
  };
}
