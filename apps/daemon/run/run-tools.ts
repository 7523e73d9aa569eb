import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findToolchains, isBelow } from '../../../adapters/bwrap/toolchains.ts';

/** Where a run's tools are looked for, and what must not come with them. */
export type ToolPlaces = {
  /** Of the operator. */
  readonly home: string;
  /** Of the run. */
  readonly path: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The first word of the run. */
  readonly program: string;
  /** Nothing that holds one of these, or lies in one, is shown. */
  readonly closed: readonly string[];
};

/** Where the system's folders are: shown anyway. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc/alternatives', '/nix/store'];

/**
 * What a run sees beside the system, read-only: the languages and tools that are known not to hold a key, and the program itself with
 * the package that it comes in, wherever the path leads to it.
 */
export function runTools({ home, path, variables, program, closed }: ToolPlaces): readonly string[] {
  const named = [variables['JAVA_HOME'], variables['GOROOT']].filter((folder) => folder !== undefined);
  const known = findToolchains({ home, path, named, executable: realpathSync(process.execPath), closed });
  const wanted = programPlaces(program, path).filter((place) => isShowable(place, { home, closed }));
  return [
    ...new Set([...known, ...wanted.filter((place) => ![...known, ...SYSTEM].some((one) => isBelow(place, one)))]),
  ];
}

/** The file that the path leads to, and what it needs beside it: the modules around it, or the file that it is a link to. */
function programPlaces(program: string, path: string): readonly string[] {
  if (program.includes('/')) return [];
  const found = path
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, program))
    .find(isProgram);
  if (found === undefined) return [];
  const real = realpathSync(found);
  const modules = real.indexOf('/node_modules/');
  const whole = modules < 0 ? real : real.slice(0, modules + '/node_modules'.length);
  return found === real ? [whole] : [found, whole];
}

/** Never a home, what holds one, or what holds or lies in something closed. */
function isShowable(place: string, { home, closed }: Pick<ToolPlaces, 'home' | 'closed'>): boolean {
  const isClosed = closed.some((one) => isBelow(one, place) || isBelow(place, one));
  return !isClosed && !isBelow(home, place) && dirname(place) !== '/';
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
