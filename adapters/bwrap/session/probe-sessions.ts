import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GUARANTEES, type Guarantee } from '../../../core/sandbox/guarantee.ts';
import type { SandboxProbe, SandboxSpec } from '../../../ports/sandbox.ts';
import { OUTER_PATH } from '../inside-names.ts';
import { hintOf } from '../probe-bwrap.ts';
import { openSession } from './open-session.ts';
import { PROBE_SCRIPT, WORDS } from './probe-script.ts';
import type { SessionSettings } from './session-settings.ts';

type Missing = { readonly guarantee: Guarantee; readonly why: string };

const NEVER: readonly Missing[] = [
  { guarantee: 'kernel.separate', why: 'its programs speak to the kernel of this machine: gvisor and microvm do not' },
  { guarantee: 'snapshot', why: 'the memory of processes is not kept: microvm can' },
];
const PROGRAMS = ['bwrap', 'nsenter', 'prlimit', 'mkfifo'] as const;
const PROGRAMS_AS_ADMINISTRATOR = ['setpriv', 'unshare', 'perl'] as const;
const MEGABYTE = 1024 ** 2;
const PORT = 3128;

/**
 * Opens sandboxes like every other, in a folder made for it, and looks from inside and outside at what holds. Never rejects, and
 * leaves nothing behind.
 */
export async function probeSessions(settings: SessionSettings): Promise<SandboxProbe> {
  const version = await versionOf();
  const lacking = await missingPrograms();
  if (process.platform !== 'linux') return nothing(version, 'bubblewrap is for Linux only');
  if (lacking.length > 0)
    return nothing(version, `${lacking.join(', ')} is missing: install bubblewrap, util-linux, perl`);
  let base: string | null = null;
  try {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-probe-')));
    const failures = await look(base, settings);
    const enforces = new Set(GUARANTEES.filter((one) => !failures.some(({ guarantee }) => guarantee === one)));
    return { works: true, version, enforces, missing: failures };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it could not be prepared';
    return nothing(version, `${why}${hintOf(why)}`);
  } finally {
    if (base !== null) rmSync(base, { recursive: true, force: true });
  }
}

function nothing(version: string | null, why: string): SandboxProbe {
  const missing = GUARANTEES.map((guarantee) => NEVER.find((one) => one.guarantee === guarantee) ?? { guarantee, why });
  return { works: false, version, enforces: new Set(), missing };
}

async function look(base: string, settings: SessionSettings): Promise<readonly Missing[]> {
  const folder = join(base, 'folder');
  const beside = join(base, 'beside');
  mkdirSync(folder);
  writeFileSync(beside, '');
  const spec = specOf(folder, settings);
  return [
    ...NEVER,
    ...(await lookInside(spec, { settings, beside })),
    ...(await lookAtTrace({ ...spec, id: `${spec.id}-t`, trace: 'all', doors: [] }, settings)),
  ];
}

function specOf(folder: string, settings: SessionSettings): SandboxSpec<Socket> {
  return {
    id: `probe-${settings.uuid().slice(0, 8)}`,
    folder,
    writes: 'copy',
    readable: [],
    home: { path: '/home/user', files: [] },
    environment: { PATH: '/usr/bin:/bin' },
    doors: [{ port: PORT, accept: (socket) => void socket.destroy() }],
    limits: {
      wallMs: 5_000,
      cpuMs: 5_000,
      memoryBytes: 256 * MEGABYTE,
      tasks: 64,
      outputBytes: MEGABYTE,
      fileBytes: MEGABYTE,
      temporaryBytes: MEGABYTE,
    },
    require: [],
    trace: 'writes',
  };
}

async function lookInside(
  spec: SandboxSpec<Socket>,
  { settings, beside }: { readonly settings: SessionSettings; readonly beside: string },
): Promise<readonly Missing[]> {
  const sandbox = await openSession(spec, { settings, enforces: new Set() });
  const failures: Missing[] = [];
  const fail = (guarantee: Guarantee, why: string): void => void failures.push({ guarantee, why });
  try {
    const result = await sandbox.run({ argv: ['/bin/sh', '-c', PROBE_SCRIPT, 'sh', beside], keepBytes: 4_096 });
    if (result.end.kind !== 'exited')
      throw new Error(
        `bubblewrap does not work here: ${result.end.kind === 'not-started' ? result.end.why : result.end.kind}`,
      );
    const said = result.stdout.text.split('\n');
    for (const [word, guarantee, meaning] of WORDS)
      if (!said.includes(word)) fail(guarantee, `a program that ran did not find ${meaning}`);
    await sandbox.freeze().catch(() => fail('freeze', 'what was stopped went on'));
    const { changes } = await sandbox.changes();
    if (changes.map(({ path }) => path).join() !== 'made' || existsSync(join(spec.folder, 'made')))
      fail(
        'files.copy-on-write',
        'a file that a program made was not kept apart: the kernel or the disk lacks overlays for users',
      );
    if (result.usage.peakMemoryBytes === null)
      fail(
        'limit.memory',
        'no control group can be made, so only each process is bounded, and all together are looked at: run the gateway as a service of systemd with Delegate=yes',
      );
    await sandbox.resume();
  } finally {
    const left = await sandbox.close();
    if (left.processes.length > 0) fail('kill.tree', 'processes were left');
  }
  return failures;
}

function noTrace(why: string): readonly Missing[] {
  return [{ guarantee: 'trace.files', why }];
}

async function lookAtTrace(spec: SandboxSpec<Socket>, settings: SessionSettings): Promise<readonly Missing[]> {
  if (!(await isThere('strace'))) return noTrace('strace is missing: install the package strace');
  const sandbox = await openSession(spec, { settings, enforces: new Set() });
  try {
    const { accesses, end } = await sandbox.run({ argv: ['/bin/sh', '-c', ': < not-there'], keepBytes: 1_000 });
    const path = join(spec.folder, 'not-there');
    const isSeen = accesses.some((one) => one.path === path && one.failure === 'ENOENT');
    return isSeen
      ? []
      : noTrace(`strace ran and did not see a file that was looked for: ${JSON.stringify(end).slice(0, 200)}`);
  } finally {
    await sandbox.close();
  }
}

async function missingPrograms(): Promise<readonly string[]> {
  const wanted = process.getuid?.() === 0 ? [...PROGRAMS, ...PROGRAMS_AS_ADMINISTRATOR] : PROGRAMS;
  const found = await Promise.all(wanted.map(isThere));
  return wanted.filter((_, index) => found[index] !== true);
}

async function isThere(program: string): Promise<boolean> {
  return OUTER_PATH.split(':').some((folder) => existsSync(join(folder, program)));
}

async function versionOf(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('bwrap', ['--version'], { env: { PATH: OUTER_PATH }, timeout: 5_000 });
    return stdout.trim().split(' ').at(-1) ?? null;
  } catch {
    return null;
  }
}
