import { ASKING_TIMEOUT_SECONDS, TELLING_TIMEOUT_SECONDS } from './claude-code-settings.ts';
import { commandHooks, type HookGroups } from './hook-groups.ts';

/** The events of Gemini CLI that are hooked: those that ask, and those whose record the decisions need. */
export const GEMINI_CLI_EVENTS = ['BeforeTool', 'BeforeAgent', 'SessionStart', 'SessionEnd'] as const;

/** The name that our hooks have in the list of the agent. */
export const GEMINI_CLI_HOOK_NAME = 'countersign';

/**
 * Our hooks for Gemini CLI's `settings.json`: every tool. `command` is the absolute path of `countersign`.
 *
 * Gemini CLI knows nothing like `onFailure`: a hook that is missing, killed or too slow lets the call go on.
 */
export function geminiCliHookGroups(command: string): HookGroups {
  return commandHooks('gemini-cli', {
    events: GEMINI_CLI_EVENTS,
    command,
    groupOf: (event, line) => {
      const seconds = event === 'BeforeTool' ? ASKING_TIMEOUT_SECONDS : TELLING_TIMEOUT_SECONDS;
      const hook = { type: 'command', name: GEMINI_CLI_HOOK_NAME, command: line, timeout: seconds * 1_000 };
      return event === 'BeforeTool' ? { matcher: '*', hooks: [hook] } : { hooks: [hook] };
    },
  });
}
