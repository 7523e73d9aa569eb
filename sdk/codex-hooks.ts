import { ASKING_TIMEOUT_SECONDS, TELLING_TIMEOUT_SECONDS } from './claude-code-settings.ts';
import { commandHooks, type HookGroups } from './hook-groups.ts';

/** The events of Codex that are hooked: those that ask, and those whose record the decisions need. */
export const CODEX_EVENTS = [
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'UserPromptSubmit',
  'SessionStart',
  'SessionEnd',
] as const;

const ASKING: ReadonlySet<string> = new Set(['PreToolUse', 'PermissionRequest']);
const WITH_MATCHER: ReadonlySet<string> = new Set(['PreToolUse', 'PermissionRequest', 'PostToolUse']);

/**
 * Our hooks for Codex's `hooks.json`: every event, every tool. `command` is the absolute path of `countersign`.
 *
 * Codex knows nothing like `onFailure`: a hook that is missing, killed or too slow lets the call go on.
 */
export function codexHookGroups(command: string): HookGroups {
  return commandHooks('codex', {
    events: CODEX_EVENTS,
    command,
    groupOf: (event, line) => {
      const timeout = ASKING.has(event) ? ASKING_TIMEOUT_SECONDS : TELLING_TIMEOUT_SECONDS;
      const hook = { type: 'command', command: line, timeout };
      return WITH_MATCHER.has(event) ? { matcher: '*', hooks: [hook] } : { hooks: [hook] };
    },
  });
}
