import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { reportError } from '../run-command.ts';
import { runProgram } from '../run-program.ts';

/** Answers one hook of an agent: what the agent's settings call. */
export const hook: Command = {
  path: ['hook', 'claude-code'],
  summary: "answer one hook of Claude Code on standard input (called by the agent's settings)",
  details: [
    'Reads the hook as JSON on standard input and answers as Claude Code expects. Whatever goes wrong denies: exit code 2, the reason on standard error.',
    'The launcher hands this to a small shell script, which is faster; this is the way when the script cannot be used.',
  ],
  passesTo: 'the hook',
  examples: [
    { line: 'countersign hook claude-code < payload.json', does: 'what Claude Code does before each tool call' },
  ],
  run: async (invocation, context) => {
    try {
      const code = await runProgram('wrap/hook-fallback', [...invocation.passed], context);
      return code === EXIT.ok ? EXIT.ok : BLOCK;
    } catch (error) {
      reportError(error, { context, json: false });
      return BLOCK;
    }
  },
};

/** Claude Code goes on after any exit code but this one. */
const BLOCK = 2;
