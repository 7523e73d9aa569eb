import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { builtProgramPath } from '../../apps/cli/built-program.ts';
import { allocatorFor, flagsFor } from '../../apps/cli/run-program.ts';

/** A real gateway process, started by a test, with directories of its own. */
export type TestDaemon = {
  readonly process: ChildProcess;
  readonly address: string;
  readonly state: string;
  readonly config: string;
  readonly agentToken: string;
  readonly operatorToken: string;
  /** Everything it printed on standard error. */
  readonly errors: () => string;
  /** Ends it and waits; answers the exit status, or the signal's name. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | string>;
};

const MAIN = builtProgramPath(resolve('dist'), 'daemon/main');

/** Directories for one gateway, with a policy whose window is always open. The caller removes `root`. */
export function makeDirectories(policy = 'version: 1\nwindow: always\n'): {
  readonly root: string;
  readonly state: string;
  readonly config: string;
  readonly project: string;
} {
  const root = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  const [state, config, project] = ['state', 'config', 'project'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [config, project]) mkdirSync(folder);
  writeFileSync(join(config, 'policy.yaml'), policy);
  return { root, state, config, project };
}

/** Starts the built gateway on a free port and waits until it serves; raises with what it printed when it does not. */
export async function startDaemon(
  { state, config }: { readonly state: string; readonly config: string },
  { nodeOptions = flagsFor('daemon/main'), port = 0, main = MAIN } = {},
): Promise<TestDaemon> {
  const child = spawn(process.execPath, [...nodeOptions, main, '--port', String(port)], {
    env: {
      ...allocatorFor('daemon/main'),
      PATH: process.env['PATH'] ?? '',
      HOME: join(config, '..'),
      COUNTERSIGN_STATE: state,
      COUNTERSIGN_CONFIG: config,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const exited = new Promise<number | string>((done) =>
    child.once('exit', (code, signal) => done(code ?? signal ?? 'unknown')),
  );
  const address = await new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /guards at (http:\S+)/.exec(printed);
      if (found?.[1] !== undefined && printed.includes('connect')) done(found[1]);
    });
    void exited.then((status) => fail(new Error(`the gateway ended with ${status}: ${errors}`)));
  });
  return {
    process: child,
    address,
    state,
    config,
    agentToken: readFileSync(join(state, 'tokens/agent.token'), 'utf8').trim(),
    operatorToken: readFileSync(join(state, 'tokens/operator.token'), 'utf8').trim(),
    errors: () => errors,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Posts JSON with a token; answers status and parsed body. Raises when the connection breaks. */
export async function post(
  daemon: TestDaemon,
  path: string,
  { body, token = daemon.agentToken }: { readonly body: unknown; readonly token?: string },
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${daemon.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

/** Removes a test's directories. */
export function removeDirectories({ root }: { readonly root: string }): void {
  rmSync(root, { recursive: true, force: true });
}
