import type { Command } from '../command.ts';
import { readDurationMs } from '../read-value.ts';
import { runProgram } from '../run-program.ts';

/** Says what would have been asked and denied. */
export const report: Command = {
  path: ['report'],
  summary: 'say what was or would have been asked and denied, why, and which narrow rules would help',
  details: [
    'Made for the end of a day in shadow mode: verdicts that were recorded and not enforced are counted like the others, and marked. Grouped by the rule that decided. Reads the local log; needs no running gateway.',
    'Each rule that would help is the narrowest, and was tried on every recorded decision. Nothing destructive and nothing above medium risk is ever proposed.',
  ],
  options: [{ name: 'since', value: 'TIME', summary: 'how far back, for example 8h or 7d; at most 90d (default: 1d)' }],
  examples: [
    { line: 'countersign report', does: 'of the last day' },
    { line: 'countersign report --since 7d --json', does: 'of a week, for a script' },
  ],
  run: async (invocation, context) => {
    const since = invocation.text('since');
    if (since !== null) readDurationMs(since, '--since');
    return runProgram('daemon/offline', ['report', ...invocation.passed], context);
  },
};
