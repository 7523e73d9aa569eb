import { ASKING_TIMEOUT_SECONDS, TELLING_TIMEOUT_SECONDS } from './claude-code-settings.ts';
import { commandHooks, type HookGroups } from './hook-groups.ts';

/** The events of Copilot CLI that are hooked: those that ask, and those whose record the decisions need. */
export const COPILOT_CLI_EVENTS = [
  'preToolUse',
  'permissionRequest',
  'userPromptSubmitted',
  'sessionStart',
  'sessionEnd',
] as const;

const ASKING: ReadonlySet<string> = new Set(['preToolUse', 'permissionRequest']);

/**
 * Our hooks for a file of Copilot CLI's hooks: every tool. `command` is the absolute path of `countersign`.
 *
 * Copilot CLI blocks a call whose hook crashes, is missing or ends with anything but 0, and lets it go on when the hook is
 * slower than its time-out: so the time-out is longer than whatever the hook itself waits for.
 */
export function copilotCliHookGroups(command: string): HookGroups {
  const hooks = commandHooks('copilot-cli', {
    events: COPILOT_CLI_EVENTS,
    command,
    field: 'bash',
    groupOf: (event, line) => {
      const timeoutSec = ASKING.has(event) ? ASKING_TIMEOUT_SECONDS : TELLING_TIMEOUT_SECONDS;
      return { type: 'command', bash: line, timeoutSec };
    },
  });
  return { ...hooks, base: { version: 1 } };
}
