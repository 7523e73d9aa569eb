import { realpathSync, statSync } from 'node:fs';
import { isBelow } from './toolchains.ts';

/** With whose rights a program runs. */
export type Owner = {
  readonly userId: number;
  readonly groupId: number;
  /** True where bubblewrap is started with the owner's rights in place of our own. */
  readonly isOther: boolean;
};

/**
 * The real folder and its owner, or why no program is held there: a folder of the system, one that holds the home or what no
 * check may see, or lies in that.
 */
export function placeOf(
  folder: string,
  { home, closed }: { readonly home: string; readonly closed: readonly string[] },
): { readonly folder: string; readonly owner: Owner } | string {
  if (process.platform !== 'linux') return 'bubblewrap is for Linux only';
  try {
    const real = realpathSync(folder);
    const { uid, gid } = statSync(real);
    const around = [home, ...closed].map(realOf).find((one) => isBelow(one, real));
    if (BROAD.includes(real) || NEVER.some((one) => isBelow(real, one))) return `${real} is no folder of a project`;
    if (around !== undefined) return `${real} holds ${around}, which no check may see`;
    const inside = closed.map(realOf).find((one) => isBelow(real, one));
    if (inside !== undefined) return `${real} lies in ${inside}, which no check may see`;
    const own = process.getuid?.() ?? 0;
    if (own === 0 && uid !== 0) return { folder: real, owner: { userId: uid, groupId: gid, isOther: true } };
    return { folder: real, owner: { userId: own, groupId: process.getgid?.() ?? 0, isOther: false } };
  } catch {
    return `${folder} cannot be read`;
  }
}

/** A path without links, or as it is where it cannot be followed. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** A home that can be replaced by an empty folder without hiding the system. */
export function isHome(home: string | undefined): home is string {
  return (
    home !== undefined &&
    home.split('/').length > 1 &&
    home.startsWith('/') &&
    (home === '/root' || !BROAD.includes(home))
  );
}

/** Too much for one program to change. */
const BROAD = [
  '/',
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/lib64',
  '/media',
  '/mnt',
  '/opt',
  '/proc',
  '/root',
].concat([
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/local',
  '/usr/sbin',
  '/var',
  '/var/tmp',
]);
const NEVER = ['/proc', '/sys', '/dev', '/run', '/boot', '/etc'];
