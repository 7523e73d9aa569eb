import { codexRoutes } from '../../../ingress/hooks/codex/codex-hook.ts';
import { copilotCliRoutes } from '../../../ingress/hooks/copilot-cli/copilot-cli-hook.ts';
import { cursorRoutes } from '../../../ingress/hooks/cursor/cursor-hook.ts';
import { geminiCliRoutes } from '../../../ingress/hooks/gemini-cli/gemini-cli-hook.ts';
import { cursorHookGroups } from '../../../sdk/cursor-hooks.ts';
import { codexRules, copilotCliRules, cursorRules, geminiCliRules } from './host-rules.ts';
import type { HostOutcome, HostRules } from './torture.ts';

/** How a hook may fail to answer: what a host's own contract makes of it is the gap that its documentation must name. */
export const FAILURES = ['killed', 'hung', 'absent', 'garbage', 'half JSON', 'a wrong exit code'] as const;
export type Failure = (typeof FAILURES)[number];

/** A host under torture, at one of its events. */
export type TorturedHost = {
  readonly agent: string;
  readonly event: string;
  readonly routes: typeof codexRoutes;
  readonly rules: HostRules;
  /** The input, as the host writes it. */
  readonly input: object;
  /** What becomes of a call that the gateway allows. */
  readonly permitted: HostOutcome;
  /** What becomes of a call that no hook of ours is left to answer for. */
  readonly lets: { readonly [What in Failure]: HostOutcome };
};

const CALL = { session_id: 's-1', cwd: '/work/app', tool_name: 'Bash', tool_input: { command: 'ls' } };
const AT_CURSOR = { conversation_id: 's-1', workspace_roots: ['/work/app'], cwd: '' };
const AT_COPILOT = { sessionId: 's-1', timestamp: 1, cwd: '/work/app', toolName: 'bash' };

function always(outcome: HostOutcome): TorturedHost['lets'] {
  return {
    killed: outcome,
    hung: outcome,
    absent: outcome,
    garbage: outcome,
    'half JSON': outcome,
    'a wrong exit code': outcome,
  };
}

function claudeShaped(event: string): object {
  return { ...CALL, hook_event_name: event };
}

const CURSOR_INPUTS: { readonly [event: string]: object } = {
  preToolUse: { tool_name: 'Shell', tool_input: { command: 'ls' } },
  beforeShellExecution: { command: 'ls' },
  beforeMCPExecution: { tool_name: 'query', tool_input: '{"sql":"select 1"}' },
  beforeReadFile: { file_path: '/work/app/a' },
  subagentStart: { task: 'look' },
};

/** With what stands in the settings that `init` writes. */
const cursorHosts: readonly TorturedHost[] = Object.entries(CURSOR_INPUTS).map(([event, fields]) => ({
  agent: 'cursor',
  event,
  routes: cursorRoutes,
  rules: cursorRules(cursorHookGroups('').groups[event]?.['failClosed'] === true),
  input: { ...AT_CURSOR, hook_event_name: event, ...fields },
  permitted: 'runs',
  lets: always('blocked'),
}));

/** Every host whose hooks are commands and whose contract differs from Claude Code's. */
export const TORTURED_HOSTS: readonly TorturedHost[] = [
  {
    agent: 'codex',
    event: 'PreToolUse',
    routes: codexRoutes,
    rules: codexRules,
    input: claudeShaped('PreToolUse'),
    permitted: 'runs',
    lets: always('runs'),
  },
  {
    agent: 'codex',
    event: 'PermissionRequest',
    routes: codexRoutes,
    rules: codexRules,
    input: claudeShaped('PermissionRequest'),
    permitted: 'runs',
    lets: always('asks'),
  },
  {
    agent: 'gemini-cli',
    event: 'BeforeTool',
    routes: geminiCliRoutes,
    rules: geminiCliRules,
    input: claudeShaped('BeforeTool'),
    permitted: 'runs',
    lets: always('runs'),
  },
  ...cursorHosts,
  {
    agent: 'copilot-cli',
    event: 'preToolUse',
    routes: copilotCliRoutes,
    rules: copilotCliRules,
    input: { ...AT_COPILOT, toolArgs: '{"command":"ls"}' },
    permitted: 'runs',
    lets: { ...always('blocked'), hung: 'runs', garbage: 'runs', 'half JSON': 'runs' },
  },
  {
    agent: 'copilot-cli',
    event: 'permissionRequest',
    routes: copilotCliRoutes,
    rules: copilotCliRules,
    input: { ...AT_COPILOT, toolInput: { command: 'ls' } },
    permitted: 'asks',
    lets: always('asks'),
  },
];
