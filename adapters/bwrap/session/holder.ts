import type { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { SandboxError, type SandboxSpec } from '../../../ports/sandbox.ts';
import { encodeOptions, systemMounts } from '../bwrap-arguments.ts';
import { OUTER_PATH } from '../inside-names.ts';
import { closedStdio } from './closed-stdio.ts';
import { mountAsOwner, SHOWN } from './mount-as-owner.ts';
import type { SessionRoot } from './session-root.ts';
import type { Runner } from './session-settings.ts';
import { STAGE, type Stage } from './stage.ts';

/** The process whose namespaces are those of a sandbox: it holds them open, and all in them ends with it. */
export type Holder = {
  readonly pid: number;
  /** Where its root is seen from here, with all mounts. */
  readonly root: string;
  /** What the system calls the sandbox's network (`net:[4026532185]`): no process outside has it. */
  readonly network: string;
  /** Processes of the holder itself, which are not programs. */
  readonly own: ReadonlySet<number>;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
  /** Ends everything in the sandbox; answers when the holder is gone. */
  readonly end: () => Promise<void>;
};

const START_MS = 10_000;

/** What the `/dev` of programs is made of, and the terminals of this machine, for the names of those that are shared. */
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty', 'pts'].map((name) => `/dev/${name}`);

/**
 * `$1` is the size of all temporary files, then come the folders to be made, `--`, and the files. Where changes cannot be kept on
 * the disk (an overlay cannot lie on another, as in many containers), they are kept in memory within the same size.
 */
const HOLD = `
set -e
size=$1; shift
cd ${STAGE}
mkdir -p temporary/home temporary/tmp temporary/var-tmp temporary/run temporary/shm layer/upper layer/work
chmod 1777 temporary/tmp temporary/var-tmp temporary/shm
cp -R given/. temporary/home/
while [ "$1" != -- ]; do mkdir -p -- "$1"; shift; done; shift
for file in "$@"; do mkdir -p -- "\${file%/*}"; : > "$file"; done
over() { mount --all --fstab ${STAGE}/fstab; }
over 2>/dev/null || { mount -t tmpfs -o "size=$size" countersign layer && mkdir layer/upper layer/work && over; }
echo ready
exec sleep 2147483647
`;

/**
 * Starts the holder of a sandbox: namespaces of users, network, mounts, processes and messages of its own, the layer for changes,
 * and temporary files of one size together. It ends with this process, however that ends. Raises `sandbox.failed` and
 * `sandbox.unavailable`; then nothing of it is left.
 */
export async function startHolder(spec: SandboxSpec<Socket>, made: Made): Promise<Holder> {
  const child = spawnHolder(wordsOf(spec, made), {
    options: encodeOptions(optionsOf(spec, made)),
    inherited: made.inherited,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const pid = await readyPid(child);
    const root = join('/proc', String(pid), 'root');
    checkFolder(spec.folder, join(root, STAGE, 'lower'));
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').map(Number);
    const end = async (): Promise<void> => {
      kill(pid);
      child.kill('SIGKILL');
      await ended;
    };
    return {
      pid,
      root,
      network: readlinkSync(`/proc/${pid}/ns/net`),
      own: new Set([pid, ...children]),
      ended,
      end,
    };
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw error;
  }
}

type Made = {
  readonly stage: Stage;
  readonly runner: Runner;
  readonly root: SessionRoot;
  readonly inherited: readonly number[];
};

function wordsOf({ folder, readable, limits }: SandboxSpec<Socket>, { stage, runner, root }: Made): readonly string[] {
  const places = [...root.folders, '--', ...root.files];
  const hold = ['/bin/sh', '-c', HOLD, 'sh', String(limits.temporaryBytes), ...places];
  const sandbox = ['bwrap', '--args', '3', '--', ...hold];
  if (!runner.isDropped) return sandbox;
  const mounts = [
    { from: folder, to: join(stage.path, 'lower') },
    ...readable.map((from, index) => ({ from, to: join(stage.path, 'readable', stage.readable[index] ?? '') })),
  ];
  const drop = ['setpriv', `--reuid=${runner.userId}`, `--regid=${runner.groupId}`, '--clear-groups', '--'];
  return [...mountAsOwner(mounts, { runner, stage: stage.path }), ...drop, ...sandbox];
}

function optionsOf({ folder, readable, limits }: SandboxSpec<Socket>, { stage, runner }: Made): readonly string[] {
  const shown = runner.isDropped ? SHOWN : stage.path;
  const mounts = runner.isDropped
    ? []
    : [
        ...['--bind', folder, `${STAGE}/lower`],
        ...readable.flatMap((from, index) => ['--ro-bind', from, `${STAGE}/readable/${stage.readable[index] ?? ''}`]),
      ];
  return [
    ...['--unshare-user', '--unshare-net', '--unshare-pid', '--unshare-ipc', '--die-with-parent', '--cap-add', 'ALL'],
    ...[
      '--info-fd',
      '4',
      ...systemMounts(),
      '--proc',
      '/proc',
      ...DEVICES.flatMap((path) => ['--dev-bind', path, path]),
    ],
    ...['--ro-bind', `${shown}/passwd`, '/etc/passwd', '--ro-bind', `${shown}/group`, '/etc/group'],
    ...['--dir', '/tmp', '--bind', shown, STAGE, ...mounts],
    ...['--size', String(limits.temporaryBytes), '--tmpfs', `${STAGE}/temporary`],
  ];
}

function spawnHolder(
  [program = '', ...words]: readonly string[],
  { options, inherited }: { readonly options: Uint8Array; readonly inherited: readonly number[] },
): ChildProcess {
  const child = closedStdio(['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], {
    inherited,
    start: (stdio) => spawn(program, words, { cwd: '/', env: { PATH: OUTER_PATH }, stdio: [...stdio] }),
  });
  const input = child.stdio[3];
  if (input instanceof Writable) input.on('error', () => undefined).end(options);
  return child;
}

/** The id of the holder on this machine, once its mounts are made. */
function readyPid(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const texts = { out: '', err: '', info: '' };
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new SandboxError('sandbox.failed', `open a sandbox: ${why}`));
    };
    const timer = setTimeout(() => fail('its holder took too long'), START_MS);
    const look = (): void => {
      const pid = /"child-pid": ([0-9]+)[^]*\}/.exec(texts.info)?.[1];
      if (!texts.out.includes('ready\n') || pid === undefined) return;
      clearTimeout(timer);
      resolve(Number(pid));
    };
    const read = (stream: unknown, name: keyof typeof texts): void => {
      if (!(stream instanceof Readable)) return;
      stream.on('data', (chunk: Buffer) => {
        texts[name] = (texts[name] + chunk.toString('utf8')).slice(0, 4_096);
        look();
      });
    };
    read(child.stdio[1], 'out');
    read(child.stdio[2], 'err');
    read(child.stdio[4], 'info');
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(texts.err.split('\n', 1)[0] || `its holder ended with exit code ${code}`));
  });
}

/** What was mounted is what was looked at: a folder that was swapped for a link in between is not. */
function checkFolder(folder: string, mounted: string): void {
  const [wanted, found] = [statSync(folder), statSync(mounted)];
  if (wanted.ino !== found.ino || wanted.dev !== found.dev)
    throw new SandboxError('sandbox.failed', `open a sandbox: ${folder} became another folder meanwhile`);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
