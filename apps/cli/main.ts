import type { Context } from './command.ts';
import { COMMANDS } from './command-table.ts';
import { readEnvironment } from './environment.ts';
import { EXIT, type ExitCode, type ProgramStatus } from './exit-code.ts';
import { reportError, runCommand } from './run-command.ts';
import { createTerminal } from './terminal/terminal.ts';

const args = process.argv.slice(2);
const found = readEnvironment(process.env, process.cwd());
const environment = { ...found, plain: found.plain || args.includes('--no-color') };
const context: Context = {
  environment,
  terminal: createTerminal({
    input: process.stdin,
    output: process.stdout,
    errorOutput: process.stderr,
    plain: environment.plain,
  }),
  commands: COMMANDS,
};

// Whoever reads our output may stop early (`| head`): that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed);
  });
}
process.on('uncaughtException', (error) => {
  process.exit(closed(reportError(error, { context, json: args.includes('--json') })));
});

process.exitCode = closed(await runCommand(args, context));

/** An agent goes on after any failure of its hook but 2, so a hook that did not answer ends with 2. */
function closed(code: ExitCode | ProgramStatus): ExitCode | ProgramStatus {
  return args[0] === 'hook' && code !== EXIT.ok ? EXIT.usage : code;
}
