import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
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
/** How long after its end what a server wrote last is read: a program that it left behind may hold its output open. */
const DRAIN_MS = 500;

/** Servers run in a process group of their own, so that what a launcher started ends with it. */
const HAS_GROUPS = process.platform !== 'win32';

/** Starts a server; closing its channel closes its input, then asks it to end, then makes it (MCP, stdio shutdown). */
export function startServer({ command, args, env, cwd, stderr }: ServerCommand): ServerProcess {
  const child = spawn(command, [...args], {
    env: { ...env },
    stdio: ['pipe', 'pipe', stderr],
    shell: false,
    windowsHide: true,
    detached: HAS_GROUPS,
    ...(cwd === undefined ? {} : { cwd }),
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
  const drained = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const ended = exited.then(async (code) => {
    await isWithin(drained, DRAIN_MS);
    return code;
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error(`start ${command}: found no pipes`);
  const channel = openLineChannel({ input: stdout, output: stdin, close: () => shutDown(child, exited) });
  return { channel, pid: child.pid ?? null, ended };
}

/** Ends a server and whatever it started and left in its group. */
async function shutDown(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.pid === undefined) return;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (await isWithin(exited, GRACE_MS)) break;
    endGroup(child, signal);
  }
  await exited;
  endGroup(child, 'SIGKILL');
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Nobody is left in the group.
  }
}

async function isWithin(done: Promise<unknown>, graceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), graceMs);
  });
  const isOver = await Promise.race([done.then(() => true), late]);
  clearTimeout(timer);
  return isOver;
}
