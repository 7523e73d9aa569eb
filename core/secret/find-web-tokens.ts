import { fromBase64 } from '../encoding/base64.ts';
import { isJsonObject } from '../encoding/json.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { ALPHANUMERIC, CHARACTERS, type EndOfRun, isOf, openRuns, WORD } from './characters.ts';
import type { SecretSpan } from './secret-span.ts';

const LONGEST_HEADER = 2_048;
const LONGEST = 16_384;
/** Header, body and two dots: no token of parts is shorter, and most words are. */
const SHORTEST = 24;
const PARTS = WORD | CHARACTERS.dot;
/** `{"alg":`, `{"typ":`, `{"kid":` in base64: nothing else starts so. */
const HEADER_STARTS = ['eyJhbGciOi', 'eyJ0eXAiOi', 'eyJraWQiOi'] as const;

/**
 * Finds JSON web tokens (RFC 7519) by their header, which must be JSON that names an algorithm, and tokens whose parts stand
 * around dots or colons: Discord's and Telegram's. Linear: every run of characters is looked at once.
 */
export function findWebTokens(text: string): readonly SecretSpan[] {
  const endOfRun = openRuns(text);
  const found: SecretSpan[] = [];
  for (let start = 0; start < text.length; start++) {
    if (!isOf(text, start, PARTS)) continue;
    const end = endOfRun(start, PARTS);
    if (end - start >= SHORTEST) {
      const first = afterEscape(text, start);
      for (const token of tokensIn(text.slice(first, Math.min(end, first + LONGEST)), first)) found.push(token);
    }
    const telegram = text.charAt(end) === ':' ? telegramAt(text, { start, end, endOfRun }) : null;
    if (telegram !== null) found.push(telegram);
    start = end;
  }
  return found;
}

/** What belongs to an escape before a run, as in `\n` and `%3D`, is none of it. */
function afterEscape(text: string, start: number): number {
  const before = text.charAt(start - 1);
  return start + (before === '\\' ? 1 : before === '%' ? 2 : 0);
}

function tokensIn(run: string, offset: number): readonly SecretSpan[] {
  const parts = run.split('.');
  const starts: number[] = [];
  for (let at = 0, index = 0; index < parts.length; at += (parts[index] as string).length + 1, index++) starts.push(at);
  return parts.flatMap((first, index) => {
    const [second = '', third] = [parts[index + 1], parts[index + 2]];
    if (third === undefined) return [];
    const kind = isWebToken(first, second)
      ? 'json-web-token'
      : isDiscord(first, second, third)
        ? 'discord-token'
        : null;
    if (kind === null) return [];
    const start = starts[index] as number;
    const end = start + first.length + second.length + third.length + 2;
    return [{ kind, start: offset + start, end: offset + end }];
  });
}

function isWebToken(header: string, body: string): boolean {
  if (!header.startsWith('ey') || header.length < 12 || header.length > LONGEST_HEADER || body.length < 10)
    return false;
  if (HEADER_STARTS.some((written) => header.startsWith(written))) return true;
  const parsed = parse(header);
  return isJsonObject(parsed) && typeof parsed['alg'] === 'string';
}

function parse(digits: string): unknown {
  const standard = digits.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  try {
    return JSON.parse((bytes === null ? null : fromUtf8(bytes)) ?? '');
  } catch {
    return null;
  }
}

/**
 * The id of a bot in base64, a time, and a code: 24 to 28, 6, and 27 to 38 characters. The id is a number, which in base64 begins with
 * M, N or O.
 */
function isDiscord(id: string, time: string, code: string): boolean {
  if (id.length < 24 || id.length > 28 || time.length !== 6 || code.length < 27 || code.length > 38) return false;
  const first = Array.from(id.slice(0, id.length - 23));
  return first.some((digit) => 'MNO'.includes(digit)) && [id, code].every((part) => isMixed(part));
}

/** Holds a digit, a capital and a small letter, as drawn text does. */
function isMixed(text: string): boolean {
  const sets = [CHARACTERS.digit, CHARACTERS.upper, CHARACTERS.lower];
  return sets.every((set) => Array.from(text).some((character) => isOf(character, 0, set)));
}

type Run = { readonly start: number; readonly end: number; readonly endOfRun: EndOfRun };

/** `<digits>:AA<33 characters>` around a colon at `end`: digits of a bot's id alone, or behind `/bot` in an address. */
function telegramAt(text: string, { start, end, endOfRun }: Run): SecretSpan | null {
  if (!text.startsWith('AA', end + 1)) return null;
  const idStart = text.startsWith('bot', start) && text.charAt(start - 1) === '/' ? start + 3 : start;
  const idLength = end - idStart;
  if (idLength < 8 || idLength > 10) return null;
  for (let at = idStart; at < end; at++) if (!isOf(text, at, CHARACTERS.digit)) return null;
  const codeEnd = endOfRun(end + 1, WORD);
  if (codeEnd - end - 1 !== 35 || isOf(text, codeEnd, ALPHANUMERIC)) return null;
  return { kind: 'telegram-token', start: idStart, end: codeEnd };
}
