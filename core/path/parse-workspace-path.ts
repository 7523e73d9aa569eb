import { utf8Length } from '../encoding/utf8.ts';
import { isDriveLetter, isInvisible } from './fold-path.ts';
import { hidesPath } from './hidden-path.ts';
import { hazardsOfName, type NameHazard } from './name-hazards.ts';

/** Why a path is refused. */
export type PathRefusal =
  | NameHazard
  | 'empty'
  | 'too-long'
  | 'ill-formed'
  | 'control'
  | 'invisible'
  | 'backslash'
  | 'drive'
  | 'network'
  | 'home'
  | 'outside'
  | 'root'
  | 'traversal'
  | 'encoded';

/** A path below the workspace, as its file tools use it; or every reason why it is none, as codes and as one sentence. */
export type WorkspacePath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly refusals: readonly PathRefusal[]; readonly reason: string };

/** Longest path and longest name, in bytes of UTF-8: what Linux takes. */
const MAX_PATH_BYTES = 4_095;
const MAX_NAME_BYTES = 255;

const WORDS: { readonly [Refusal in PathRefusal]: string } = {
  empty: 'it is empty',
  'too-long': `it is longer than ${MAX_PATH_BYTES} bytes, or a name in it longer than ${MAX_NAME_BYTES}`,
  'ill-formed': 'it holds half a character (a lone surrogate)',
  control: 'it holds a control character',
  invisible: 'it holds a character that nobody can see',
  backslash: 'it holds a backslash, which is a separator on Windows',
  drive: 'it begins with a drive letter',
  network: 'it names another machine or a device (`//`, `\\\\`)',
  home: 'it begins with `~`, which stands for a home',
  outside: 'it is absolute and not below the workspace',
  root: 'it names the workspace itself',
  traversal: 'it holds `..`',
  encoded: 'it leads elsewhere once its escapes are decoded',
  git: "it names git's own folder, in some spelling",
  stream: 'it holds a colon, which names a stream on Windows',
  device: 'it holds the name of a device of Windows',
  trailing: 'a name in it ends in a dot or a blank, which Windows leaves out',
  'short-name': 'a name in it is a short name of Windows, which may stand for another file',
  'look-alike': 'it holds a character that looks like a slash or dots',
  'mixed-letters': 'a word in it mixes letters of alphabets that look alike',
};

/**
 * Reads the path of a file in a workspace as a plan, a diff or a file tool names it: relative to the workspace, or absolute
 * and below one of its roots.
 *
 * The answer is relative and canonical: no `.`, no `..`, no empty name, no slash at either end; letters stay as they are.
 * Whatever some system, program or person would read as another file is refused, and nothing is repaired or decoded; all
 * reasons are given at once. Names that are only odd (blanks, brackets, any script, a leading dot) are fine, and so are
 * special files: whether those may be touched is for the policy, which sees them through `categorisePath`. Links are not
 * followed here.
 *
 * @param roots The workspace's folders, absolute and normalised; none where only a relative path will do, as in a diff.
 */
export function parseWorkspacePath(
  text: string,
  { roots = [] }: { readonly roots?: readonly string[] } = {},
): WorkspacePath {
  if (text.length > MAX_PATH_BYTES) return refused(['too-long']);
  const below = belowRoots(text, roots);
  const segments = (below ?? text).split('/').filter((segment) => segment !== '' && segment !== '.');
  const refusals = new Set<PathRefusal>([
    ...refusalsOfStart(text, below),
    ...refusalsOfText(below ?? text),
    ...segments.filter((segment) => segment !== '..').flatMap(hazardsOfName),
  ]);
  if (segments[0] === '~') refusals.add('home');
  if (segments.includes('..')) refusals.add('traversal');
  if (segments.some((segment) => utf8Length(segment) > MAX_NAME_BYTES)) refusals.add('too-long');
  if (segments.length === 0 && refusals.size === 0) refusals.add('root');
  if (refusals.size === 0) return { ok: true, path: segments.join('/') };
  return refused([...refusals]);
}

function refused(refusals: readonly PathRefusal[]): WorkspacePath {
  const reasons = refusals.map((refusal) => WORDS[refusal]).join('; ');
  return {
    ok: false,
    refusals,
    reason: `reading a path of the workspace: ${reasons}; wanted a plain path relative to the workspace`,
  };
}

/** What follows the root in an absolute path below one; null for any other path. */
function belowRoots(text: string, roots: readonly string[]): string | null {
  if (!text.startsWith('/')) return null;
  for (const root of roots) {
    if (text === root) return '';
    if (text.startsWith(root.endsWith('/') ? root : `${root}/`)) return text.slice(root.length);
  }
  return null;
}

function refusalsOfStart(text: string, below: string | null): readonly PathRefusal[] {
  if (text === '') return ['empty'];
  if (text.startsWith('//') || text.startsWith('\\\\')) return ['network'];
  if (text.startsWith('/')) return below === null ? ['outside'] : [];
  return isDriveLetter(text) ? ['drive'] : [];
}

function refusalsOfText(text: string): readonly PathRefusal[] {
  const refusals: PathRefusal[] = [];
  if (utf8Length(text) > MAX_PATH_BYTES) refusals.push('too-long');
  if (!text.isWellFormed()) refusals.push('ill-formed');
  if (text.includes('\\')) refusals.push('backslash');
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) refusals.push('control');
    else if (isInvisible(unit) && !joinsLetters(text, index)) refusals.push('invisible');
  }
  if (hidesPath(text)) refusals.push('encoded');
  return refusals;
}

/** A joiner or non-joiner inside a word of a script that is written with them, or inside an emoji. */
function joinsLetters(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit !== 0x200c && unit !== 0x200d) return false;
  return text.charCodeAt(index - 1) >= 0x0600 && text.charCodeAt(index + 1) >= 0x0600;
}
