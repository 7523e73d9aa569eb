import { closeSync, constants, openSync, readlinkSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SandboxError } from '../../../ports/sandbox.ts';
import { type WalkBounds, type Walked, walkFolder } from './walk-folder.ts';

/** What is kept as it is in a folder that programs change in place. */
export type Protection = {
  /** Mounted read-only, by paths below the folder; none lies in another. */
  readonly paths: readonly string[];
  /** What each name that instructs others is known by, for telling new ones. */
  readonly known: ReadonlySet<string>;
};

export const NO_PROTECTION: Protection = { paths: [], known: new Set() };

/** Each is a mount. */
const MAX_PATHS = 200;
const REMEDY = 'have changes kept apart and reviewed (changes: review)';

/**
 * What is to be mounted read-only before programs change a folder in place: what instructs other programs at any depth, and files
 * that have names outside the folder too. Refuses a folder that was not looked at as a whole, or has more than 200 of either, with
 * `sandbox.spec`.
 */
export async function protectionOf(folder: string, bounds?: WalkBounds): Promise<Protection> {
  const walked = await walkFolder(folder, { hardLinks: true, ...(bounds === undefined ? {} : { bounds }) });
  const instructing = outermost([...walked.kept.keys()]);
  const shared = outermost([...instructing, ...walked.shared]).filter((path) => !instructing.includes(path));
  const problems = [
    ...walked.unseen.map((what) => `found ${what}`),
    ...(instructing.length > MAX_PATHS
      ? [`found ${some(instructing)} that instruct other programs, want at most ${MAX_PATHS}`]
      : []),
    ...(shared.length > MAX_PATHS
      ? [`found ${some(shared)} that have names outside it too (hard links), want at most ${MAX_PATHS}`]
      : []),
  ];
  if (problems.length > 0)
    throw new SandboxError('sandbox.spec', `change ${folder} in place: ${problems.join('; ')}; ${REMEDY}`);
  return { paths: outermost([...instructing, ...shared]), known: new Set(identities(walked)) };
}

/**
 * Puts aside what instructs other programs and was not there before, at any depth: it is renamed where it lies, never deleted.
 * Answers what was found, as one sentence; null where there was nothing.
 */
export async function putNewAside(
  folder: string,
  { before, mark, bounds }: { readonly before: Protection; readonly mark: string; readonly bounds?: WalkBounds },
): Promise<string | null> {
  const walked = await walkFolder(folder, { hardLinks: false, ...(bounds === undefined ? {} : { bounds }) });
  const made = [...walked.kept, ...walked.links].filter(([, identity]) => !before.known.has(identity));
  // What lies deeper first: its path is right as long as nothing above it was renamed.
  const paths = made.map(([path]) => path).sort((one, other) => other.split('/').length - one.split('/').length);
  const moved = paths.map((path) => aside(folder, { path, mark })).reverse();
  const more = moved.length > 20 ? [`${moved.length - 20} more`] : [];
  const parts = [
    ...(moved.length > 0 ? [`it made ${[...moved.slice(0, 20), ...more].join('; ')}`] : []),
    ...walked.unseen.map((what) => `its folder was not looked at as a whole: found ${what}`),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}

/** The folder around it is held while it is renamed: one that is swapped for a link meanwhile leads nowhere else. */
function aside(folder: string, { path, mark }: { readonly path: string; readonly mark: string }): string {
  const name = basename(path);
  const above = join(folder, dirname(path));
  const to = `put-aside-${mark}-${name.replace(/^\./, '')}`;
  let descriptor: number | null = null;
  try {
    descriptor = openSync(above, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    const held = `/proc/self/fd/${descriptor}`;
    if (readlinkSync(held) !== above) throw new Error('it was moved meanwhile');
    renameSync(`${held}/${name}`, `${held}/${to}`);
    return `${JSON.stringify(path)}, now ${JSON.stringify(join(dirname(path), to))}`;
  } catch {
    return `${JSON.stringify(path)}, which could not be put aside: remove it`;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function identities({ kept, links }: Walked): readonly string[] {
  return [...kept.values(), ...links.values()];
}

/** Without those that lie in another. */
function outermost(paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  return [...all].filter((path) => !hasAbove(path, all)).sort();
}

function hasAbove(path: string, all: ReadonlySet<string>): boolean {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (all.has(path.slice(0, end))) return true;
  return false;
}

function some(paths: readonly string[]): string {
  const first = paths.slice(0, 3).map((path) => JSON.stringify(path));
  return `${paths.length} paths (${first.join(', ')}, …)`;
}
