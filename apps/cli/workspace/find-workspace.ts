import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Context, OptionSpec } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** The option by which a command is told its workspace. */
export const WORKSPACE_OPTION = {
  name: 'workspace',
  short: 'w',
  value: 'DIR',
  completes: 'directory',
  summary: 'the workspace (default: the nearest folder above with a .git or .countersign, else this one)',
} as const satisfies OptionSpec;

const PLAIN = 'abcdefghijklmnopqrstuvwxyz0123456789_./:@%+=,-';
const MARKS = ['.git', '.countersign'];

/**
 * The workspace that a command is about: `--workspace`, else the nearest folder with a `.git` or `.countersign`, from the current one
 * upwards, else the current one. Absolute and without links, as the gateway names it. Raises `usage` where it is no folder.
 */
export function findWorkspace(invocation: Invocation, { environment }: Pick<Context, 'environment'>): string {
  const named = invocation.text('workspace');
  const wanted = named === null ? nearestProject(environment.workDir) : resolve(environment.workDir, named);
  if (existsSync(wanted) && statSync(wanted).isDirectory()) return realpathSync(wanted);
  throw new CliError('usage', `find the workspace: ${JSON.stringify(wanted)} is no folder, want one`, {
    remedies: ['Name it: `--workspace DIR`.'],
  });
}

/**
 * A path as the gateway names it: relative to the workspace. A relative one counts from the current folder where that lies in the
 * workspace, else from the workspace. Raises `usage` for one outside, and for the workspace itself.
 */
export function pathInWorkspace(
  path: string,
  { workspace, environment }: { readonly workspace: string } & Pick<Context, 'environment'>,
): string {
  const here = existsSync(environment.workDir) ? realpathSync(environment.workDir) : environment.workDir;
  const from = isWithin(here, workspace) ? here : workspace;
  const wanted = withoutLinks(resolve(from, path));
  if (wanted !== workspace && isWithin(wanted, workspace)) return relative(workspace, wanted);
  throw new CliError(
    'usage',
    `find ${JSON.stringify(path)}: want a path in the workspace ${JSON.stringify(workspace)}`,
  );
}

/** How a further command line names this workspace: not at all where it is the one that is found anyway. */
export function workspaceArgument(root: string, { environment }: Pick<Context, 'environment'>): string {
  const found = nearestProject(environment.workDir);
  if (existsSync(found) && realpathSync(found) === root) return '';
  return ` --workspace ${shellWord(root)}`;
}

/** A text as one word of a shell line, as POSIX.1-2017 §2.2.2 quotes, with what hides in it made visible. */
export function shellWord(text: string): string {
  const shown = visibleText(text);
  const isPlain = [...shown].every((character) => PLAIN.includes(character.toLowerCase()));
  return isPlain && shown !== '' ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

function isWithin(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below !== '..' && !below.startsWith(`..${sep}`);
}

/** The nearest folder with a `.git` or `.countersign`, from this one upwards; else this one. */
export function nearestProject(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (MARKS.some((mark) => existsSync(join(folder, mark)))) return folder;
    if (dirname(folder) === folder) return from;
  }
}

/** The folders on the way without links; the last name may be a link, or gone. */
function withoutLinks(path: string): string {
  const folder = dirname(path);
  if (folder === path) return path;
  return existsSync(folder)
    ? join(realpathSync(folder), path.slice(folder.length))
    : join(withoutLinks(folder), path.slice(folder.length));
}
