import type { Command } from '../command.ts';
import { usageError } from '../parse-command-line.ts';
import { readInteger } from '../read-value.ts';
import { runProgram } from '../run-program.ts';

const PATH = ['witness'] as const;

/** Starts a witness for other gateways' logs. */
export const witness: Command = {
  path: PATH,
  summary: 'run a witness that cosigns the checkpoints of other logs',
  details: [
    'A witness remembers the newest checkpoint of each log it follows and cosigns only what extends it (C2SP tlog-witness), so a log that is cut or rolled back is found out. Run it on another machine than the gateway.',
    'Runs in the foreground until it is interrupted. The key of a log is in `keys/log.vkey` of the state directory of its gateway.',
  ],
  options: [
    { name: 'state', value: 'DIR', completes: 'directory', summary: 'where it keeps its key and what it saw' },
    { name: 'log', value: 'VKEY', multiple: true, summary: 'the verifier key of a log that it follows' },
    { name: 'name', value: 'NAME', summary: 'what it signs as (default: countersign.witness)' },
    { name: 'host', value: 'ADDRESS', summary: 'address to listen on (default: 127.0.0.1)' },
    { name: 'port', value: 'PORT', summary: 'port to listen on, 0 for any free one (default: 7392)' },
    { name: 'ml-dsa', value: null, summary: 'cosign with ML-DSA-44 too' },
  ],
  examples: [{ line: 'countersign witness --state witness --log "$(cat log.vkey)"', does: 'follow one log' }],
  run: async (invocation, context) => {
    const missing = ['state', 'log'].filter((name) => invocation.text(name) === null);
    if (missing.length > 0)
      throw usageError({ path: PATH }, [`no ${missing.map((name) => `--${name}`).join(' and no ')}, want both`]);
    const port = invocation.text('port');
    if (port !== null) readInteger(port, { name: '--port', min: 0, max: 65_535 });
    return runProgram('daemon/witness', invocation.passed, context);
  },
};
