import { ASKING_TIMEOUT_SECONDS, TELLING_TIMEOUT_SECONDS } from './claude-code-settings.ts';
import { commandHooks, type HookGroups } from './hook-groups.ts';

/** The events of Cursor that are hooked: those that ask, and those whose record the decisions need. */
export const CURSOR_EVENTS = [
  'preToolUse',
  'beforeShellExecution',
  'beforeMCPExecution',
  'beforeReadFile',
  'subagentStart',
  'beforeSubmitPrompt',
  'postToolUse',
  'postToolUseFailure',
  'sessionStart',
  'sessionEnd',
] as const;

const ASKING: ReadonlySet<string> = new Set([
  'preToolUse',
  'beforeShellExecution',
  'beforeMCPExecution',
  'beforeReadFile',
  'subagentStart',
]);

/**
 * Our hooks for Cursor's `hooks.json`: every tool. `command` is the absolute path of `countersign`.
 *
 * `failClosed` makes Cursor block where a hook crashes, times out, is missing or says nothing; without it Cursor goes on. A
 * call has a hook of its own kind beside the general one, so that versions that know but one of them ask as well.
 */
export function cursorHookGroups(command: string): HookGroups {
  const hooks = commandHooks('cursor', {
    events: CURSOR_EVENTS,
    command,
    groupOf: (event, line) => {
      if (ASKING.has(event)) return { command: line, timeout: ASKING_TIMEOUT_SECONDS, failClosed: true };
      const hook = { command: line, timeout: TELLING_TIMEOUT_SECONDS };
      return event === 'beforeSubmitPrompt' ? { ...hook, failClosed: true } : hook;
    },
  });
  return { ...hooks, base: { version: 1 } };
}
