import { UNKNOWN } from './argument.ts';
import type { Expansion } from './expansion.ts';
import type { ShellValue } from './shell-state.ts';
import type { ParameterPart, Word } from './syntax.ts';

/** Variables of the environment whose value is known, or is safe to assume. */
const ASSUMED: ReadonlyMap<string, string> = new Map([
  ['IFS', ' \t\n'],
  ['TMPDIR', '/tmp'],
  ['OLDPWD', UNKNOWN],
  ['#', '0'],
]);
/** Arguments of a text that is run by itself: there are none. */
const EMPTY = new Set(['@', '*']);

/**
 * The texts a parameter becomes: one, or several for an array in full. What an operator makes of a known value is computed
 * where that is simple, and unknown otherwise. A default may be what runs: it is expanded, and both may hold.
 */
export function parameterValue(
  part: ParameterPart,
  expansion: Expansion,
  toText: (word: Word) => string,
): readonly string[] {
  const words = part.words.map(toText);
  const value = valueOf(part.name, expansion);
  const { operator } = part;
  if (operator === null) return textsOf(value);
  if (operator === '[') return elementsOf(value, words.join(''));
  const text = textsOf(value).join(' ');
  if (operator === '#' && words.length === 0) return [text.includes(UNKNOWN) ? UNKNOWN : String(text.length)];
  const word = words[0] ?? '';
  if (operator === ':-' || operator === '-' || operator === ':=' || operator === '=') {
    const result = withDefault(text, word, { isEmptyUnset: operator.startsWith(':') });
    if (operator.endsWith('=')) expansion.state.assign(part.name, result);
    return [result];
  }
  if (operator === ':?' || operator === '?') return [text];
  if (operator === ':+' || operator === '+') return [text === '' ? '' : text.includes(UNKNOWN) ? UNKNOWN : word];
  return [compute(text, operator, words)];
}

function valueOf(name: string, { state, home }: Expansion): ShellValue {
  if (state.knows(name)) return state.valueOf(name);
  if (name === 'HOME') return home;
  if (EMPTY.has(name)) return [];
  return ASSUMED.get(name) ?? state.valueOf(name);
}

function textsOf(value: ShellValue): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function elementsOf(value: ShellValue, index: string): readonly string[] {
  if (index === '@' || index === '*' || index === '') return textsOf(value);
  if (typeof value === 'string') return [index === '0' ? value : UNKNOWN];
  return [value[Number(index)] ?? UNKNOWN];
}

function withDefault(text: string, word: string, { isEmptyUnset }: { readonly isEmptyUnset: boolean }): string {
  // A variable that nobody set here is most likely unset, and an agent may count on it.
  if (text === UNKNOWN && word !== '') return word;
  return text === '' && isEmptyUnset ? word : text;
}

/** `${name:offset:length}`, and the removal and replacement of literal patterns. */
function compute(text: string, operator: string, words: readonly string[]): string {
  if (text.includes(UNKNOWN) || words.some((word) => word.includes(UNKNOWN))) return UNKNOWN;
  const [first = '', second] = words;
  if (operator === ':') return slice(text, Number(first), second === undefined ? undefined : Number(second));
  if (operator === '^^') return text.toUpperCase();
  if (operator === ',,') return text.toLowerCase();
  const isLiteral = ![...'*?['].some((character) => first.includes(character));
  if (!isLiteral) return UNKNOWN;
  if (operator === '//') return isTooMuch(text, second) ? UNKNOWN : text.replaceAll(first, () => second ?? '');
  if (operator === '/') return text.replace(first, () => second ?? '');
  if (operator === '#' || operator === '##') return text.startsWith(first) ? text.slice(first.length) : text;
  if (operator === '%' || operator === '%%') return text.endsWith(first) ? text.slice(0, -first.length) : text;
  return UNKNOWN;
}

/** What could become longer than any value that is followed. */
function isTooMuch(text: string, replacement = ''): boolean {
  return (text.length + 1) * (replacement.length + 1) > 1_000_000;
}

function slice(text: string, offset: number, length: number | undefined): string {
  if (!Number.isInteger(offset) || (length !== undefined && !Number.isInteger(length))) return UNKNOWN;
  const start = offset < 0 ? Math.max(0, text.length + offset) : offset;
  if (length === undefined) return text.slice(start);
  return length < 0 ? text.slice(start, text.length + length) : text.slice(start, start + length);
}
