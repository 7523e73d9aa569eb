import { type ChildProcess, spawn } from 'node:child_process';
import type { Channel } from './channel.ts';
import { openLineChannel } from './line-channel.ts';

/** A server to start, without a shell. */
export type ServerCommand = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd?: string;
  /** Where its standard error goes. */
  readonly stderr: 'inherit' | 'ignore';
};

/** A running server. `ended` answers its exit status, or null where a signal ended it or it never started. */
export type ServerProcess = {
  readonly channel: Channel;
  readonly pid: number | null;
  readonly ended: Promise<number | null>;
};

/** How long each step of the shutdown may take before the next one. */
const GRACE_MS = 2_000;

/** Starts a server; closing its channel closes its input, then asks it to end, then makes it (MCP, stdio shutdown). */
export function startServer({ command, args, env, cwd, stderr }: ServerCommand): ServerProcess {
  const child = spawn(command, [...args], {
    env: { ...env },
    stdio: ['pipe', 'pipe', stderr],
    shell: false,
    windowsHide: true,
    ...(cwd === undefined ? {} : { cwd }),
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error(`start ${command}: found no pipes`);
  const channel = openLineChannel({ input: stdout, output: stdin, close: () => shutDown(child, ended) });
  return { channel, pid: child.pid ?? null, ended };
}

async function shutDown(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.pid === undefined) return;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (await endsWithin(ended, GRACE_MS)) return;
    child.kill(signal);
  }
  await ended;
}

async function endsWithin(ended: Promise<unknown>, graceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), graceMs);
  });
  const isOver = await Promise.race([ended.then(() => true), late]);
  clearTimeout(timer);
  return isOver;
}
