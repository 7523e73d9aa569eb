import { findSecrets } from '../../core/secret/find-secrets.ts';

/** Lines of a text, without its secrets; lines count from 1. */
export type ShownPart = { readonly text: string; readonly redacted: number; readonly totalLines: number };

/** Most that is shown at once. */
const MAX_CHARACTERS = 262_144;
/** How far around a part is searched: longer than any secret, so that none is shown piece by piece. */
const MARGIN = 131_072;

/**
 * Shows some lines of a text; each secret that any of them belongs to becomes `[redacted <kind>]`.
 *
 * Secrets are looked for around the part too: the middle of a private key is one, though nothing in it says so.
 */
export function shownPart(
  text: string,
  { fromLine, lines }: { readonly fromLine: number; readonly lines: number },
): ShownPart {
  const all = text.split('\n');
  const start = lengthOf(all.slice(0, fromLine - 1));
  const length = lengthOf(all.slice(fromLine - 1, fromLine - 1 + lines)) - 1;
  const end = Math.min(text.length, start + Math.min(Math.max(0, length), MAX_CHARACTERS));
  const from = Math.max(0, start - MARGIN);
  let shown = '';
  let at = start;
  let redacted = 0;
  for (const span of findSecrets(text.slice(from, end + MARGIN))) {
    const [first, last] = [span.start + from, span.end + from];
    if (last <= start || first >= end) continue;
    shown += `${text.slice(at, Math.max(at, first))}[redacted ${span.kind}]`;
    at = Math.min(end, last);
    redacted += 1;
  }
  return { text: shown + text.slice(at, end), redacted, totalLines: all.length };
}

/** Characters of lines, each with its newline. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
