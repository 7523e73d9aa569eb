import { expandBraces } from '../../policy/expand-braces.ts';
import type { WordPart } from './syntax.ts';

/**
 * The words that braces stand for (`{a,b}`, `{1..3}`). Braces of which that cannot be told, because they are too many or do
 * not match, are a word that is not known.
 */
export function bracesOf(parts: readonly WordPart[]): readonly (readonly WordPart[])[] {
  const hasBraces = parts.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'));
  if (!hasBraces) return [parts];
  // Parts that are no plain text take part as a character each, which stands for them in the pattern.
  const kept: WordPart[] = [];
  let pattern = '';
  for (const part of parts) {
    if (part.kind === 'text' && !part.quoted) pattern += part.text;
    else {
      pattern += String.fromCharCode(KEPT + kept.length);
      kept.push(part);
    }
  }
  if (!pattern.includes(',') && !pattern.includes('..')) return [parts];
  const expanded = kept.length < MAX_KEPT ? expandBraces(withRanges(pattern)) : null;
  if (expanded === null || !expanded.ok) return [[...kept, ANYTHING]];
  return expanded.value.map((text) => partsOf(text, kept));
}

const ANYTHING: WordPart = { kind: 'parameter', name: '', operator: null, words: [], quoted: false };

/** Writes ranges as lists: `{1..3}` is `{1,2,3}`. One that is too long has no end, so that the whole is not known. */
function withRanges(pattern: string): string {
  let text = '';
  let at = 0;
  for (let open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
    const close = pattern.indexOf('}', open);
    const inside = close < 0 ? '' : pattern.slice(open + 1, close);
    const values = rangeOf(inside.split('..'));
    if (values === null) continue;
    text += `${pattern.slice(at, open)}{${values.length > MAX_RANGE ? '' : values.join(',').concat('}')}`;
    at = close + 1;
  }
  return text + pattern.slice(at);
}

/** Longest range whose values are gone through. */
const MAX_RANGE = 32;

/** The values of `first..last..step`, at most one more than are gone through; null for what is no range. */
function rangeOf([first = '', last = '', step = '1']: readonly string[]): readonly string[] | null {
  const isLetters = first.length === 1 && last.length === 1 && isLetter(first) && isLetter(last);
  const [from, to] = isLetters ? [first.charCodeAt(0), last.charCodeAt(0)] : [Number(first), Number(last)];
  const by = Math.abs(Number(step)) || 1;
  if (first === '' || last === '' || !Number.isInteger(from) || !Number.isInteger(to)) return null;
  const count = Math.min(Math.floor(Math.abs(to - from) / by) + 1, MAX_RANGE + 1);
  const values = Array.from({ length: count }, (_, index) => from + Math.sign(to - from) * by * index);
  // A single value in braces is no list: it is written twice.
  const texts = values.map((value) => (isLetters ? String.fromCharCode(value) : String(value)));
  return texts.length === 1 ? [...texts, ...texts] : texts;
}

function isLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

const KEPT = 0xe100;
const MAX_KEPT = 0x100;

function partsOf(text: string, kept: readonly WordPart[]): readonly WordPart[] {
  const parts: WordPart[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain, quoted: false });
    plain = '';
  };
  for (const character of text) {
    const part = kept[character.charCodeAt(0) - KEPT];
    if (part === undefined) plain += character;
    else {
      flush();
      parts.push(part);
    }
  }
  flush();
  return parts;
}
