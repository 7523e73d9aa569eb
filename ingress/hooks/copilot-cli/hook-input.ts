import { z } from 'zod';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { isJsonObject } from '../../../core/encoding/json.ts';
import { fail, type Result } from '../../../core/result.ts';
import type { AgentCall, AgentEvent } from '../agent-event.ts';
import { FIELD } from '../hook-fields.ts';
import { objectInText } from '../json-text.ts';
import { readEvent } from '../read-event.ts';
import { withoutAsides } from '../without-asides.ts';

/** Events that ask nothing of us and change nothing here. Inputs name no call, so outcomes cannot be linked to one. */
export const NOTICES = [
  'agentStop',
  'errorOccurred',
  'notification',
  'postToolUse',
  'postToolUseFailure',
  'preCompact',
  'subagentStart',
  'subagentStop',
  'userPromptTransformed',
] as const;

const { name, word, path, prompt } = FIELD;

/**
 * Older versions name no session: then everything that is done in one folder counts as one. What a sub-agent does comes with
 * its id, which some events have for a session too.
 */
const place = {
  sessionId: name.nullish(),
  cwd: path,
  agentId: word.nullish(),
  agentType: word.nullish(),
  parentAgentId: name.nullish(),
};

const call = { ...place, toolName: name };
const args = z.unknown().transform((given, context) => {
  const found = argumentsOf(given);
  if (found !== null) return found;
  context.addIssue({ code: 'custom', message: 'an object, or a text' });
  return z.NEVER;
});

/** Arguments of a shell line that a permission request leaves out; they change nothing of what the line does. */
const ASIDES = ['description', 'shellId', 'mode', 'detach', 'initial_wait'];
const SHELLS: ReadonlySet<string> = new Set(['bash', 'powershell']);

/**
 * What Copilot CLI says of an event, as far as it is used here. A permission request repeats a shell line; of any other call
 * it tells in other words (a new file as a difference), which cannot be recognised, and is left to the rules of the user.
 */
const EVENTS: { readonly [event: string]: z.ZodType<AgentEvent> } = {
  preToolUse: z
    .object({ ...call, toolArgs: args })
    .transform((input) => ({ kind: 'call', phase: 'before', call: callOf(input, input.toolArgs) })),
  permissionRequest: z
    .object({ ...call, toolInput: args.optional(), toolArgs: args.optional() })
    .transform(({ toolInput, toolArgs, ...input }) =>
      SHELLS.has(input.toolName)
        ? { kind: 'call', phase: 'again', call: callOf(input, toolInput ?? toolArgs ?? {}) }
        : { kind: 'notice' },
    ),
  // What a sub-agent is told comes from a model: as a prompt it would speak for the user.
  userPromptSubmitted: z.object({ ...place, prompt }).transform((input) =>
    input.agentId || input.parentAgentId
      ? { kind: 'notice' }
      : {
          kind: 'session',
          observed: { kind: 'prompt', session: sessionOf(input), workspace: input.cwd, prompt: input.prompt },
        },
  ),
  sessionStart: z.object({ ...place, source: word.nullish() }).transform((input) => ({
    kind: 'session',
    observed: {
      kind: 'started',
      session: sessionOf(input),
      workspace: input.cwd,
      source: input.source ?? 'unknown',
    },
  })),
  sessionEnd: z.object({ ...place, reason: word.nullish() }).transform((input) => ({
    kind: 'session',
    observed: { kind: 'ended', session: sessionOf(input), reason: input.reason ?? 'unknown' },
  })),
};

/** Reads the input of an event, which the settings name, or explains every problem at once. Total: any value is answered. */
export function parseHookInput(value: unknown, event: string | null): Result<AgentEvent, { readonly reason: string }> {
  if (event === null) {
    return fail({ reason: "read the hook's input: found no event, want its name behind `hook copilot-cli`" });
  }
  return readEvent(event, value, { schemas: EVENTS, notices: NOTICES });
}

type Said = {
  readonly cwd: string;
  readonly sessionId?: string | null | undefined;
  readonly agentId?: string | null | undefined;
  readonly agentType?: string | null | undefined;
  readonly parentAgentId?: string | null | undefined;
};

function callOf(input: Said & { readonly toolName: string }, given: JsonObject): AgentCall {
  return {
    session: sessionOf(input),
    cwd: input.cwd,
    workspace: input.cwd,
    tool: input.toolName,
    origin: 'builtin:copilot-cli',
    args: SHELLS.has(input.toolName) ? withoutAsides(given, ASIDES) : given,
    callId: null,
    subagent: subagentOf(input),
  };
}

/** A sub-agent works in the session of the agent that started it, whichever of the two an event names. */
function sessionOf({ sessionId, cwd, agentId, parentAgentId }: Said): string {
  if (parentAgentId && agentId === sessionId) return parentAgentId;
  return sessionId ?? `copilot-cli:${cwd}`;
}

function subagentOf({ agentId, agentType }: Said): string | null {
  if (!agentId) return null;
  return agentType ? `${agentType}:${agentId}` : agentId;
}

/** Arguments as an object, as text of one, or as free text (a patch), which then stands under `input`; null for anything else. */
function argumentsOf(given: unknown): JsonObject | null {
  if (given === undefined || given === null || given === '') return {};
  if (typeof given === 'string') return objectInText(given) ?? { input: given };
  return isJsonObject(given) ? given : null;
}
