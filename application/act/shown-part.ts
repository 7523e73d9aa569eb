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
  const before = fromLine === 1 ? -1 : newlineAt(text, { from: 0, count: fromLine - 1 });
  const start = Math.min(before + 1, text.length);
  const end = Math.min(newlineAt(text, { from: start, count: lines }), start + MAX_CHARACTERS);
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
  return { text: shown + text.slice(at, end), redacted, totalLines: countLines(text) };
}

/** Where the newline of that count is, from a place on; the end of the text where there are fewer. */
function newlineAt(text: string, { from, count }: { readonly from: number; readonly count: number }): number {
  let at = from - 1;
  for (let left = count; left > 0; left--) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return text.length;
  }
  return at;
}

/** One more than there are newlines. Nothing is kept for a line: a text may have as many as characters. */
function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
