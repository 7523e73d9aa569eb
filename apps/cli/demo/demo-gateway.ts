import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { startDetached } from '../gateway/start-detached.ts';
import { statePaths } from '../paths.ts';

/** A gateway of its own, in a temporary directory, with a project beside it. */
export type DemoGateway = {
  /** The context of commands against this gateway. */
  readonly context: Context;
  readonly address: string;
  readonly agentToken: string;
  readonly project: string;
  /** Stops the gateway and removes everything. May be called twice. */
  readonly close: () => Promise<void>;
};

/**
 * Starts the gateway of the demo: policy with defaults and an always-open window, nothing of the user's touched.
 *
 * Whatever way the process ends, the gateway is stopped and its directory removed.
 */
export async function openDemoGateway(context: Context): Promise<DemoGateway> {
  const root = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
  const [stateDir, configDir, project] = ['state', 'config', 'project'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [stateDir, configDir, project]) mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(configDir, 'policy.yaml'), 'version: 1\nwindow: always\n');
  writeFileSync(join(project, 'README.md'), '# A small project\n');
  const variables = { ...context.environment.variables, COUNTERSIGN_STATE: stateDir, COUNTERSIGN_CONFIG: configDir };
  const environment = { ...context.environment, stateDir, configDir, gatewayUrl: null, token: null, variables };
  let pid = 0;
  let isClosed = false;
  const remove = (): void => {
    if (isClosed) return;
    isClosed = true;
    if (pid > 0) kill(pid, 'SIGKILL');
    rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  process.once('exit', remove).once('SIGINT', leave).once('SIGTERM', leave).once('SIGHUP', leave);
  const onSpawn = (spawned: number): void => {
    pid = spawned;
  };
  const started = await startDetached(['--port', '0'], { environment, onSpawn });
  return {
    context: { ...context, environment },
    address: started.address,
    agentToken: readFileSync(statePaths(environment).agentToken, 'utf8').trim(),
    project,
    close: async () => {
      kill(pid, 'SIGTERM');
      await untilGone(pid);
      remove();
    },
  };
}

function leave(): never {
  process.exit(EXIT.notOk);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

async function untilGone(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
