import type { Command } from '../command.ts';
import { readInteger } from '../read-value.ts';
import { runProgram } from '../run-program.ts';

/** Derives every recorded verdict again. */
export const logReplay: Command = {
  path: ['log', 'replay'],
  summary: 'derive every recorded verdict again and compare',
  details: [
    'Takes the recorded action, facts and policy of each decision and decides anew. Ends with 0 when every verdict comes out the same, bit for bit, and with 40 when one does not, or when a payload is gone that nothing on record erased.',
  ],
  options: [
    { name: 'from', value: 'INDEX', summary: 'begin at this entry (default: 0)' },
    { name: 'db', value: 'FILE', completes: 'file', summary: "a database (default: the gateway's own)" },
  ],
  examples: [{ line: 'countersign log replay', does: 'check that the record explains every verdict' }],
  run: async (invocation, context) => {
    const from = invocation.text('from');
    if (from !== null) readInteger(from, { name: '--from', min: 0, max: Number.MAX_SAFE_INTEGER });
    return runProgram('daemon/offline', ['replay', ...invocation.passed], context);
  },
};

/** Makes a new key for the log. */
export const logRotateKey: Command = {
  path: ['log', 'rotate-key'],
  summary: 'make a new log key; the old one signs the hand-over',
  details: [
    'The gateway must be stopped. At its next start it records the hand-over, and both keys sign. At the start after that the old key retires by itself: the hand-over is then in the log under both keys, which `log verify` follows. Tell witnesses the new key in between.',
  ],
  examples: [{ line: 'countersign log rotate-key', does: 'with the gateway stopped' }],
  run: async (invocation, context) => runProgram('daemon/offline', ['rotate-key', ...invocation.passed], context),
};
