import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, constants, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FirecrackerApi } from './firecracker-api.ts';
import type { JailUser } from './jail-arguments.ts';
import { LastWords } from './last-words.ts';
import type { Machine, MachineSpec, StartMachine } from './machine.ts';

/** Starts the process in its jail, with a folder of ours at `/machine` and files as descriptors from 3 on. */
export type LaunchFirecracker = (start: {
  readonly words: readonly string[];
  readonly folder: string;
  readonly files: readonly number[];
}) => ChildProcess;

export type FirecrackerSettings = {
  readonly launch: LaunchFirecracker;
  /** As whom it runs: its folder belongs to them. */
  readonly user: JailUser;
  readonly startTimeoutMs: number;
  /** How the guest reaches us, on the kernel's line. */
  readonly channelWord?: string;
};

const JAIL_FOLDER = '/machine';
const API_SOCKET = 'api';
const GUEST_SOCKET = 'guest';
/** Firecracker connects what a guest opens to this port to the socket file with the port behind its name. */
const CHANNEL_PORT = 1024;
const GUEST_CID = 3;
const FIRST_FILE = 3;
const MEGABYTE = 1024 * 1024;

/**
 * Starts machines with Firecracker (1.8 and later): the same kernel, as an ELF file, the same first file system, the same disks,
 * and the channel over its socket device in place of a port. Needs KVM.
 */
export function startWithFirecracker(settings: FirecrackerSettings): StartMachine {
  return async (spec) => {
    if (spec.incoming !== null)
      throw new Error('start with Firecracker: found a snapshot, want a start from the beginning');
    const folder = await mkdtemp(join(tmpdir(), 'countersign-microvm-'));
    if (settings.user !== null) await chown(folder, settings.user.userId, settings.user.groupId);
    const { server, connected } = await listenForGuest(join(folder, `${GUEST_SOCKET}_${CHANNEL_PORT}`));
    const files = [spec.kernel, spec.initrd, ...spec.disks];
    const child = settings.launch({ words: ['--api-sock', `${JAIL_FOLDER}/${API_SOCKET}`], folder, files });
    const words = new LastWords();
    words.hear(child.stdout);
    words.hear(child.stderr);
    const ended = endOf(child, words).then(async () => {
      server.close();
      await rm(folder, { recursive: true, force: true });
    });
    try {
      const api = new FirecrackerApi(join(folder, API_SOCKET));
      await settled(untilThere(join(folder, API_SOCKET), settings.startTimeoutMs), { ended, words });
      await configure(api, { spec, channelWord: settings.channelWord ?? `countersign.channel=vsock:${CHANNEL_PORT}` });
      await api.put('/actions', { action_type: 'InstanceStart' });
      const channel = await settled(within(connected, settings.startTimeoutMs), { ended, words });
      return machineOf({ child, api, channel, ended, folder, words });
    } catch (error) {
      child.kill('SIGKILL');
      await ended;
      throw error;
    }
  };
}

/** Files have the numbers of their descriptors as paths: nothing of ours is seen in the jail. */
function pathOf(index: number): string {
  return `/proc/self/fd/${FIRST_FILE + index}`;
}

async function configure(
  api: FirecrackerApi,
  { spec, channelWord }: { readonly spec: MachineSpec; readonly channelWord: string },
): Promise<void> {
  await api.put('/machine-config', { vcpu_count: 1, mem_size_mib: Math.ceil(spec.memoryBytes / MEGABYTE), smt: false });
  await api.put('/boot-source', {
    kernel_image_path: pathOf(0),
    initrd_path: pathOf(1),
    boot_args: `console=ttyS0 quiet panic=-1 reboot=k pci=off random.trust_cpu=on ${channelWord}`,
  });
  for (const index of spec.disks.keys()) {
    const drive = `disk${index}`;
    const body = { drive_id: drive, path_on_host: pathOf(2 + index), is_root_device: false, is_read_only: true };
    await api.put(`/drives/${drive}`, body);
  }
  await api.put('/vsock', { guest_cid: GUEST_CID, uds_path: `${JAIL_FOLDER}/${GUEST_SOCKET}` });
  await api.put('/entropy', {});
}

function machineOf({
  child,
  api,
  channel,
  ended,
  folder,
  words,
}: {
  readonly child: ChildProcess;
  readonly api: FirecrackerApi;
  readonly channel: Socket;
  readonly ended: Promise<void>;
  readonly folder: string;
  readonly words: LastWords;
}): Machine {
  void ended.then(() => channel.destroy());
  return {
    pid: child.pid ?? 0,
    channel,
    ended,
    pause: () => api.patch('/vm', { state: 'Paused' }),
    resume: () => api.patch('/vm', { state: 'Resumed' }),
    snapshot: async (path) => {
      await api.patch('/vm', { state: 'Paused' });
      const places = { snapshot_path: `${JAIL_FOLDER}/state`, mem_file_path: `${JAIL_FOLDER}/memory` };
      await api.put('/snapshot/create', { snapshot_type: 'Full', ...places });
      await keep(folder, path);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    lastWords: () => words.text(),
  };
}

/** Its state goes to the path, its memory beside it. */
async function keep(folder: string, path: string): Promise<void> {
  await copyFile(join(folder, 'state'), path, constants.COPYFILE_EXCL);
  await copyFile(join(folder, 'memory'), `${path}.memory`, constants.COPYFILE_EXCL);
}

/** The first connection is the guest's; there is no second. */
async function listenForGuest(path: string): Promise<{ readonly server: Server; readonly connected: Promise<Socket> }> {
  const server = createServer();
  server.maxConnections = 1;
  const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, writableAll: true }, resolve);
  });
  return { server, connected };
}

function endOf(child: ChildProcess, words: LastWords): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      words.add(error.message);
      resolve();
    });
    child.once('exit', () => resolve());
  });
}

async function untilThere(path: string, timeoutMs: number): Promise<void> {
  const untilMs = performance.now() + timeoutMs;
  while (!existsSync(path)) {
    if (performance.now() > untilMs)
      throw new Error(`start with Firecracker: its API was not there in ${timeoutMs} ms`);
    await pause(5);
  }
}

function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`start with Firecracker: the guest did not answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function settled<T>(
  promise: Promise<T>,
  { ended, words }: { readonly ended: Promise<void>; readonly words: LastWords },
): Promise<T> {
  const gone = ended.then((): never => {
    throw new Error(`start with Firecracker: it ended; it said: ${words.text()}`);
  });
  return Promise.race([promise, gone]);
}
