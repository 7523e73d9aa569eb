import { CliError, toCliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { findGatewayProcess } from '../gateway/find-process.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { makeFolder } from '../make-folder.ts';
import { statePaths } from '../paths.ts';

/** One way to stop everything: whether it worked, and what is to be said about it. */
type Attempt = { readonly way: 'api' | 'sentinel' | 'signal'; readonly worked: boolean; readonly detail: string };

/** Stops everything new at once. */
export const halt: Command = {
  path: ['halt'],
  summary: 'stop everything new at once, whatever state the gateway is in',
  details: [
    'Asks the gateway first. When it cannot be asked, puts the file HALT into the state directory and sends the gateway the signal SIGUSR2: each of the two works by itself. Says which of them worked.',
    'Ends with 0 when at least one worked. Anybody may halt; resuming takes a token and a reason.',
  ],
  operands: [{ name: 'reason', summary: 'why, for whoever finds it halted', required: false, many: true }],
  examples: [
    { line: 'countersign halt', does: 'stop' },
    { line: 'countersign halt "agent deletes too much"', does: 'stop and say why' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const reason = invocation.rest('reason').join(' ') || 'halted from the command line';
    const attempts = [await haltThroughApi(reason, context)];
    if (attempts[0]?.worked !== true) attempts.push(haltByFile(reason, context), haltBySignal(context));
    const worked = attempts.some((attempt) => attempt.worked);
    if (invocation.json) terminal.json({ halted: worked, attempts });
    else show(attempts, context);
    if (worked) return EXIT.ok;
    throw new CliError('failed', 'halt: nothing worked, want at least one way', {
      remedies: [`Stop the gateway's process by hand, or: touch ${statePaths(context.environment).halt}`],
    });
  },
};

/** A gateway that works answers a halt within milliseconds; one that does not must not hold up the other ways. */
const API_WAIT_MS = 400;

async function haltThroughApi(reason: string, context: Context): Promise<Attempt> {
  try {
    await connectGateway(context).client.halt({ reason, source: 'cli' }, { timeoutMs: API_WAIT_MS });
    return { way: 'api', worked: true, detail: 'the gateway answered: halted' };
  } catch (error) {
    return { way: 'api', worked: false, detail: toCliError(error).message };
  }
}

function haltByFile(reason: string, { environment }: Context): Attempt {
  const { halt: file, dir } = statePaths(environment);
  try {
    makeFolder(dir, 0o700);
    writeFileAtomically(file, `${reason}\n`, 0o600);
    return { way: 'sentinel', worked: true, detail: `made ${file}: a gateway halts as long as it exists` };
  } catch (error) {
    return { way: 'sentinel', worked: false, detail: toCliError(error).message };
  }
}

function haltBySignal(context: Context): Attempt {
  const found = findGatewayProcess(context);
  if (found.state !== 'gateway') {
    const pid =
      found.pid === null ? 'no process number on record' : `process ${found.pid} is not known to be a gateway`;
    return { way: 'signal', worked: false, detail: `${pid}; no signal sent` };
  }
  try {
    process.kill(found.pid, 'SIGUSR2');
    return { way: 'signal', worked: true, detail: `sent SIGUSR2 to process ${found.pid}` };
  } catch (error) {
    return { way: 'signal', worked: false, detail: toCliError(error).message };
  }
}

function show(attempts: readonly Attempt[], { terminal, environment }: Context): void {
  const { style, out } = terminal;
  if (attempts.some(({ worked }) => worked)) out(style.red(style.bold('● HALTED')));
  for (const { way, worked, detail } of attempts) {
    out(`  ${worked ? style.green('✓') : style.red('✗')} ${way.padEnd(9)}  ${detail}`);
  }
  if (!attempts.some(({ worked }) => worked)) return;
  out(
    `  resume     countersign resume --rationale "what was wrong, and what was mended"  (the gateway keeps the token in ${statePaths(environment).resumeToken})`,
  );
}
