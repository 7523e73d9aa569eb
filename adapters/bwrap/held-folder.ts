import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { foldPath } from '../../core/path/fold-path.ts';
import { ANYWHERE } from '../../core/path/special-paths.ts';

/** Names at the top of a folder whose contents decide what other programs run there. */
export type TopEntries = {
  /** Files and folders: they can be kept as they are by mounting them read-only. */
  readonly kept: readonly string[];
  /** Links, which cannot be mounted: they stay what they are, or are put aside afterwards. */
  readonly links: readonly string[];
};

/** Each is a mount; a folder that has more of them was made to have them. */
const MAX_ENTRIES = 200;

/** What instructs other programs. Keys and environment files instruct nobody, and tests do make such files. */
const KINDS: ReadonlySet<string> = new Set([
  'agent-configuration',
  'version-control',
  'editor-configuration',
  'ci',
  'shell-startup',
]);

/** Names, as `foldPath` writes them, of files and folders whose contents instruct other programs wherever they lie. */
export const INSTRUCTING: ReadonlySet<string> = new Set(
  Object.entries(ANYWHERE).flatMap(([path, kind]) => (KINDS.has(kind) ? [path.split('/')[0] ?? path] : [])),
);

/**
 * The protected entries at the top of a folder: git's folder with its hooks and configuration, ours, and those that agents,
 * editors, hook programs and CI read. A folder counts as a whole, so that nothing is added to it either. Raises where the folder
 * cannot be read, or holds more than 200 of them.
 */
export function protectedEntries(folder: string): TopEntries {
  const found = readdirSync(folder, { withFileTypes: true }).filter(({ name }) =>
    INSTRUCTING.has(foldPath(`/${name}`).slice(1)),
  );
  if (found.length > MAX_ENTRIES)
    throw new Error(`hold a program: found ${found.length} protected names in ${folder}, want at most ${MAX_ENTRIES}`);
  return {
    kept: found.flatMap((entry) => (entry.isFile() || entry.isDirectory() ? [entry.name] : [])).sort(),
    links: found.flatMap((entry) => (entry.isSymbolicLink() ? [entry.name] : [])).sort(),
  };
}

/**
 * Puts aside what a program made under a protected name that was free before: it is renamed, never deleted, so that nothing of
 * anybody's is lost. Answers what was found, as one sentence; null where there was nothing.
 */
export function putAside(
  folder: string,
  { before, mark }: { readonly before: TopEntries; readonly mark: string },
): string | null {
  const made = newEntries(folder, before);
  if (made.length === 0) return null;
  const moved = made.map((name) => {
    const aside = `put-aside-${mark}-${name.replace(/^\./, '')}`;
    try {
      renameSync(join(folder, name), join(folder, aside));
      return `${JSON.stringify(name)}, now ${JSON.stringify(aside)}`;
    } catch {
      return `${JSON.stringify(name)}, which could not be put aside: remove it`;
    }
  });
  return `it made ${moved.join('; ')}`;
}

function newEntries(folder: string, before: TopEntries): readonly string[] {
  try {
    const { kept, links } = protectedEntries(folder);
    return [
      ...kept.filter((name) => !before.kept.includes(name)),
      ...links.filter((name) => !before.links.includes(name)),
    ];
  } catch {
    return [];
  }
}
