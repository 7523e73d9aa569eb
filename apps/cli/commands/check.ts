import type { Command } from '../command.ts';
import { runProgram } from '../run-program.ts';
import { ACTION_INPUT, actionArguments } from './action-input.ts';

const BATCH = {
  name: 'batch',
  value: null,
  summary: 'read actions as JSON lines, answer a verdict line each, in order',
} as const;

/** Says what would be decided about an action, without doing, recording or asking anything. */
export const check: Command = {
  path: ['check'],
  summary: 'say whether an action would be allowed, without any effect',
  details: [
    'Ends with 0 when it would be allowed, 1 when denied, 30 when a human would be asked. Needs no running gateway, and does not ask one: a halt, the hours of attendance and what a session did are not looked at.',
    'With --batch each input line is a whole action, or short: {"cmd": "ls"} or {"tool": "Read", "args": {...}}, with "cwd" and "id" if you like.',
  ],
  operands: ACTION_INPUT.operands,
  options: [...ACTION_INPUT.options, BATCH],
  examples: [
    { line: "countersign check 'rm -rf build'", does: 'a shell line' },
    { line: `countersign check --tool Read --args '{"file_path": ".env"}'`, does: 'a tool call' },
    { line: 'countersign check --batch < actions.jsonl', does: 'many at once' },
  ],
  run: async (invocation, context) =>
    runProgram('daemon/offline', ['check', ...actionArguments('check', invocation)], context),
};
