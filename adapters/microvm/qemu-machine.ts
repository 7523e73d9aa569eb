import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { coveringStreams, withNothing } from './covering-streams.ts';
import { type JailUser, jailArguments } from './jail-arguments.ts';
import { LastWords } from './last-words.ts';
import type { Machine, MachineSpec, StartMachine } from './machine.ts';
import { type Acceleration, qemuArguments } from './qemu-arguments.ts';
import { Qmp } from './qmp.ts';

export type QemuSettings = {
  /** Absolute. */
  readonly program: string;
  readonly acceleration: Acceleration;
  /** Of this machine's processor: emulation needs a number, and any near it will do. */
  readonly clockKilohertz: number;
  /** As whom it runs: never as the administrator. */
  readonly user: JailUser;
};

const OUTER_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Descriptors of the process beside its standard streams: the channel, the console, then what is read. */
const CHANNEL = 3;
const CONSOLE = 4;
const FIRST_FILE = 5;
/** Inside the jail, where a folder is given. */
const JAIL_FOLDER = '/machine';
const SNAPSHOT_SOCKET = 'snapshot';

/**
 * Starts machines with QEMU, each in a jail of its own. The process and its jail end with us, also when we are killed; all that
 * it speaks with are descriptors that it inherits.
 */
export function startWithQemu(settings: QemuSettings): StartMachine {
  return async (spec) => {
    const folder = await snapshotFolder(settings.user);
    try {
      const child = spawnQemu(settings, { spec, folder });
      const machine = machineOf(child, { spec, folder });
      if (spec.incoming !== null) await machine.resume();
      return machine;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  };
}

function spawnQemu(
  { program, acceleration, clockKilohertz, user }: QemuSettings,
  { spec, folder }: { readonly spec: MachineSpec; readonly folder: string },
): ChildProcess {
  const files = [spec.kernel, spec.initrd, ...spec.disks, ...(spec.incoming === null ? [] : [spec.incoming])];
  const words = qemuArguments({
    descriptors: {
      channel: CHANNEL,
      console: CONSOLE,
      kernel: FIRST_FILE,
      initrd: FIRST_FILE + 1,
      disks: spec.disks.map((_, index) => FIRST_FILE + 2 + index),
      incoming: spec.incoming === null ? null : FIRST_FILE + 2 + spec.disks.length,
    },
    memoryBytes: spec.memoryBytes,
    acceleration,
    clockKilohertz,
  });
  const devices = acceleration === 'kvm' ? ['/dev/kvm'] : [];
  const [outer = '', ...rest] = jailArguments([program, ...words], { user, devices, folder });
  return withNothing((nothing) => {
    const stdio = [...coveringStreams(['pipe', 'pipe', 'pipe', 'pipe', 'pipe', ...files] as const, nothing)];
    return spawn(outer, rest, { cwd: '/', env: { PATH: OUTER_PATH }, stdio });
  });
}

function machineOf(
  child: ChildProcess,
  { spec, folder }: { readonly spec: MachineSpec; readonly folder: string },
): Machine {
  const words = new LastWords();
  const { stdin, stdout, stderr } = child;
  const channel = child.stdio[CHANNEL];
  const terminal = child.stdio[CONSOLE];
  if (stdin === null || stdout === null || !(channel instanceof Socket) || !(terminal instanceof Socket))
    throw new Error('start a machine: its streams could not be made');
  words.hear(stderr);
  words.hear(terminal);
  const qmp = new Qmp({ input: stdout, output: stdin });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      words.add(error.message);
      channel.destroy();
      resolve();
    });
    child.once('exit', () => {
      channel.destroy();
      resolve();
    });
  }).then(() => rm(folder, { recursive: true, force: true }));
  return {
    pid: child.pid ?? 0,
    channel,
    ended,
    pause: async () => void (await qmp.command('stop')),
    resume: async () => {
      if (spec.incoming !== null) await untilLoaded(qmp);
      await qmp.command('cont');
    },
    snapshot: (path) => migrate(qmp, { folder, path }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    lastWords: () => words.text(),
  };
}

async function untilLoaded(qmp: Qmp): Promise<void> {
  for (;;) {
    const answer = await qmp.command('query-status');
    if (statusOf(answer) !== 'inmigrate') return;
    await pause(5);
  }
}

function statusOf(answer: unknown): string | null {
  return typeof answer === 'object' && answer !== null && 'status' in answer ? String(answer.status) : null;
}

/** It writes to a socket of ours: it has no file that it could write to. */
async function migrate(qmp: Qmp, { folder, path }: { readonly folder: string; readonly path: string }): Promise<void> {
  const server = createServer();
  const place = join(folder, SNAPSHOT_SOCKET);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path: place, writableAll: true }, resolve);
  });
  try {
    const written = new Promise<void>((resolve, reject) => {
      server.once('connection', (socket) => {
        pipeline(socket, createWriteStream(path, { mode: 0o600, flags: 'wx' })).then(resolve, reject);
      });
    });
    await qmp.command('stop');
    await qmp.command('migrate-set-parameters', { 'max-bandwidth': 1 << 30 });
    await qmp.command('migrate', { uri: `unix:${JAIL_FOLDER}/${SNAPSHOT_SOCKET}` });
    await Promise.race([written, failure(qmp)]);
    await written;
  } finally {
    server.close();
    await rm(place, { force: true });
  }
}

async function failure(qmp: Qmp): Promise<void> {
  for (;;) {
    const answer = statusOf(await qmp.command('query-migrate'));
    if (answer === 'completed') return;
    if (answer === 'failed' || answer === 'cancelled') throw new Error(`keep a snapshot: the machine says ${answer}`);
    await pause(10);
  }
}

/** A socket's place must be reached by the jail's user, and by nobody else. */
async function snapshotFolder(user: JailUser): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-microvm-'));
  if (user !== null) await chown(folder, user.userId, user.groupId);
  return folder;
}
