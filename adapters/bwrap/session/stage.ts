import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { SandboxError, type SandboxSpec } from '../../../ports/sandbox.ts';
import { groupsFile, usersFile } from '../inside-names.ts';
import { insiderOf, type Runner, type SessionSettings } from './session-settings.ts';

/** The folder of one sandbox on the gateway's side: what is mounted where is decided by names that only we make. */
export type Stage = {
  /** On this machine. */
  readonly path: string;
  /** Only of the gateway: pipes and inputs of programs. */
  readonly streams: string;
  /** What each of the spec's readable paths is called below `readable`, in order. */
  readonly readable: readonly string[];
};

/** Where the stage is seen by the holder, and by what makes the sandbox of each program. */
export const STAGE = '/stage';

/**
 * Makes the folder of a sandbox: places to mount to, the files of its home, and a mark that tells whose it is. Raises
 * `sandbox.spec` where there is one of that name.
 */
export function makeStage(
  spec: SandboxSpec<Socket>,
  { settings, runner }: { readonly settings: SessionSettings; readonly runner: Runner },
): Stage {
  const path = join(settings.directory, spec.id);
  mkdirSync(settings.directory, { recursive: true, mode: 0o711 });
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch {
    throw new SandboxError('sandbox.spec', `open a sandbox: ${JSON.stringify(spec.id)} is open already`);
  }
  writeFileSync(join(path, 'owner'), ownerMark(), { mode: 0o600 });
  for (const name of ['lower', 'readable', 'streams']) mkdirSync(join(path, name), { mode: 0o700 });
  for (const name of ['temporary', 'layer', 'given']) makeOwned(join(path, name), runner);
  for (const file of spec.home?.files ?? []) {
    const at = join(path, 'given', file.path);
    makeFolders(dirname(at), { above: join(path, 'given'), runner });
    writeFileSync(at, file.contents, { mode: file.isExecutable === true ? 0o700 : 0o600 });
    give(at, runner);
  }
  const readable = spec.readable.map((source, index) => {
    const at = join(path, 'readable', String(index));
    if (statSync(source).isDirectory()) mkdirSync(at);
    else writeFileSync(at, '');
    return String(index);
  });
  const insider = { ...insiderOf(runner), home: spec.home?.path ?? null };
  writeFileSync(join(path, 'passwd'), usersFile(insider), { mode: 0o644 });
  writeFileSync(join(path, 'group'), groupsFile(insider), { mode: 0o644 });
  chmodSync(join(path, 'readable'), 0o711);
  chmodSync(path, 0o711);
  return { path, streams: join(path, 'streams'), readable };
}

/** The process of a stage that is still there; null where it is gone and the stage was left behind, or is none. */
export function ownerOf(path: string): number | null {
  try {
    const [pid = '', startedAt = ''] = readFileSync(join(path, 'owner'), 'utf8').split(' ');
    return startOf(Number(pid)) === startedAt && startedAt !== '' ? Number(pid) : null;
  } catch {
    return null;
  }
}

/** Tells a folder that `makeStage` made. */
export function isStage(path: string): boolean {
  return existsSync(join(path, 'owner')) && lstatSync(path).isDirectory();
}

/** Writes the table of mounts, for the holder. */
export function noteTable(path: string, table: string): void {
  writeFileSync(join(path, 'fstab'), table, { mode: 0o644 });
}

/** Notes the control groups of a sandbox, for whoever sweeps: another gateway may be in other groups itself. */
export function noteGroups(path: string, groups: readonly string[]): void {
  writeFileSync(join(path, 'groups'), groups.join('\n'), { mode: 0o600 });
}

/** The control groups that were noted. */
export function groupsOf(path: string): readonly string[] {
  try {
    return readFileSync(join(path, 'groups'), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

function ownerMark(): string {
  return `${process.pid} ${startOf(process.pid)}`;
}

/** When a process started, in ticks since the machine did (proc_pid_stat(5), field 22); two processes never share it and an id. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // One that only waits to be collected has ended.
    return 'ZX'.includes(state) ? '' : (rest[18] ?? '');
  } catch {
    return '';
  }
}

function makeFolders(path: string, { above, runner }: { readonly above: string; readonly runner: Runner }): void {
  if (path === above || existsSync(path)) return;
  makeFolders(dirname(path), { above, runner });
  makeOwned(path, runner);
}

function makeOwned(path: string, runner: Runner): void {
  mkdirSync(path, { mode: 0o700 });
  give(path, runner);
}

function give(path: string, { userId, groupId, isDropped }: Runner): void {
  if (isDropped) chownSync(path, userId, groupId);
}
