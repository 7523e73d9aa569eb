import type { Command } from '../command.ts';
import { runProgram } from '../run-program.ts';

/** Starts a witness for other gateways' logs. */
export const witness: Command = {
  path: ['witness'],
  summary: 'run a witness that cosigns the checkpoints of other logs',
  details: [
    'A witness remembers the newest checkpoint of each log it follows and cosigns only what extends it (C2SP tlog-witness), so a log that is cut or rolled back is found out. Run it on another machine than the gateway.',
    'Its own flags are shown by `countersign witness -- --help`.',
  ],
  passesTo: 'the witness',
  examples: [{ line: 'countersign witness -- --help', does: 'show the flags of the witness' }],
  run: async (invocation, context) => runProgram('daemon/witness', invocation.passed, context),
};
