import { rmSync } from 'node:fs';
import process from 'node:process';
import { writeDurably } from '../../adapters/filesystem/write-durably.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import { readPlaces } from './environment.ts';
import { readFlags } from './flags.ts';
import { forbidCoreDumps } from './forbid-core-dumps.ts';
import { type OpenDaemon, openDaemon } from './open-daemon.ts';
import { SettingsFileError } from './read-settings-file.ts';
import { type ServedGateway, serveGateway } from './serve-gateway.ts';
import { readSettings } from './settings.ts';
import { tellProblem, wantsJson } from './tell-problem.ts';
import { forgetAllocator, tuneCompiler, tuneMemory, tuneWebAssembly } from './tune-memory.ts';

const USAGE = `Usage: countersign up [--host ADDRESS] [--port PORT] [--trust-on-first-use] [--json]

Starts the gateway in the foreground. It listens on loopback unless --host or config.yaml says otherwise.

Example: countersign up --port 7391
`;

const EXIT = { ok: 0, usage: 2, policy: 10, verification: 40, failed: 50 } as const;

/** Runs the gateway until a signal, or until it must not go on. Answers the exit status. */
async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    process.stdout.write(USAGE);
    return EXIT.ok;
  }
  const places = readPlaces(process.env);
  const settings = readSettings(places.configDirectory, flags);
  const ended = endOfProcess();
  forgetAllocator(process.env);
  forbidCoreDumps();
  tuneWebAssembly();
  const daemon = await openDaemon(places, settings);
  tuneMemory();
  tuneCompiler();
  try {
    const served = await serveGateway(daemon, settings);
    writeDurably(daemon.files.address, `${served.address}\n`, { mode: 0o644 });
    writeDurably(daemon.files.pid, `${process.pid}\n`, { mode: 0o644 });
    haltOnSignal(daemon);
    if (flags.json) announceAsJson(daemon, served);
    else announce(daemon, served);
    const reason = await Promise.race([ended, daemon.failed]);
    await served.close();
    return reason instanceof GatewayError ? report(reason) : EXIT.ok;
  } finally {
    rmSync(daemon.files.pid, { force: true });
    await daemon.closeAll();
  }
}

/** SIGUSR2 halts: the third of four independent ways. */
function haltOnSignal(daemon: OpenDaemon): void {
  process.on('SIGUSR2', () => {
    const operator = { principal: 'operator', scopes: [] };
    daemon.gateway.halt(operator, { source: 'signal', reason: 'the gateway received SIGUSR2' }).catch(() => undefined);
  });
}

function endOfProcess(): Promise<'signal'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('signal'));
  });
}

function announceAsJson({ files }: OpenDaemon, { address }: ServedGateway): void {
  const started = {
    address,
    pid: process.pid,
    operator_token_file: files.operatorToken,
    agent_token_file: files.agentToken,
    output_file: null,
  };
  process.stdout.write(`${JSON.stringify(started)}\n`);
}

function announce(daemon: OpenDaemon, served: ServedGateway): void {
  const health = daemon.gateway.health();
  const { warnings } = daemon.gateway.currentPolicy();
  const { safeMode } = daemon.gateway.currentEmergency();
  const lines = [
    `Countersign ${health.version} guards at ${served.address}`,
    `  log        ${health.log.size} entries, verified${health.witness === 'none' ? ', no witness' : ''}`,
    `  policy     profile ${health.profile}, mode ${health.mode}${health.status === 'halted' ? ' — HALTED' : ''}${safeMode ? ' — SAFE MODE, read-only' : ''}`,
    `  API token  ${daemon.files.operatorToken}`,
    '  connect    countersign init',
    '  dashboard  countersign dashboard',
    ...warnings.map((warning) => `  warning    ${warning}`),
    ...health.closedWorkspaces.map(
      ({ root, problem }) =>
        `  CLOSED     ${root}: ${problem}\n             next: countersign workspace reopen ${root}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function report(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  const json = wantsJson(process.argv.slice(2));
  if (error instanceof SettingsFileError) {
    const remedies = ['Mend the file, and start the gateway again.'];
    return tellProblem({ message, remedies }, { json, exitCode: EXIT.policy });
  }
  if (!(error instanceof GatewayError)) return tellProblem({ message }, { json, exitCode: EXIT.failed });
  return tellProblem(error, { json, exitCode: exitCodeOf(error) });
}

function exitCodeOf({ code }: GatewayError): number {
  if (code === 'policy.invalid') return EXIT.policy;
  return code === 'log.corrupt' || code === 'log.rolled-back' ? EXIT.verification : EXIT.failed;
}

run(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => process.exit(report(error)),
);
