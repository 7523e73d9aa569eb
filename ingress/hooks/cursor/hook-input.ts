import { resolve } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../core/result.ts';
import type { AgentCall, AgentEvent } from '../agent-event.ts';
import { FIELD } from '../hook-fields.ts';
import { objectInText } from '../json-text.ts';
import { readNamedEvent } from '../read-event.ts';
import { asOneCall, toolOrigin } from './one-call.ts';

/** Events that ask nothing of us and change nothing here. They get a neutral answer. */
export const NOTICES = [
  'afterAgentResponse',
  'afterAgentThought',
  'afterFileEdit',
  'afterMCPExecution',
  'afterShellExecution',
  'afterTabFileEdit',
  'preCompact',
  'stop',
  'subagentStop',
  'workspaceOpen',
] as const;

const { name, word, path, prompt, object } = FIELD;
const MAX_ROOTS = 64;

/** Cursor leaves a folder empty where it means the one that is open. */
const folder = z.union([z.literal(''), path]).nullish();
const roots = z.array(path).max(MAX_ROOTS).nullish();
const said = z
  .object({ conversation_id: name, workspace_roots: roots, cwd: folder })
  .refine(hasPlace, 'an open folder, in workspace_roots or cwd');
const placed = <Fields extends z.ZodRawShape>(fields: Fields) => said.and(z.object(fields));
const textArguments = z
  .string()
  .transform((text) => (text === '' ? {} : objectInText(text)))
  .pipe(FIELD.object);

/** What Cursor says of an event, as far as it is used here. */
const EVENTS: { readonly [event: string]: z.ZodType<AgentEvent> } = {
  preToolUse: placed({ tool_name: name, tool_input: object, tool_use_id: name.nullish() }).transform((input) =>
    proposed(input, { tool: input.tool_name, args: input.tool_input, callId: input.tool_use_id ?? null }),
  ),
  beforeShellExecution: placed({ command: z.string() }).transform((input) =>
    again(input, { tool: 'Shell', args: { command: input.command } }),
  ),
  beforeMCPExecution: placed({ tool_name: name, tool_input: z.union([textArguments, object]) }).transform((input) =>
    again(input, { tool: `MCP:${input.tool_name}`, args: input.tool_input }),
  ),
  beforeReadFile: placed({ file_path: z.string() }).transform((input) =>
    again(input, { tool: 'Read', args: { file_path: input.file_path } }),
  ),
  subagentStart: placed({ task: z.string().nullish(), parent_conversation_id: name.nullish() }).transform((input) =>
    again(
      { ...input, conversation_id: input.parent_conversation_id ?? input.conversation_id },
      { tool: 'Task', args: { task: input.task ?? '' } },
    ),
  ),
  postToolUse: z
    .object({ conversation_id: name, tool_use_id: name.nullish(), tool_output: z.unknown(), duration: z.unknown() })
    .transform((input) => ({
      kind: 'outcome',
      report: {
        by: byOf(input),
        result: 'completed',
        error: null,
        durationMs: millisecondsOf(input.duration),
        response: input.tool_output === undefined ? null : JSON.stringify(input.tool_output),
      },
    })),
  postToolUseFailure: z
    .object({ conversation_id: name, tool_use_id: name.nullish(), failure_type: word.nullish(), duration: z.unknown() })
    .transform((input) => ({
      kind: 'outcome',
      report: {
        by: byOf(input),
        result: 'failed',
        error: input.failure_type ?? 'failed',
        durationMs: millisecondsOf(input.duration),
        response: null,
      },
    })),
  beforeSubmitPrompt: placed({ prompt }).transform((input) => ({
    kind: 'session',
    observed: {
      kind: 'prompt',
      session: input.conversation_id,
      workspace: workspaceOf(input),
      prompt: input.prompt,
    },
  })),
  sessionStart: placed({ composer_mode: word.nullish() }).transform((input) => ({
    kind: 'session',
    observed: {
      kind: 'started',
      session: input.conversation_id,
      workspace: workspaceOf(input),
      source: input.composer_mode ?? 'unknown',
    },
  })),
  sessionEnd: z.object({ conversation_id: name, reason: word.nullish() }).transform((input) => ({
    kind: 'session',
    observed: { kind: 'ended', session: input.conversation_id, reason: input.reason ?? 'unknown' },
  })),
};

/** Reads a hook's input, or explains every problem at once. Total: any value is answered. */
export function parseHookInput(value: unknown): Result<AgentEvent, { readonly reason: string }> {
  return readNamedEvent(value, { schemas: EVENTS, notices: NOTICES });
}

type Said = {
  readonly conversation_id: string;
  readonly workspace_roots?: readonly string[] | null | undefined;
  readonly cwd?: string | null | undefined;
};

type Asked = Pick<AgentCall, 'tool' | 'args'> & { readonly callId?: string | null };

/** The call as its generic hook tells of it, before anything of it runs. */
function proposed(input: Said, asked: Asked): AgentEvent {
  return { kind: 'call', phase: 'before', call: callOf(input, asked) };
}

/** The same call a second time, as the hook of its own kind tells of it; or a call that has no other hook. */
function again(input: Said, asked: Asked): AgentEvent {
  return { kind: 'call', phase: 'again', call: callOf(input, asked) };
}

function callOf(input: Said, { tool, args, callId = null }: Asked): AgentCall {
  const workspace = workspaceOf(input);
  const folders = [args['cwd'], args['working_directory'], input.cwd];
  const named = folders.find((one) => typeof one === 'string' && one !== '');
  const cwd = tool === 'Shell' && typeof named === 'string' ? named : (input.cwd ?? '');
  return {
    session: input.conversation_id,
    cwd: resolve(workspace, cwd),
    workspace,
    origin: toolOrigin(tool),
    ...asOneCall({ tool, args }),
    callId,
    subagent: null,
  };
}

/** The open folder that holds the working directory, else the first one, else the working directory itself. */
function workspaceOf({ workspace_roots: open, cwd }: Said): string {
  const known = open ?? [];
  const within = known.find((root) => cwd === root || (cwd ?? '').startsWith(root.endsWith('/') ? root : `${root}/`));
  return within ?? known[0] ?? cwd ?? '';
}

function hasPlace(input: Said): boolean {
  return workspaceOf(input) !== '';
}

type Ran = { readonly conversation_id: string; readonly tool_use_id?: string | null | undefined };

function byOf({ conversation_id: session, tool_use_id: callId }: Ran): { session: string; callId: string } | null {
  return callId ? { session, callId } : null;
}

function millisecondsOf(duration: unknown): number | null {
  return typeof duration === 'number' && duration >= 0 && duration <= Number.MAX_SAFE_INTEGER
    ? Math.round(duration)
    : null;
}
