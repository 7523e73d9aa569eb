import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guarantee } from '../../core/sandbox/guarantee.ts';
import type { Sandbox, SandboxProbe, SandboxSpec } from '../../ports/sandbox.ts';

const MEGABYTE = 1024 * 1024;

const DID_NOT_HOLD = 'the probe ran it in a microVM here and it did not hold';

/** What it never enforces, and why. */
const NEVER: SandboxProbe['missing'] = [
  { guarantee: 'trace.files', why: 'a microVM reports what was changed, not what was looked at' },
  { guarantee: 'terminal', why: 'a microVM gives its programs pipes; use the bwrap sandbox for a terminal' },
];

/** Whether all holds that ever does: what did not may have had its reason in a moment, and is looked at again. */
export function isComplete({ works, missing }: SandboxProbe): boolean {
  return works && missing.every(({ why }) => why !== DID_NOT_HOLD);
}

export function nothingWorks(why: string, version: string | null = null): SandboxProbe {
  return { works: false, version, enforces: new Set(), missing: [{ guarantee: 'kernel.separate', why }] };
}

/** Says a word for each thing that it finds to hold; `$1` is a file beside the folder. */
const SCRIPT = `
[ -e "$1" ] || [ -e /etc/shadow ] || [ -w /usr ] || [ -w /etc ] || [ -w / ] || echo files.private-root
[ "$(grep -c : /proc/net/dev)" = 1 ] && echo network.none
set -- /proc/[0-9]*; [ $# -le 4 ] && echo processes.isolated
grep -q '^CapEff:.0*$' /proc/self/status && grep -q '^CapBnd:.0*$' /proc/self/status && grep -q '^NoNewPrivs:.1$' /proc/self/status && [ "$(id -u)" != 0 ] && echo privileges.none
grep -q '^Seccomp:.2$' /proc/self/status && echo calls.filtered
[ "$(cat /proc/sys/user/max_user_namespaces)" = 0 ] && echo namespaces.denied
[ "$(cat /proc/sys/kernel/random/boot_id)" != "$2" ] && echo kernel.separate
echo changed > made && echo writable
`;

/** What is known of the driver without running anything. */
export type ProbedMicrovm = {
  readonly version: string;
  /** Of this machine's kernel. */
  readonly bootId: string;
  readonly keepsSnapshots: boolean;
  readonly isFiltered: boolean;
};

/**
 * Starts a sandbox made by the same code, and looks from inside at what holds; then sees it frozen, killed and gone. Never
 * rejects, leaves nothing behind.
 */
export async function probeMicrovm(
  open: (spec: SandboxSpec<Socket>) => Promise<Sandbox>,
  { version, bootId, keepsSnapshots, isFiltered }: ProbedMicrovm,
): Promise<SandboxProbe> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-probe-')));
  try {
    const folder = join(base, 'folder');
    mkdirSync(folder);
    writeFileSync(join(base, 'beside'), '');
    const sandbox = await open(specOf(folder));
    try {
      const found = await lookInside(sandbox, { beside: join(base, 'beside'), bootId });
      if (keepsSnapshots) found.add('snapshot');
      return {
        works: true,
        version,
        enforces: found,
        missing: [...NEVER, ...unmet(found, { keepsSnapshots, isFiltered })],
      };
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    return nothingWorks(error instanceof Error ? error.message : String(error), version);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function lookInside(
  sandbox: Sandbox,
  { beside, bootId }: { readonly beside: string; readonly bootId: string },
): Promise<Set<Guarantee>> {
  const { stdout } = await sandbox.run({
    argv: ['sh', '-c', `set -- "$1" ${bootId}\n${SCRIPT}`, 'sh', beside],
    keepBytes: 4_096,
  });
  const said = stdout.text.split('\n');
  const found = new Set(WANTED.filter((one) => said.includes(one)));
  if (found.has('network.none')) found.add('network.proxy-only');
  const { changes } = await sandbox.changes();
  if (said.includes('writable') && changes.some(({ path }) => path === 'made')) found.add('files.copy-on-write');
  await addLimits(sandbox, found);
  return found;
}

/** Each limit is met once: what is promised of them was seen here. */
async function addLimits(sandbox: Sandbox, found: Set<Guarantee>): Promise<void> {
  const ended = async (
    line: string,
    more: { readonly wallMs?: number; readonly outputBytes?: number } = {},
  ): Promise<string | null> => (await sandbox.run({ argv: ['sh', '-c', line], keepBytes: 100, limits: more })).excess;
  const [wall, output, cpu, memory, files, processes] = await Promise.all([
    ended('sleep 30', { wallMs: 300 }),
    ended('yes', { outputBytes: 50_000 }),
    ended('while :; do :; done'),
    ended(`exec perl -e '$x = "a" x (200 << 20); sleep 5'`),
    ended('exec dd if=/dev/zero of=big bs=65536 count=64'),
    countForks(sandbox),
  ]);
  if (wall === 'wall') found.add('limit.wall');
  if (output === 'output') found.add('limit.output');
  if (cpu === 'cpu') found.add('limit.cpu');
  if (memory === 'memory') found.add('limit.memory');
  if (files === 'files') found.add('limit.files');
  if (processes > 0 && processes <= TASKS) found.add('limit.processes');
  const running = ended('setsid sleep 30 & sleep 30');
  await sandbox.freeze();
  if (sandbox.state === 'frozen') found.add('freeze');
  await sandbox.terminate('stopped');
  if ((await running) === 'stopped') found.add('kill.tree');
}

async function countForks(sandbox: Sandbox): Promise<number> {
  const line = 'for (1..60) { $p = fork; last unless defined $p; if (!$p) { sleep 9; exit } $n++ } print $n';
  const { stdout } = await sandbox.run({ argv: ['perl', '-e', line], keepBytes: 100 });
  return Number(stdout.text);
}

/** With room for those that run beside. */
const TASKS = 40;

const WANTED: readonly Guarantee[] = [
  'files.private-root',
  'network.none',
  'processes.isolated',
  'privileges.none',
  'calls.filtered',
  'namespaces.denied',
  'kernel.separate',
];

const ALL: readonly Guarantee[] = [
  ...WANTED,
  'network.proxy-only',
  'files.copy-on-write',
  'limit.memory',
  'limit.processes',
  'limit.cpu',
  'limit.wall',
  'limit.output',
  'limit.files',
  'freeze',
  'kill.tree',
];

function unmet(
  found: ReadonlySet<Guarantee>,
  { keepsSnapshots, isFiltered }: Pick<ProbedMicrovm, 'keepsSnapshots' | 'isFiltered'>,
): SandboxProbe['missing'] {
  const wanted = ALL.filter((one) => isFiltered || one !== 'calls.filtered');
  return [
    ...wanted.filter((one) => !found.has(one)).map((guarantee) => ({ guarantee, why: DID_NOT_HOLD })),
    ...(isFiltered ? [] : [{ guarantee: 'calls.filtered', why: 'the driver was opened without a filter' } as const]),
    ...(keepsSnapshots
      ? []
      : [{ guarantee: 'snapshot', why: 'this machine cannot keep snapshots of guests' } as const]),
  ];
}

function specOf(folder: string): SandboxSpec<Socket> {
  return {
    id: `probe-${process.pid}-${randomBytes(6).toString('hex')}`,
    folder,
    writes: 'copy',
    readable: [],
    home: null,
    environment: { PATH: '/usr/bin:/bin' },
    doors: [],
    limits: {
      wallMs: 20_000,
      // A machine that is busy with other things makes every instruction of an emulated one dearer.
      cpuMs: 4_000,
      memoryBytes: 64 * MEGABYTE,
      tasks: TASKS,
      outputBytes: 100_000,
      fileBytes: MEGABYTE,
      temporaryBytes: 4 * MEGABYTE,
    },
    require: [],
    trace: 'writes',
  };
}
