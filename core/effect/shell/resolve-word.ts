import { normalisePath } from '../../path/normalise-path.ts';

/** The normalised path an expanded word names; null when it is relative to a folder that is not known, or names none. */
export function resolveWord(
  text: string,
  { cwd, home }: { readonly cwd: string | null; readonly home: string },
): string | null {
  return text.startsWith('/') || cwd !== null ? normalisePath(plainName(text), { cwd: cwd ?? '/', home }) : null;
}

/** After expansion a `~` is the name of a file. */
function plainName(text: string): string {
  return text.startsWith('~') ? `./${text}` : text;
}
