import { statSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { SandboxSpec } from '../../../ports/sandbox.ts';
import { isBelow } from '../toolchains.ts';
import { STAGE, type Stage } from './stage.ts';

/** What every program of a sandbox finds, over the system: places to mount to, and a table of mounts for mount(8). */
export type SessionRoot = {
  /** Below the holder's root or the stage; made before anything is mounted. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** In the form of fstab(5), in order. */
  readonly table: string;
};

/** Temporary folders, and which of the stage's shared ones each is. */
const TEMPORARY: readonly (readonly [path: string, name: string])[] = [
  ['/tmp', 'tmp'],
  ['/var/tmp', 'var-tmp'],
  ['/run', 'run'],
];

/**
 * The root of a sandbox: temporary folders and the home, which share one bounded space; then the folder and what is readable,
 * around it, beside it or in it; then the protected paths of one that is changed in place. What comes later lies above.
 */
export function sessionRoot(
  { folder, writes, readable, home }: SandboxSpec<Socket>,
  { stage, protectedNames }: { readonly stage: Stage; readonly protectedNames: readonly string[] },
): SessionRoot {
  const shared = [...TEMPORARY, ...(home === null ? [] : [[home.path, 'home'] as const])];
  const own =
    writes === 'copy' ? overlayLine(folder) : line(`${STAGE}/lower`, folder, writes === 'none' ? 'bind,ro' : 'bind');
  const shown = readable.map((path, index) => ({
    path,
    text: line(`${STAGE}/readable/${stage.readable[index] ?? ''}`, path, 'bind,ro'),
  }));
  // What lies around something else is mounted before it.
  const inOrder = [{ path: folder, text: own }, ...shown].sort((one, other) => one.path.length - other.path.length);
  const mounted = [folder, ...readable];
  const places = mounted.filter((path) => !mounted.some((one) => one !== path && isBelow(path, one)));
  const backing = (path: string): string => {
    const within = shared
      .filter(([above]) => above !== path && isBelow(path, above))
      .sort((one, other) => other[0].length - one[0].length)[0];
    return within === undefined ? path : `${STAGE}/temporary/${within[1]}${path.slice(within[0].length)}`;
  };
  const lines = [
    ...shared.map(([path, name]) => line(`${STAGE}/temporary/${name}`, path, 'bind')),
    ...inOrder.map(({ text }) => text),
    ...protectedNames.map((name) => line(`${STAGE}/lower/${name}`, `${folder}/${name}`, 'bind,ro')),
  ];
  return {
    folders: [...shared.map(([path]) => backing(path)), ...places.filter(isFolder).map(backing)],
    files: places.filter((path) => !isFolder(path)).map(backing),
    table: `${lines.join('\n')}\n`,
  };
}

function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}

function overlayLine(folder: string): string {
  const layers = `lowerdir=${STAGE}/lower,upperdir=${STAGE}/layer/upper,workdir=${STAGE}/layer/work,userxattr`;
  return `overlay ${word(folder)} overlay ${layers} 0 0`;
}

function line(from: string, to: string, options: string): string {
  return `${word(from)} ${word(to)} none ${options} 0 0`;
}

/** What would end a word of the table, as the kernel writes it too. */
function word(path: string): string {
  return path
    .replaceAll('\\', '\\134')
    .replaceAll(' ', '\\040')
    .replaceAll('\t', '\\011')
    .replaceAll('\n', '\\012')
    .replaceAll('#', '\\043');
}
