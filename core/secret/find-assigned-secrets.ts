import { ALPHANUMERIC, CHARACTERS, isOf, WORD } from './characters.ts';
import { isSecretValue } from './judge-value.ts';
import { nameBefore } from './name-before.ts';
import type { SecretSpan } from './secret-span.ts';
import { valueAfter, wholeValue } from './value-after.ts';

const CAN_BE_OPERATOR: ReadonlySet<number> = new Set(Array.from('=:<>|?, ', (character) => character.charCodeAt(0)));
const LONGEST_NAME = 64;
const LONGEST_RESOURCE = 128;
const AROUND_RESOURCE = ` \t\r\n"'\`,;()[]{}<>=`;
const LEAST_DRAWN = 12;
const BLANKS = ' \t\r\n';
/** As much of a value is judged that begins inside one which was judged already, as the second one of `a=b=c` does. */
const LONGEST_INSIDE = 64;

/**
 * Finds values that are given to a name which says that they are secret: assignments, keys of JSON, YAML and properties,
 * elements of XML, headers, options of commands, pairs of a name and a value, settings with a blank between.
 *
 * Linear: at most 160 characters before an operator and 512 after it are looked at. What judging costs most is done once for each
 * of these 512, and for 64 characters behind every further operator among them.
 */
export function findAssignedSecrets(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  let judgedTo = 0;
  for (let at = 0; at < text.length; at++) {
    if (!CAN_BE_OPERATOR.has(text.charCodeAt(at))) continue;
    const operator = operatorAt(text, at);
    // Most values are too short, and a name takes longer to judge.
    const span = operator === null ? null : valueAfter(text, operator.end);
    if (operator === null || span === null || (operator.isQuoted && !span.isQuoted)) continue;
    const name = nameBefore(text, at);
    if (name === null) continue;
    if (name === 'plain-key' && text.charAt(at) === ',') continue;
    const isWeak = operator.isWeak || span.isWrapped;
    const isInside = span.start < judgedTo;
    judgedTo = Math.max(judgedTo, span.end);
    const value = text.slice(span.start, isInside ? Math.min(span.end, span.start + LONGEST_INSIDE) : span.end);
    if (!isSecretValue(value, { name, isQuoted: span.isQuoted, isWeak })) continue;
    if (text.charAt(at) === ':' && isInResourceName(text, at)) continue;
    const kind = isWeak ? 'likely-secret' : name === 'password' ? 'assigned-password' : 'assigned-key';
    const end = wholeValue(text, span);
    found.push({ kind, start: span.start, end });
    at = end - 1;
  }
  return found;
}

/** Behind `arn:`, without a blank between, a colon parts the name of where something is kept. */
function isInResourceName(text: string, colon: number): boolean {
  let start = colon;
  while (start > 0 && colon - start < LONGEST_RESOURCE && !AROUND_RESOURCE.includes(text.charAt(start - 1))) start--;
  return text.startsWith('arn:', start);
}

/** What gives a value to a name. */
type Operator = {
  readonly end: number;
  /** Says little: the value has to look drawn. */
  readonly isWeak: boolean;
  /** Counts only before a value in quotes. */
  readonly isQuoted: boolean;
};

const strong = (end: number): Operator => ({ end, isWeak: false, isQuoted: false });

/** The operator that begins at an offset: `=`, `:`, `:=`, `=>`, `<-`, `>`, `", "`, `||`, `??`, or a blank; null where none does. */
function operatorAt(text: string, at: number): Operator | null {
  const character = text.charAt(at);
  const before = text.charAt(at - 1);
  if (character === '=' || character === ':') {
    let end = at + 1;
    while (end - at < 6 && ':=>'.includes(text.charAt(end)) && end < text.length) end++;
    if (isOf(text, at - 1, CHARACTERS.equals) || before === ':') return null;
    return strong(character === ':' && text.charAt(end) === '-' ? end + 1 : end);
  }
  if (character === '|' || character === '?')
    return text.charAt(at + 1) === character ? { end: at + 2, isWeak: false, isQuoted: true } : null;
  if (character === '<') return text.charAt(at + 1) === '-' ? strong(at + 2) : null;
  if (character === '>') return strong(at + 1);
  if (character === ',') return at > 0 && `"'`.includes(before) ? { end: at + 1, isWeak: false, isQuoted: true } : null;
  return blankAt(text, at);
}

/** A blank behind the name of an option, or of a setting: `--api-key …`, `requirepass …`, `ENV TOKEN …`. */
function blankAt(text: string, at: number): Operator | null {
  if (isOption(text, at)) return strong(at + 1);
  if (!isOf(text, at - 1, ALPHANUMERIC) || !isLongWord(text, at + 1)) return null;
  return { end: at + 1, isWeak: true, isQuoted: false };
}

/** As long a word follows as the shortest that can look drawn. */
function isLongWord(text: string, from: number): boolean {
  let at = from;
  while (at - from < LEAST_DRAWN && at < text.length && !BLANKS.includes(text.charAt(at))) at++;
  return at - from === LEAST_DRAWN;
}

/** `--some-name` ends here. */
function isOption(text: string, end: number): boolean {
  let start = end;
  while (end - start < LONGEST_NAME && isOf(text, start - 1, WORD)) start--;
  return text.startsWith('--', start) && end - start > 4;
}
