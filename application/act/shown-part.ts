import { fromUtf8 } from '../../core/encoding/utf8.ts';
import { findSecrets } from '../../core/secret/find-secrets.ts';

/** Lines of a text, without its secrets; lines count from 1. */
export type ShownPart = { readonly text: string; readonly redacted: number; readonly totalLines: number };

/** Most bytes that are shown at once. */
const MAX_BYTES = 262_144;
/** How far around a part is searched: longer than any secret, so that none is shown piece by piece. */
const MARGIN = 131_072;
const NEWLINE = 0x0a;

/**
 * Shows some lines of a file; each secret that any of them belongs to becomes `[redacted <kind>]`. Null where the lines, or what
 * is searched around them, are no UTF-8 text without NUL.
 *
 * Secrets are looked for around the part too: the middle of a private key is one, though nothing in it says so. Of a large file
 * only that much is decoded.
 */
export function shownPart(
  bytes: Uint8Array,
  { fromLine, lines }: { readonly fromLine: number; readonly lines: number },
): ShownPart | null {
  const { start, end, totalLines } = findLines(bytes, fromLine, fromLine + lines);
  const stop = edgeAt(bytes, Math.min(end, start + MAX_BYTES));
  const from = edgeAt(bytes, Math.max(0, start - MARGIN));
  const before = textOf(bytes.subarray(from, start));
  const part = textOf(bytes.subarray(start, stop));
  const after = textOf(bytes.subarray(stop, edgeAt(bytes, Math.min(bytes.length, stop + MARGIN))));
  if (before === null || part === null || after === null) return null;
  let shown = '';
  let at = 0;
  let redacted = 0;
  for (const span of findSecrets(before + part + after)) {
    const [first, last] = [span.start - before.length, span.end - before.length];
    if (last <= 0 || first >= part.length) continue;
    shown += `${part.slice(at, Math.max(at, first))}[redacted ${span.kind}]`;
    at = Math.min(part.length, last);
    redacted += 1;
  }
  return { text: shown + part.slice(at), redacted, totalLines };
}

type Lines = { readonly start: number; readonly end: number; readonly totalLines: number };

/** Where lines begin and end, the newline of the last one left out; the end of the file where there are fewer. */
function findLines(bytes: Uint8Array, first: number, next: number): Lines {
  let start = first === 1 ? 0 : bytes.length;
  let end = bytes.length;
  let line = 1;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== NEWLINE) continue;
    line += 1;
    if (line === first) start = at + 1;
    if (line === next) end = at;
  }
  return { start, end, totalLines: line };
}

/** The same place, or the nearest before it at which a character begins. */
function edgeAt(bytes: Uint8Array, at: number): number {
  let edge = at;
  while (edge > 0 && edge > at - 4 && ((bytes[edge] ?? 0) & 0xc0) === 0x80) edge -= 1;
  return edge;
}

function textOf(bytes: Uint8Array): string | null {
  const text = fromUtf8(bytes);
  return text === null || text.includes('\0') ? null : text;
}
