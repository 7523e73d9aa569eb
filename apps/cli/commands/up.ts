import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { findAddress } from '../gateway/connect.ts';
import { isHealthy, startDetached } from '../gateway/start-detached.ts';
import type { Invocation } from '../invocation.ts';
import { statePaths } from '../paths.ts';
import { readInteger } from '../read-value.ts';
import { runProgram } from '../run-program.ts';

/** Starts the gateway, in the foreground or in the background. */
export const up: Command = {
  path: ['up'],
  summary: 'start the gateway',
  details: [
    'Runs in the foreground until it is interrupted. With --detach it runs in the background, and the command ends once the gateway answers.',
    'It listens on this machine only unless --host or config.yaml say otherwise. The state directory is $COUNTERSIGN_STATE or ~/.local/state/countersign.',
  ],
  options: [
    { name: 'detach', short: 'd', value: null, summary: 'run in the background; wait until it answers' },
    { name: 'host', value: 'ADDRESS', summary: 'address to listen on (default: 127.0.0.1)' },
    { name: 'port', value: 'PORT', summary: 'port to listen on, 0 for any free one (default: 7391)' },
    {
      name: 'trust-on-first-use',
      value: null,
      summary: 'trust what an MCP server lists first, unless it is suspicious (default: ask; config.yaml: mcp)',
    },
  ],
  examples: [
    { line: 'countersign up', does: 'start it here; Ctrl-C stops it' },
    { line: 'countersign up --detach --port 0', does: 'start it in the background on a free port' },
  ],
  run: async (invocation, context) => {
    const port = invocation.text('port');
    if (port !== null) readInteger(port, { name: '--port', min: 0, max: 65_535 });
    const args = gatewayArgs(invocation);
    if (!invocation.flag('detach'))
      return runProgram('daemon/main', invocation.json ? [...args, '--json'] : args, context);
    await refuseSecond(context);
    const started = await startDetached(args, context);
    return announce({ ...started, invocation, context });
  },
};

function gatewayArgs(invocation: Invocation): readonly string[] {
  const named = ['host', 'port'].flatMap((name) => {
    const value = invocation.text(name);
    return value === null ? [] : [`--${name}`, value];
  });
  const trusting = invocation.flag('trust-on-first-use') ? ['--trust-on-first-use'] : [];
  return [...named, ...trusting];
}

async function refuseSecond(context: Context): Promise<void> {
  const address = knownAddress(context);
  if (address === null || !(await isHealthy(address))) return;
  throw new CliError(
    'failed',
    `start the gateway: one already answers at ${address}, want none for this state directory`,
    {
      remedies: ['Look at it: `countersign status`.', 'For a second one, set COUNTERSIGN_STATE to another directory.'],
    },
  );
}

function knownAddress(context: Context): string | null {
  try {
    return findAddress(context);
  } catch {
    return null;
  }
}

function announce({
  address,
  pid,
  invocation,
  context,
}: {
  readonly address: string;
  readonly pid: number;
  readonly invocation: Invocation;
  readonly context: Context;
}): ExitCode {
  const { terminal, environment } = context;
  const { operatorToken, agentToken, output } = statePaths(environment);
  if (invocation.json) {
    terminal.json({
      address,
      pid,
      operator_token_file: operatorToken,
      agent_token_file: agentToken,
      output_file: output,
    });
    return EXIT.ok;
  }
  const { bold, cyan, green } = terminal.style;
  terminal.out(`${green('●')} ${bold('Countersign')} answers at ${bold(address)} (process ${pid})`);
  terminal.out(`  API token  ${operatorToken}`);
  terminal.out(`  output     ${output}`);
  terminal.out(`  connect    ${cyan('countersign init')}`);
  terminal.out(`  dashboard  ${cyan('countersign dashboard')}`);
  terminal.out(`  stop       kill ${pid}`);
  return EXIT.ok;
}
