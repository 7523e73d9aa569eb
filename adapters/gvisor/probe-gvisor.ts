import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { GUARANTEES, type Guarantee } from '../../core/sandbox/guarantee.ts';
import type { Sandbox, SandboxProbe, SandboxSpec } from '../../ports/sandbox.ts';
import { versionOf } from './call-runsc.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS = {
  wallMs: 20_000,
  cpuMs: 20_000,
  memoryBytes: 256 * MEGABYTE,
  tasks: 64,
  outputBytes: MEGABYTE,
  fileBytes: MEGABYTE,
  temporaryBytes: MEGABYTE,
};

/** Answers for itself, one word a line, only what it found to hold. `$1` is a file beside the folder. */
const SCRIPT = `
[ -e "$1" ] || [ -e /etc/shadow ] || [ -e /root ] || echo private-root
[ -w /usr ] || [ -w /etc ] || [ -w / ] || echo read-only-root
grep -q '^CapEff:.0*$' /proc/self/status && grep -q '^CapBnd:.0*$' /proc/self/status && echo no-capabilities
case "$(cat /proc/version)" in *gVisor*|*'4.4.0'*) echo own-kernel;; esac
echo made > made && echo writable
echo kept
set -- /proc/[0-9]*; [ $# -le 8 ] && echo no-other-process
(exec 3<>/dev/tcp/127.0.0.1/9) 2>/dev/null || echo no-network
`;

const KEPT = 'for i in 1 2 3 4 5 6 7 8 9; do [ -e go ] && echo continued && exit; sleep 1; done';

const WANTED: readonly (readonly [word: string, meaning: string])[] = [
  ['private-root', 'a root of its own'],
  ['read-only-root', 'a system that cannot be changed'],
  ['no-capabilities', 'no capability'],
  ['own-kernel', 'a kernel of its own'],
  ['writable', 'a folder to write in'],
  ['no-other-process', 'no other process'],
];

const ALWAYS: readonly Guarantee[] = [
  'files.private-root',
  'files.copy-on-write',
  'network.none',
  'network.proxy-only',
  'processes.isolated',
  'privileges.none',
  'kernel.separate',
  'limit.wall',
  'limit.output',
  'limit.files',
  'freeze',
  'kill.tree',
];
const BY_GROUPS: readonly Guarantee[] = ['limit.memory', 'limit.processes', 'limit.cpu'];

const WHY: Partial<Record<Guarantee, string>> = {
  'calls.filtered': 'gVisor answers calls itself, so that none needs to be refused; require kernel.separate',
  'namespaces.denied': 'gVisor has namespaces of its own, which reach nothing of this machine; require kernel.separate',
  snapshot: 'runsc checkpoint and restore do not hold with this build; use one of June 2023 or later',
  'trace.files': 'gVisor reports changes only',
  terminal: 'gVisor passes no keys and no size of a terminal on; use bwrap for a shell of a person',
};
const NO_GROUPS =
  'no control group can be made here; run as the administrator, or in a group that was delegated to you';

type Probing = { readonly program: string; readonly open: (spec: SandboxSpec<Socket>) => Promise<Sandbox> };

/** Opens a sandbox in a folder made for it, runs programs in it, and says what held. Never rejects; leaves nothing behind. */
export async function probeGvisor({ program, open }: Probing): Promise<SandboxProbe> {
  if (process.platform !== 'linux') return useless('gVisor is for Linux only', null);
  const version = await versionOf(program);
  if (version === null) return useless('runsc was not found; install gVisor (the package runsc on Debian)', null);
  let base: string | null = null;
  try {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-gvisor-')));
    const found = await lookFromInside(base, { open, version });
    return typeof found === 'string' ? useless(found, version) : probeOf(version, found);
  } catch (error) {
    return useless(error instanceof Error ? error.message : 'it could not be tried', version);
  } finally {
    if (base !== null) rmSync(base, { recursive: true, force: true });
  }
}

type Found = { readonly isBounded: boolean; readonly isKept: boolean };

async function lookFromInside(
  base: string,
  { open, version }: { readonly open: Probing['open']; readonly version: string },
): Promise<Found | string> {
  const folder = join(base, 'folder');
  mkdirSync(folder);
  writeFileSync(join(base, 'beside'), '');
  const sandbox = await open({
    id: basename(base).toLowerCase().slice(0, 40),
    folder,
    writes: 'copy',
    readable: [],
    home: null,
    environment: { PATH: '/usr/bin:/bin' },
    doors: [],
    limits: LIMITS,
    require: [],
    trace: 'writes',
  });
  try {
    const script = ['/bin/sh', '-c', SCRIPT, 'sh', join(base, 'beside')];
    const { end, stdout, stderr, usage } = await sandbox.run({ argv: script, keepBytes: 4_096 });
    if (stdout.text === '') return `gVisor does not work here: ${stderr.text.split('\n', 1)[0] || JSON.stringify(end)}`;
    const words = stdout.text.split('\n');
    const missing = WANTED.filter(([word]) => !words.includes(word)).map(([, meaning]) => meaning);
    const { changes } = await sandbox.changes();
    if (existsSync(join(folder, 'made')) || changes[0]?.path !== 'made') missing.push('a copy of its folder');
    if (missing.length > 0) return `gVisor ran and did not give ${missing.join(', ')}`;
    return { isBounded: usage.cpuMs !== null, isKept: isNewEnough(version) && (await isKept(sandbox)) };
  } finally {
    await sandbox.close();
  }
}

/** Kernels that older builds continue may spin on a busy machine until they are ended. */
const KEEPS_SINCE = 20_230_601;

function isNewEnough(version: string): boolean {
  return Number(/[0-9]{8}/.exec(version)?.[0] ?? 0) >= KEEPS_SINCE;
}

/** Keeps a program that waits, continues it, and sees it end. */
async function isKept(sandbox: Sandbox): Promise<boolean> {
  const running = sandbox.run({ argv: ['/bin/sh', '-c', KEPT], keepBytes: 100 });
  try {
    await sandbox.keep?.();
  } catch {
    await sandbox.resume();
    return false;
  }
  await sandbox.resume();
  await sandbox.run({ argv: ['/bin/sh', '-c', 'echo > go'], keepBytes: 100 });
  return (await running).stdout.text === 'continued\n';
}

function probeOf(version: string, { isBounded, isKept: canKeep }: Found): SandboxProbe {
  const enforces = new Set<Guarantee>([
    ...ALWAYS,
    ...(isBounded ? BY_GROUPS : []),
    ...(canKeep ? (['snapshot'] as const) : []),
  ]);
  const missing = GUARANTEES.filter((one) => !enforces.has(one)).map((guarantee) => ({
    guarantee,
    why: WHY[guarantee] ?? NO_GROUPS,
  }));
  return { works: true, version, enforces, missing };
}

function useless(why: string, version: string | null): SandboxProbe {
  return { works: false, version, enforces: new Set(), missing: GUARANTEES.map((guarantee) => ({ guarantee, why })) };
}
