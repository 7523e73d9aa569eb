import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { reportError } from '../run-command.ts';
import { runProgram } from '../run-program.ts';

/** The agents whose hooks can be answered, by the name in `countersign hook <agent>`. */
export const HOOK_AGENTS = ['claude-code', 'codex', 'gemini-cli', 'cursor', 'copilot-cli', 'opencode'] as const;
type HookAgent = (typeof HOOK_AGENTS)[number];

const TITLES: { readonly [Agent in HookAgent]: string } = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'gemini-cli': 'Gemini CLI',
  cursor: 'Cursor',
  'copilot-cli': 'Copilot CLI',
  opencode: 'OpenCode',
};

/** Copilot CLI's inputs do not name their event. */
const EVENT_NAMED =
  'The event stands behind the command, as in `countersign hook copilot-cli preToolUse`: the input does not name it.';

/** Answers one hook of an agent, what the agent's settings call: one command for each agent. */
export const hooks: readonly Command[] = HOOK_AGENTS.map(hookOf);

function hookOf(agent: HookAgent): Command {
  const title = TITLES[agent];
  const words = agent === 'copilot-cli' ? `${agent} preToolUse` : agent;
  return {
    path: ['hook', agent],
    summary: `answer one hook of ${title} on standard input (called by the agent's settings)`,
    details: [
      `Reads the hook as JSON on standard input and answers as ${title} expects. Whatever goes wrong denies: exit code 2, the reason on standard error.`,
      ...(agent === 'copilot-cli' ? [EVENT_NAMED] : []),
      'The launcher hands this to a small shell script, which is faster; this is the way when the script cannot be used.',
    ],
    passesTo: 'the hook',
    examples: [{ line: `countersign hook ${words} < payload.json`, does: `what ${title} does before each tool call` }],
    run: async (invocation, context) => {
      try {
        const code = await runProgram('wrap/hook-fallback', ['hook', agent, ...invocation.passed], context);
        return code === EXIT.ok ? EXIT.ok : BLOCK;
      } catch (error) {
        reportError(error, { context, json: false });
        return BLOCK;
      }
    },
  };
}

/** Agents go on after any exit code but this one. */
const BLOCK = 2;
