import { findHideableSecrets } from '../../secret/find-hideable-secrets.ts';
import { isHiddenPoint } from '../../trust/hidden-characters.ts';
import { codePointName, codePointText } from './code-point-name.ts';
import { asciiLookOf } from './look-alike-letter.ts';
import { unitsOfWord } from './word-units.ts';

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
/** One class, one character at a time: linear. */
const WORD = /^[\p{L}\p{N}]$/u;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const ENCLOSING = /^\p{Me}$/u;

/**
 * Makes a text visible: what people would not see, or would take for something else, becomes a remark such as
 * `⟨U+202E right-to-left override⟩`, `⟨1,048,576 spaces⟩` or `⟨а U+0430 Cyrillic, looks like a⟩`.
 *
 * Line breaks are made visible too: a caller that shows lines splits the text first. What is a secret and nothing else is left
 * out, and said to be. Linear in the length of the text.
 */
export function visibleUnits(text: string): VisibleUnits {
  const units: string[] = [];
  const state: Reading = { units, named: new Set(), isWhole: false };
  let at = 0;
  for (const { kind, start, end } of findHideableSecrets(text)) {
    readPart(text.slice(at, start), state);
    units.push(`⟨redacted ${kind}, ${counted(end - start, 'character')}⟩`);
    at = end;
  }
  readPart(text.slice(at), { ...state, isWhole: true });
  return units;
}

/** A text in one line with everything visible. */
export function visibleText(text: string): string {
  return visibleUnits(text).join('');
}

/** A text of an agent within a line of ours, in quotation marks that it cannot close. */
export function quoteText(text: string): string {
  return `“${visibleText(text)}”`;
}

/** A number with its noun, digits in groups of three: `1,048,576 spaces`. */
export function counted(count: number, noun: string): string {
  const digits = String(count);
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return `${groups.join(',')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `isWhole` where the text ends with what is read: blanks at the end of a part are ordinary. */
type Reading = { readonly units: string[]; readonly named: Set<number>; readonly isWhole: boolean };

type Kind = 'blank' | 'hidden' | 'tag' | 'right-to-left' | 'word' | 'sign';

function readPart(text: string, state: Reading): void {
  const characters = [...text];
  let at = 0;
  while (at < characters.length) {
    const kind = kindOf(characters[at] as string);
    let end = at + 1;
    while (end < characters.length && continues(kind, characters[end] as string)) end += 1;
    const run = characters.slice(at, end);
    if (kind === 'blank') state.units.push(unitOfBlanks(run.length, state.isWhole && end === characters.length));
    else if (kind === 'hidden') pushHidden(run, state);
    else if (kind === 'tag') pushTags(run, state);
    else if (kind === 'right-to-left') pushRightToLeft(run, state);
    else if (kind === 'word') {
      pushWord(run, { before: characters[at - 1] ?? ' ', after: characters[end] ?? ' ' }, state);
    } else state.units.push(unitOfSign(run.join(''), state.named));
    at = end;
  }
}

function kindOf(character: string): Kind {
  const point = character.codePointAt(0) as number;
  if (point === 0x20) return 'blank';
  if (point > 0x20 && point < 0x7f) return isAsciiWord(point) ? 'word' : 'sign';
  if (point >= 0xe0000 && point <= 0xe007f) return 'tag';
  if (isHiddenPoint(point) || MARK.test(character) || ENCLOSING.test(character) || point === 0xfffc) return 'hidden';
  if (isRightToLeft(point)) return 'right-to-left';
  return WORD.test(character) && asciiLookOf(character) === null ? 'word' : 'sign';
}

/** A word takes the marks of its letters along, and so does a run from right to left. */
function continues(kind: Kind, character: string): boolean {
  const next = kindOf(character);
  if (next === kind) return kind !== 'sign';
  return (kind === 'word' || kind === 'right-to-left') && next === 'hidden' && isLetterMark(character);
}

function isLetterMark(character: string): boolean {
  return MARK.test(character) && !isHiddenPoint(character.codePointAt(0) as number);
}

function isAsciiWord(point: number): boolean {
  return (point >= 0x30 && point <= 0x39) || (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a);
}

/** Scripts that are written from right to left (Unicode blocks of bidirectional classes R and AL). */
function isRightToLeft(point: number): boolean {
  return (
    (point >= 0x590 && point <= 0x8ff) ||
    (point >= 0xfb1d && point <= 0xfdff) ||
    (point >= 0xfe70 && point <= 0xfefc) ||
    (point >= 0x10800 && point <= 0x10fff) ||
    (point >= 0x1e800 && point <= 0x1efff)
  );
}

function unitOfBlanks(count: number, isLast: boolean): string {
  return count > MAX_BLANKS || isLast ? `⟨${counted(count, 'space')}⟩` : ' '.repeat(count);
}

function unitOfSign(character: string, named: Set<number>): string {
  const point = character.codePointAt(0) as number;
  if (RESERVED.includes(character)) return `⟨${codePointText(point)}⟩`;
  const look = asciiLookOf(character);
  if (look === null) return character;
  if (named.has(point)) return `⟨${character} ${codePointText(point)}≈${look}⟩`;
  named.add(point);
  return `⟨${character} ${codePointText(point)}, looks like ${look}⟩`;
}

/** Equal neighbours are counted: a million of them is one remark. A code point is named where it first stands. */
function pushHidden(run: readonly string[], { units, named }: Reading): void {
  let together: string[] = [];
  const flush = (): void => {
    if (together.length > 0) units.push(`⟨${together.join(' ')}⟩`);
    together = [];
  };
  let at = 0;
  while (at < run.length) {
    const point = (run[at] as string).codePointAt(0) as number;
    let end = at + 1;
    while (end < run.length && run[end] === run[at]) end += 1;
    const count = end - at;
    if (count === 1 && named.has(point)) together.push(codePointText(point));
    if (together.length === MAX_TOGETHER || count > 1 || !named.has(point)) flush();
    if (count > 1 || !named.has(point)) units.push(unitOfHidden(point, count, named));
    at = end;
  }
  flush();
}

function unitOfHidden(point: number, count: number, named: Set<number>): string {
  if (point === 0x09) return count <= MAX_TABS ? '⇥'.repeat(count) : `⟨${counted(count, 'tab')}⟩`;
  const name = named.has(point) ? '' : ` ${nameOf(point)}`;
  named.add(point);
  return `⟨${codePointText(point)}${name}${count === 1 ? '' : `, ${counted(count, 'time')}`}⟩`;
}

function nameOf(point: number): string {
  const character = String.fromCodePoint(point);
  return (MARK.test(character) || ENCLOSING.test(character)) && !isHiddenPoint(point)
    ? 'combining mark'
    : codePointName(point);
}

/** Tags spell ASCII that only a machine reads: the message is shown. */
function pushTags(run: readonly string[], { units }: Reading): void {
  for (let at = 0; at < run.length; at += PIECE) {
    const spelt = run.slice(at, at + PIECE).map((tag) => spell((tag.codePointAt(0) as number) - 0xe0000));
    units.push(`⟨hidden in tags: ${spelt.join('')}⟩`);
  }
}

function spell(ascii: number): string {
  return ascii >= 0x20 && ascii < 0x7f ? String.fromCodePoint(ascii) : '·';
}

/** Between strong letters from left to right, so that nothing around it moves. */
function pushRightToLeft(run: readonly string[], { units }: Reading): void {
  for (let at = 0; at < run.length; at += PIECE) {
    const piece = run.slice(at, at + PIECE).map((character, index) => withBase(character, index));
    units.push(`⟨RTL ${piece.join('')} LTR⟩`);
  }
}

function withBase(character: string, index: number): string {
  return index === 0 && isLetterMark(character) ? codePointText(character.codePointAt(0) as number) : character;
}

/** Marks in excess of what a letter carries are shown by number, beside it. */
function pushWord(
  run: readonly string[],
  { before, after }: { readonly before: string; readonly after: string },
  state: Reading,
): void {
  let letters: string[] = [];
  let excess: string[] = [];
  let marks = 0;
  const flush = (): void => {
    for (const unit of unitsOfWord(letters, { before, after, named: state.named })) state.units.push(unit);
    pushHidden(excess, state);
    letters = [];
    excess = [];
  };
  for (const character of run) {
    const isMark = isLetterMark(character);
    marks = isMark ? marks + 1 : 0;
    if (!isMark && excess.length > 0) flush();
    if (marks > MAX_MARKS) excess.push(character);
    else letters.push(character);
  }
  flush();
}
