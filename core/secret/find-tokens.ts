import { ALPHANUMERIC, CHARACTERS, isOf, openRuns } from './characters.ts';
import { hasTokenChecksum } from './checksum.ts';
import { entropyOf, isPlaceholder } from './placeholder.ts';
import { PROVIDER_TOKEN_SHAPES } from './provider-token-shapes.ts';
import { isPublished } from './published-keys.ts';
import type { SecretSpan } from './secret-span.ts';
import { matchShape, type ScannedText, type TokenShape } from './token-shape.ts';
import { TOKEN_SHAPES } from './token-shapes.ts';

const LEAST_ENTROPY = 2.5;
/** How much of a long key is looked at to tell it from a placeholder. */
const JUDGED_LENGTH = 256;
/** The shapes by the codes of their first two characters, both ASCII. */
const BY_START = shapesByStart();

function shapesByStart(): readonly (readonly TokenShape[] | undefined)[] {
  const index: (readonly TokenShape[] | undefined)[] = new Array(128 * 128).fill(undefined);
  for (const shape of [...TOKEN_SHAPES, ...PROVIDER_TOKEN_SHAPES]) {
    const start = startOf(shape.shape[0], 0);
    index[start] = [...(index[start] ?? []), shape];
  }
  return index;
}

function startOf(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first < 128 && second < 128 ? first * 128 + second : 0;
}

/** Finds keys that are known by how they are written, in order. Linear in the text. */
export function findTokens(text: string): readonly SecretSpan[] {
  const scanned = { text, endOfRun: openRuns(text) };
  const found: SecretSpan[] = [];
  for (let at = 0; at < text.length; at++) {
    const shapes = BY_START[startOf(text, at)];
    if (shapes === undefined || !isStart(text, at)) continue;
    const end = longestToken(scanned, at, shapes);
    if (end === null) continue;
    if (end.kind !== null) found.push({ kind: end.kind, start: at, end: end.at });
    at = end.at - 1;
  }
  return found;
}

type Matched = { readonly at: number; readonly kind: string | null };

/** The longest token at an offset, with its kind; without one where it is a placeholder. */
function longestToken(scanned: ScannedText, start: number, shapes: readonly TokenShape[]): Matched | null {
  let longest: Matched | null = null;
  for (const shape of shapes) {
    const at = matchShape(scanned, start, shape);
    if (
      at === null ||
      (shape.alone === true && !standsAlone(scanned.text, start, at)) ||
      (longest !== null && longest.kind !== null && longest.at >= at)
    )
      continue;
    const body = scanned.text.slice(start + shape.shape[0].length, Math.min(at, start + JUDGED_LENGTH));
    longest = { at, kind: isGiven(body, shape) && !isPublished(scanned.text.slice(start, at)) ? shape.kind : null };
  }
  return longest;
}

function isGiven(body: string, { checksum, entropy = LEAST_ENTROPY }: TokenShape): boolean {
  if (checksum === true && hasTokenChecksum(body)) return true;
  return entropyOf(body) >= entropy && (entropy === 0 || !isPlaceholder(body));
}

/** A word may start here: nothing of a word stands before, or what stands there is an escape (`\n`, `%3D`). */
function isStart(text: string, at: number): boolean {
  if (!isOf(text, at, ALPHANUMERIC) || !isOf(text, at - 1, ALPHANUMERIC | CHARACTERS.underscore)) return true;
  return text.charAt(at - 2) === '\\' || text.charAt(at - 3) === '%';
}

const AROUND = ' \t\r\n"\'`=:,;()[]{}<>|';

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (!Array.from(text.slice(start, end)).some((character) => isOf(character, 0, CHARACTERS.digit))) return false;
  return (start === 0 || AROUND.includes(before)) && (end === text.length || AROUND.includes(after) || after === '\\');
}
