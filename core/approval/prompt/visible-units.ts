import { counted } from '../../counted.ts';
import { findHideableSecrets } from '../../secret/find-hideable-secrets.ts';
import type { SecretSpan } from '../../secret/secret-span.ts';
import { codePointName } from './code-point-name.ts';
import { type Glyph, type GlyphKind, Glyphs, isAsciiWord } from './glyph.ts';
import { pushWordUnits } from './word-units.ts';

/**
 * Pieces of a text as it is shown, in order. One that begins with `⟨` is a remark of the gateway's, and is never broken.
 *
 * Joined they stand for the text whole. `⟨`, `⟩`, `⇥`, `↳`, `“` and `”` of the text itself are shown by their code points, so that a
 * remark, a tab, a wrapped row and the end of a quotation cannot be forged.
 */
export type VisibleUnits = readonly string[];

/** Blanks in a row that are shown as they are; more are counted. */
const MAX_BLANKS = 32;
const MAX_TABS = 16;
/** Marks above and below one letter that are shown as they are; more would cover other lines. */
const MAX_MARKS = 3;
/** Characters of a hidden message, or of a run from right to left, in one remark. */
const PIECE = 24;
/** Code points in one remark that were named before. */
const MAX_TOGETHER = 8;

const RESERVED = '⟨⟩⇥↳“”';

/** What is known already of a text. */
export type VisibleOptions = { readonly glyphs?: Glyphs; readonly secrets?: readonly SecretSpan[] };

/**
 * Makes a text visible: what people would not see, or would take for something else, becomes a remark such as
 * `⟨U+202E right-to-left override⟩`, `⟨1,048,576 spaces⟩` or `⟨а U+0430 Cyrillic, looks like a⟩`.
 *
 * Line breaks are made visible too: a caller that shows lines splits the text first. What is a secret and nothing else is left
 * out, and said to be. Linear in the length of the text; whoever has several texts gives them the same `glyphs`, and whoever shows part
 * of a text the `secrets` that lie in it, found in the whole.
 */
export function visibleUnits(
  text: string,
  { glyphs = new Glyphs(), secrets = findHideableSecrets(text) }: VisibleOptions = {},
): VisibleUnits {
  const units: string[] = [];
  const state: Reading = { units, glyphs, named: new Set(), isWhole: false };
  let at = 0;
  for (const { kind, start, end } of secrets) {
    readPart(text.slice(at, start), state);
    units.push(`⟨redacted ${kind}, ${counted(end - start, 'character')}⟩`);
    at = end;
  }
  readPart(text.slice(at), { ...state, isWhole: true });
  return units;
}

/** Whether a text is shown as it is, and cannot be broken wrongly: printable ASCII without a row of blanks, or blanks at its end. */
export function isShownAsItIs(text: string): boolean {
  let blanks = 0;
  for (let at = 0; at < text.length; at++) {
    const point = text.charCodeAt(at);
    if (point < 0x20 || point > 0x7e) return false;
    blanks = point === 0x20 ? blanks + 1 : 0;
    if (blanks > MAX_BLANKS) return false;
  }
  return blanks === 0;
}

/** A text in one line with everything visible. */
export function visibleText(text: string): string {
  return visibleUnits(text).join('');
}

/** A text of an agent within a line of ours, in quotation marks that it cannot close. */
export function quoteText(text: string): string {
  return `“${visibleText(text)}”`;
}

/** `isWhole` where the text ends with what is read: blanks at the end of a part are ordinary. */
type Reading = {
  readonly units: string[];
  readonly glyphs: Glyphs;
  readonly named: Set<number>;
  readonly isWhole: boolean;
};

function readPart(text: string, state: Reading): void {
  let at = 0;
  while (at < text.length) at = readAscii(text, at, state) ?? readRun(text, at, state);
}

/** Reads what most texts are made of, and answers where it ends; null for what has to be looked at. */
function readAscii(text: string, at: number, { units, isWhole }: Reading): number | null {
  const point = text.charCodeAt(at);
  if (point < 0x20 || point > 0x7e) return null;
  let end = at + 1;
  if (point === 0x20) {
    while (text.charCodeAt(end) === 0x20) end += 1;
    units.push(unitOfBlanks(end - at, isWhole && end === text.length));
    return end;
  }
  if (!isAsciiWord(point)) {
    units.push(text.charAt(at));
    return end;
  }
  while (isAsciiWord(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) > 0x7e) return null;
  units.push(text.slice(at, end));
  return end;
}

function readRun(text: string, at: number, state: Reading): number {
  const { units, glyphs } = state;
  const first = glyphs.at(text, at);
  const run = [first];
  let end = at + first.character.length;
  while (end < text.length) {
    const next = glyphs.at(text, end);
    if (!continues(first.kind, next)) break;
    run.push(next);
    end += next.character.length;
  }
  if (first.kind === 'hidden') pushHidden(run, state);
  else if (first.kind === 'tag') pushTags(run, state);
  else if (first.kind === 'right-to-left') pushRightToLeft(run, state);
  else if (first.kind === 'word') {
    pushWord(run, { before: text.charAt(at - 1) || ' ', after: text.charAt(end) || ' ' }, state);
  } else units.push(unitOfSign(first, state.named));
  return end;
}

/** A word takes the marks of its letters along, and so does a run from right to left. */
function continues(kind: GlyphKind, next: Glyph): boolean {
  if (next.kind === kind) return kind !== 'sign';
  return (kind === 'word' || kind === 'right-to-left') && next.isMark;
}

function unitOfBlanks(count: number, isLast: boolean): string {
  return count > MAX_BLANKS || isLast ? `⟨${counted(count, 'space')}⟩` : ' '.repeat(count);
}

function unitOfSign({ character, point, text, look, again }: Glyph, named: Set<number>): string {
  if (RESERVED.includes(character)) return again;
  if (look === null) return character;
  if (named.has(point)) return again;
  named.add(point);
  return `⟨${character} ${text}, looks like ${look}⟩`;
}

/** Equal neighbours are counted: a million of them is one remark. A code point is named where it first stands. */
function pushHidden(run: readonly Glyph[], { units, named }: Reading): void {
  const only = run.length === 1 ? run[0] : undefined;
  if (only !== undefined && named.has(only.point)) return void units.push(only.again);
  let together: string[] = [];
  const flush = (): void => {
    if (together.length > 0) units.push(`⟨${together.join(' ')}⟩`);
    together = [];
  };
  let at = 0;
  while (at < run.length) {
    const glyph = run[at] as Glyph;
    let end = at + 1;
    while (end < run.length && run[end]?.point === glyph.point) end += 1;
    const count = end - at;
    const isNamed = named.has(glyph.point);
    if (count === 1 && isNamed) together.push(glyph.text);
    if (together.length === MAX_TOGETHER || count > 1 || !isNamed) flush();
    if (count > 1 || !isNamed) units.push(unitOfHidden(glyph, count, named));
    at = end;
  }
  flush();
}

function unitOfHidden({ point, text, combines }: Glyph, count: number, named: Set<number>): string {
  if (point === 0x09) return count <= MAX_TABS ? '⇥'.repeat(count) : `⟨${counted(count, 'tab')}⟩`;
  const name = named.has(point) ? '' : ` ${combines ? 'combining mark' : codePointName(point)}`;
  named.add(point);
  return `⟨${text}${name}${count === 1 ? '' : `, ${counted(count, 'time')}`}⟩`;
}

/** Tags spell ASCII that only a machine reads: the message is shown. */
function pushTags(run: readonly Glyph[], { units }: Reading): void {
  for (let at = 0; at < run.length; at += PIECE) {
    const spelt = run.slice(at, at + PIECE).map(({ point }) => spell(point - 0xe0000));
    units.push(`⟨hidden in tags: ${spelt.join('')}⟩`);
  }
}

function spell(ascii: number): string {
  return ascii >= 0x20 && ascii < 0x7f ? String.fromCodePoint(ascii) : '·';
}

/** Between strong letters from left to right, so that nothing around it moves. */
function pushRightToLeft(run: readonly Glyph[], { units }: Reading): void {
  for (let at = 0; at < run.length; at += PIECE) {
    const piece = run
      .slice(at, at + PIECE)
      .map(({ character, text, isMark }, index) => (index === 0 && isMark ? text : character));
    units.push(`⟨RTL ${piece.join('')} LTR⟩`);
  }
}

/** Marks in excess of what a letter carries are shown by number, beside it. */
function pushWord(
  run: readonly Glyph[],
  { before, after }: { readonly before: string; readonly after: string },
  state: Reading,
): void {
  const place = { before, after, named: state.named, units: state.units };
  if (!hasExcess(run)) return pushWordUnits(run, place);
  let letters: Glyph[] = [];
  let excess: Glyph[] = [];
  let marks = 0;
  const flush = (): void => {
    pushWordUnits(letters, place);
    pushHidden(excess, state);
    letters = [];
    excess = [];
  };
  for (const glyph of run) {
    marks = glyph.isMark ? marks + 1 : 0;
    if (!glyph.isMark && excess.length > 0) flush();
    if (marks > MAX_MARKS) excess.push(glyph);
    else letters.push(glyph);
  }
  flush();
}

function hasExcess(run: readonly Glyph[]): boolean {
  let marks = 0;
  for (const { isMark } of run) {
    marks = isMark ? marks + 1 : 0;
    if (marks > MAX_MARKS) return true;
  }
  return false;
}
