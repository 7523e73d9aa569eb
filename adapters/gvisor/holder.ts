import { type ChildProcess, spawn } from 'node:child_process';
import { readlinkSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SandboxError, type SandboxSpec } from '../../ports/sandbox.ts';
import { closedStdio } from './closed-stdio.ts';
import type { IdMap } from './id-map.ts';
import { enterGroups, enterUsers, OUTER_PATH } from './runsc-command.ts';
import { firstBelow, isEnded, kill } from './sandbox-processes.ts';
import type { Stage } from './stage.ts';

/** The process whose namespaces are those of a sandbox: it holds them open, and everything in them ends with it. */
export type Holder = {
  readonly pid: number;
  /** What the system calls its processes' namespace (`pid:[4026532185]`): no process outside has it. */
  readonly processes: string;
  /** Where the mounts of the sandbox, and all else that it was made with, are seen from outside. */
  readonly root: string;
  readonly ended: Promise<void>;
  /** Kills everything in the sandbox; answers when it is gone. */
  readonly end: () => Promise<void>;
};

const START_MS = 20_000;
const STEP_MS = 5;

/** Shows what the stage wants shown, before any right is given up; then runs the rest of its words. */
const SHOW = `
set -e
while [ "$1" != -- ]; do
  mount --bind "$1" "$2"
  mount -o remount,bind,ro "$2" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev "$2"
  shift 2
done
shift
exec "$@"
`;

/**
 * \`$1\` is the stage, \`$2\` what becomes of changes, \`$3\` the bytes of all temporary files together. Where the disk cannot keep a
 * layer (an overlay cannot lie on another, as in many containers), memory does.
 */
const HOLD = `
set -e
cd "$1"
mount -t tmpfs -o "size=$3,mode=755,nosuid,nodev" countersign temporary
mkdir -m 1777 temporary/tmp temporary/var-tmp temporary/shm
mkdir -m 755 temporary/run temporary/home
cp -R given/. temporary/home/
chown -R "$4:$5" temporary/home temporary/run
if [ "$2" = copy ]; then
  over() { mount -t overlay countersign -o "lowerdir=lower,upperdir=layer/upper,workdir=layer/work,userxattr,nosuid,nodev" merged; }
  over
fi
mount -t proc proc /proc
ip link set lo up 2>/dev/null || true
echo ready
# Whoever is first in a namespace of processes buries the others.
while :; do sleep 2147483647 & wait; done
`;

/** Starts the holder of a sandbox. It ends with this process. Raises \`sandbox.failed\`; then nothing of it is left. */
export async function startHolder(
  spec: SandboxSpec<Socket>,
  { stage, ids, entrances }: { readonly stage: Stage; readonly ids: IdMap; readonly entrances: readonly string[] },
): Promise<Holder> {
  const anchor = await startAnchor(ids);
  const child = start(enterGroups(entrances, wordsOf(spec, { stage, ids, anchorPid: anchor.pid ?? 0 })));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    anchor.kill('SIGKILL');
    child.kill('SIGKILL');
    await ended;
  };
  try {
    const pid = await readyPid(child);
    const end = async (): Promise<void> => {
      kill(pid);
      await stop();
      while (!isEnded(pid)) await pause(STEP_MS);
    };
    const processes = readlinkSync(`/proc/${pid}/ns/pid`);
    return { pid, processes, root: `/proc/${pid}/root`, ended, end };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes the user namespace and says what its numbers mean outside. */
async function startAnchor({ users, groups, runner }: IdMap): Promise<ChildProcess> {
  const words = ['setpriv', '--pdeathsig', 'KILL', 'unshare', '--user', '--', 'sleep', '2147483647'];
  const anchor = start(words);
  try {
    const own = readlinkSync('/proc/self/ns/user');
    const untilMs = performance.now() + START_MS;
    while (userNamespaceOf(anchor) === own || userNamespaceOf(anchor) === null) {
      if (performance.now() > untilMs || anchor.exitCode !== null)
        throw new SandboxError(
          'sandbox.unavailable',
          'open a sandbox: found no user namespace, want one; the system forbids them',
        );
      await pause(STEP_MS);
    }
    if (runner === null) writeFileSync(`/proc/${anchor.pid}/setgroups`, 'deny');
    writeFileSync(`/proc/${anchor.pid}/uid_map`, users);
    writeFileSync(`/proc/${anchor.pid}/gid_map`, runner === null ? `0 ${process.getgid?.() ?? 0} 1\n` : groups);
    return anchor;
  } catch (error) {
    anchor.kill('SIGKILL');
    throw error instanceof SandboxError
      ? error
      : new SandboxError('sandbox.failed', 'open a sandbox: its users could not be named', { cause: error });
  }
}

function userNamespaceOf({ pid }: ChildProcess): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`);
  } catch {
    return null;
  }
}

function wordsOf(
  { writes, limits }: SandboxSpec<Socket>,
  { stage, ids, anchorPid }: { readonly stage: Stage; readonly ids: IdMap; readonly anchorPid: number },
): readonly string[] {
  const { userId, groupId } = ids;
  const hold = [
    '/bin/sh',
    '-c',
    HOLD,
    'sh',
    stage.path,
    writes,
    String(limits.temporaryBytes),
    String(userId),
    String(groupId),
  ];
  const spaces = [
    '--mount',
    '--net',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child',
    '--propagation',
    'private',
    '--',
  ];
  // What a process is told of its parent's end is forgotten where it changes its number, so it is said again.
  const enter = [
    ...enterUsers({ pid: anchorPid, isRoot: ids.runner !== null }),
    '--',
    'setpriv',
    '--no-new-privs',
    '--pdeathsig',
    'KILL',
    '--',
  ];
  const inside = ['unshare', ...spaces, ...hold];
  const show = ['/bin/sh', '-c', SHOW, 'sh', ...stage.shown.flatMap(({ from, to }) => [from, to]), '--'];
  const apart = ['unshare', '--mount', '--propagation', 'private', '--', ...show];
  // Who is no administrator may mount in a user namespace only, where they have no more than their own rights.
  const words = ids.runner === null ? [...enter, ...apart, ...inside] : [...apart, ...enter, ...inside];
  return ['setpriv', '--pdeathsig', 'KILL', ...words];
}

function start([program = '', ...words]: readonly string[]): ChildProcess {
  return closedStdio(['ignore', 'pipe', 'pipe'], (stdio) =>
    spawn(program, words, { cwd: '/', env: { PATH: OUTER_PATH }, stdio: [...stdio] }),
  );
}

/** The id, on this machine, of the holder itself: the only process that its starter has below it. */
function readyPid(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const said = { out: '', err: '' };
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new SandboxError('sandbox.failed', `open a sandbox: ${why}`));
    };
    const timer = setTimeout(() => fail('its holder took too long'), START_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      said.out = (said.out + chunk.toString('utf8')).slice(0, 100);
      if (!said.out.includes('ready\n')) return;
      clearTimeout(timer);
      const pid = firstBelow(child.pid ?? 0);
      if (pid === null) fail('its holder was not found');
      else resolve(pid);
    });
    child.stderr?.on('data', (chunk: Buffer) => (said.err = (said.err + chunk.toString('utf8')).slice(0, 2_000)));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(said.err.split('\n', 1)[0] || `its holder ended with exit code ${code}`));
  });
}
