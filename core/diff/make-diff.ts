import { concatBytes, equalBytes } from '../encoding/bytes.ts';
import { modeText } from './diff-file.ts';
import { CONTEXT_LINES, MAX_DIFF_BYTES, MAX_DIFF_LINES } from './diff-limits.ts';
import { fromLatin, latin } from './diff-lines.ts';
import { ABSENT_IMAGE, bytesOfImage, gitModeOf, type Image, type ImageChange } from './image.ts';
import { makeHunks } from './make-hunks.ts';
import { bytesOfName } from './name-text.ts';
import { measureLines } from './text-lines.ts';

/** How far into a content git looks for a NUL, by which it knows binary files. */
const LOOKED_AT = 8_000;
/** Bytes and lines that are kept for the header of a file. */
const HEADER_BYTES = 100_000;
const HEADER_LINES = 10;
const ESCAPES: { readonly [byte: number]: string } = {
  7: 'a',
  8: 'b',
  9: 't',
  10: 'n',
  11: 'v',
  12: 'f',
  13: 'r',
  34: '"',
  92: '\\',
};

/**
 * Writes one change of a path as `git diff` would: what `parseDiff` reads and `git apply` applies. Empty where git sees no
 * change, which is so too where only permissions other than the owner's right to run differ.
 *
 * Binary contents (a NUL in the first 8,000 bytes) and texts of more than a diff may hold are only said to differ, which applies
 * nowhere. `contextLines` is 3 unless told.
 */
export function makeDiff(
  { path, before, after }: ImageChange,
  { contextLines = CONTEXT_LINES }: { readonly contextLines?: number } = {},
): Uint8Array {
  if (before.kind !== 'absent' && after.kind !== 'absent' && before.kind !== after.kind) {
    const options = { contextLines };
    return concatBytes([
      makeDiff({ path, before, after: ABSENT_IMAGE }, options),
      makeDiff({ path, before: ABSENT_IMAGE, after }, options),
    ]);
  }
  const modes = modeLines(gitModeOf(before), gitModeOf(after));
  const content = contentOf({ path, before, after }, contextLines);
  if (modes === '' && content.length === 0) return new Uint8Array();
  const title = `diff --git ${quoted(`a/${nameOf(path)}`)} ${quoted(`b/${nameOf(path)}`)}\n`;
  return concatBytes([fromLatin(title + modes), ...content]);
}

function modeLines(before: number | null, after: number | null): string {
  if (before === after) return '';
  if (before === null) return `new file mode ${modeText(after as number)}\n`;
  if (after === null) return `deleted file mode ${modeText(before)}\n`;
  return `old mode ${modeText(before)}\nnew mode ${modeText(after)}\n`;
}

/** The names and the hunks, or that the files differ. */
function contentOf({ path, before, after }: ImageChange, contextLines: number): readonly Uint8Array[] {
  const [old, fresh] = [bytesOfImage(before), bytesOfImage(after)];
  const names = [named('a', path, before), named('b', path, after)] as const;
  if (equalBytes(old, fresh)) return [];
  const hunks = isBinary(old) || isBinary(fresh) ? null : makeHunks(old, fresh, contextLines);
  const text = hunks === null ? null : concatBytes(hunks);
  if (text !== null && fitsInDiff(text)) {
    return [fromLatin(`--- ${withTab(names[0])}\n+++ ${withTab(names[1])}\n`), text];
  }
  return [fromLatin(`Binary files ${names[0]} and ${names[1]} differ\n`)];
}

function named(prefix: string, path: string, image: Image): string {
  return image.kind === 'absent' ? '/dev/null' : quoted(`${prefix}/${nameOf(path)}`);
}

/** A name with blanks is followed by a tab, so that its end can be told. */
function withTab(name: string): string {
  return name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name;
}

/** The bytes of a path, one character each. */
function nameOf(path: string): string {
  return latin(bytesOfName(path));
}

/** A name with control characters, quotes, backslashes or bytes past ASCII stands in quotes, as C writes it. */
function quoted(name: string): string {
  const written = Array.from(name, (character) => {
    const code = character.charCodeAt(0);
    const escape = ESCAPES[code];
    if (escape !== undefined) return `\\${escape}`;
    return code < 0x20 || code > 0x7e ? `\\${code.toString(8).padStart(3, '0')}` : character;
  }).join('');
  return written === name ? name : `"${written}"`;
}

/** A NUL where git looks for one. */
function isBinary(content: Uint8Array): boolean {
  return content.subarray(0, LOOKED_AT).includes(0);
}

function fitsInDiff(hunks: Uint8Array): boolean {
  return hunks.length < MAX_DIFF_BYTES - HEADER_BYTES && measureLines(hunks).count < MAX_DIFF_LINES - HEADER_LINES;
}
