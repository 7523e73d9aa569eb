/**
 * A finding that the operator takes for no secret: of a kind, or `*` for any, at the paths of a pattern, and, where `inline`
 * says so, only on a line that names the kind behind `countersign:allow-secret`.
 */
export type AllowedSecret = { readonly kind: string; readonly path: string | null; readonly inline: boolean };

/** Where a secret was found: the file it is written to, if it is known, and whether its line asks for leave. */
export type SecretPlace = {
  readonly path: string | null;
  readonly isMarked: boolean;
  /** Where patterns of paths are anchored. */
  readonly places: { readonly home: string; readonly workspace: string };
};

/** Tells whether the operator lets a secret of a kind stand at a place. */
export type AllowsSecret = (kind: string, place: SecretPlace) => boolean;

const MARKER = 'countersign:allow-secret ';
const LONGEST_LINE = 2_000;

/**
 * Tells whether the line that a finding ends on names its kind behind `countersign:allow-secret`. It asks for leave; only
 * the operator's policy gives it.
 */
export function isMarkedInline(text: string, { kind, end }: { readonly kind: string; readonly end: number }): boolean {
  const start = Math.max(text.lastIndexOf('\n', end - 1) + 1, end - LONGEST_LINE);
  const next = text.indexOf('\n', end);
  const line = text.slice(start, Math.min(next < 0 ? text.length : next, end + LONGEST_LINE));
  const at = line.indexOf(MARKER);
  return (
    at >= 0 &&
    line
      .slice(at + MARKER.length)
      .split(' ')
      .map(withoutComma)
      .includes(kind)
  );
}

function withoutComma(word: string): string {
  return word.endsWith(',') ? word.slice(0, -1) : word.trimEnd();
}
