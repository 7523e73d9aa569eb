import { fromUtf8 } from '../encoding/utf8.ts';
import { hazardsOfName } from '../path/name-hazards.ts';
import { parseWorkspacePath } from '../path/parse-workspace-path.ts';
import { latin } from './diff-lines.ts';

/** Longest text of a link that Linux takes, in bytes. */
const MAX_TARGET_BYTES = 4_095;

/**
 * Why a path must not be changed by a diff, in words; null for one that `parseWorkspacePath` takes as it is written.
 *
 * A byte that is no UTF-8 may stand in a name (see `EntryChange`); it counts as a digit, which no rule for names minds.
 */
export function pathProblem(path: string): string | null {
  const text = path.isWellFormed()
    ? path
    : Array.from(path, (character) => (character.isWellFormed() ? character : '0')).join('');
  const read = parseWorkspacePath(text);
  if (!read.ok) return read.reason;
  return read.path === text
    ? null
    : 'reading a path of the workspace: it has a name that is empty or a dot; wanted it without';
}

/**
 * Why a link must not be made, in words; null for one whose text alone stays in the workspace and names no folder of git's, in any
 * spelling: what is written through such a link later would be a hook. `path` is where it stands.
 */
export function linkProblem(path: string, target: Uint8Array): string | null {
  if (target.length === 0 || target.length > MAX_TARGET_BYTES || target.includes(0))
    return 'a target that no link can hold';
  const text = latin(target);
  if (text.startsWith('/')) return 'an absolute target';
  const names = (fromUtf8(target) ?? text).split('/');
  if (names.some((name) => hazardsOfName(name).includes('git'))) return "a target in git's own folder";
  let depth = path.split('/').length - 1;
  for (const name of text.split('/')) {
    if (name === '..') depth--;
    else if (name !== '' && name !== '.') depth++;
    if (depth < 0) return 'a target outside the workspace';
  }
  return null;
}
