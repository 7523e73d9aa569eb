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
  /** What the run may change. */
  readonly workspace: string;
  /** Nothing that holds one of these, or lies in one, is shown. */
  readonly closed: readonly string[];
};

/** Where the system's folders are: shown anyway. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc/alternatives', '/nix/store'];

/** What a run sees beside the system, and what it starts. */
export type RunTools = {
  readonly shown: readonly string[];
  /** The first word, or the file that the path leads to by a link which is not seen inside. */
  readonly program: string;
};

/**
 * What a run sees beside the system, read-only: the languages and tools that are known not to hold a key, and the program itself with
 * the package that it comes in, wherever the path leads to it. What the run itself could have put on the path shows nothing.
 */
export function runTools({ home, path, variables, program, workspace, closed }: ToolPlaces): RunTools {
  const named = [variables['JAVA_HOME'], variables['GOROOT']].filter((folder) => folder !== undefined);
  const known = findToolchains({ home, path, named, executable: realpathSync(process.execPath), closed });
  const found = findProgram(program, { path, workspace });
  if (found === null) return { shown: known, program };
  const isSeen = (place: string): boolean => [...known, ...SYSTEM].some((one) => isBelow(place, one));
  const needed = isSeen(found.needs) || !isShowable(found.needs, { home, closed }) ? [] : [found.needs];
  const isThere = isSeen(found.path) || found.path === found.real;
  return { shown: [...known, ...needed], program: isThere ? program : found.real };
}

/** The file that the path leads to; `needs` is the package that it comes in, or the file itself. */
type FoundProgram = { readonly path: string; readonly real: string; readonly needs: string };

function findProgram(
  program: string,
  { path, workspace }: Pick<ToolPlaces, 'path' | 'workspace'>,
): FoundProgram | null {
  if (program.includes('/')) return null;
  const found = path
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, program))
    .find(isProgram);
  if (found === undefined || isBelow(found, workspace)) return null;
  const real = realpathSync(found);
  if (isBelow(real, workspace)) return null;
  const modules = real.indexOf('/node_modules/');
  return { path: found, real, needs: modules < 0 ? real : real.slice(0, modules + '/node_modules'.length) };
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
