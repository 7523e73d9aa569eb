import { normalisePath } from '../path/normalise-path.ts';
import type { Program } from './unwrap-command.ts';

/** The folder a command leaves the shell in: where a literal `cd` leads, null where it cannot be told. */
export function folderAfter(
  program: Program | null,
  { cwd, home }: { readonly cwd: string | null; readonly home: string },
): string | null {
  if (program === null || (program.name !== 'cd' && program.name !== 'pushd')) return cwd;
  const target = program.args.find(({ text }) => text === null || text === '-' || !text.startsWith('-'));
  if (target === undefined) return home;
  if (target.text === null || target.text === '-') return null;
  return resolveWord(target.text, { cwd, home });
}

/** The normalised path a word names; null when it is relative to a folder that is not known, or names none. */
export function resolveWord(
  text: string,
  { cwd, home }: { readonly cwd: string | null; readonly home: string },
): string | null {
  const isAnchored = text.startsWith('/') || text === '~' || text.startsWith('~/');
  return isAnchored || cwd !== null ? normalisePath(text, { cwd: cwd ?? '/', home }) : null;
}
