import { CHARACTERS, isOf, WORD } from './characters.ts';
import { isDrawn, looksDrawn } from './drawn-value.ts';
import { isRealPassword } from './find-url-passwords.ts';
import { isSecretValue } from './judge-value.ts';
import { isScattered } from './scattered.ts';
import { secretNameOf } from './secret-name.ts';
import type { SecretSpan } from './secret-span.ts';

type Span = { readonly start: number; readonly end: number };

/**
 * Finds secrets that stand where a table has them, with no name beside them: in the columns of an SQL `INSERT`, in the fifth field of
 * a line of `.pgpass`, below the host in Composer's `github-oauth`.
 *
 * Linear: what is read around a mark is bounded, and of an `INSERT` ends with the next one.
 */
export function findTableSecrets(text: string): readonly SecretSpan[] {
  return [...findInserted(text), ...findPasswordLines(text), ...findHostTokens(text)];
}

const VALUES = ['VALUES', 'values', 'Values'] as const;
const LONGEST_COLUMNS = 600;
const LONGEST_ROWS = 4_000;
const MOST_COLUMNS = 64;

function findInserted(text: string): readonly SecretSpan[] {
  return VALUES.flatMap((mark) => {
    const found: SecretSpan[] = [];
    for (let at = text.indexOf(mark); at >= 0; ) {
      const next = text.indexOf(mark, at + mark.length);
      const until = Math.min(next < 0 ? text.length : next, at + LONGEST_ROWS);
      const columns = columnsBefore(text, at);
      if (columns.some((column) => secretNameOf(column) !== null))
        found.push(...secretsInRows(text, { from: at + mark.length, until, columns }));
      at = next;
    }
    return found;
  });
}

/** The columns in the brackets before `VALUES`, without their quotes; none where there are no brackets. */
function columnsBefore(text: string, at: number): readonly string[] {
  const before = text.slice(Math.max(0, at - LONGEST_COLUMNS), at).trimEnd();
  const open = before.lastIndexOf('(');
  if (!before.endsWith(')') || open < 0) return [];
  return before
    .slice(open + 1, -1)
    .split(',', MOST_COLUMNS)
    .map(plainName);
}

/** A name without the quotes or brackets that it may stand in. */
function plainName(column: string): string {
  return Array.from(column.trim())
    .filter((character) => !'"`[]\\'.includes(character))
    .join('');
}

type Rows = { readonly from: number; readonly until: number; readonly columns: readonly string[] };

/** Goes through the rows; texts in quotes are counted as the columns that they stand in. */
function secretsInRows(text: string, { from, until, columns }: Rows): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  let column = 0;
  let depth = 0;
  for (let at = from; at < until; at++) {
    const character = text.charAt(at);
    if (character === ';') break;
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 1) column += 1;
    if (depth === 0) column = 0;
    if (character !== "'" && character !== '"') continue;
    const close = text.indexOf(character, at + 1);
    if (close < 0 || close >= until) break;
    if (depth === 1 && isSecretIn(columns[column], text.slice(at + 1, close)))
      found.push({ kind: 'assigned-password', start: at + 1, end: close });
    at = close;
  }
  return found;
}

function isSecretIn(column: string | undefined, value: string): boolean {
  const name = column === undefined ? null : secretNameOf(column);
  return name !== null && isSecretValue(value, { name, isQuoted: true, isWeak: false });
}

const LONGEST_FIELD = 64;
/** A port is no line of a file, nor a column in one: those are written with fewer digits, or with a number behind them. */
const PORT_DIGITS = [4, 5];
/** What ends a line of the file, or the text in a program that holds one. */
const LINE_ENDS = ' \t\r\n"\'`,;<>|&)';
const FIELD = WORD | CHARACTERS.dot;

/** `host:port:database:user:password`, as PostgreSQL's clients read it. */
function findPasswordLines(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    const afterPort = endOfPort(text, colon + 1);
    if (afterPort === null || !isField(text, startOfField(text, colon), colon)) continue;
    const afterDatabase = endOfField(text, afterPort + 1);
    const afterUser = endOfField(text, afterDatabase + 1);
    const isNamed = text.charAt(afterDatabase) === ':' && text.charAt(afterUser) === ':';
    const isNumber = isOf(text, afterPort + 1, CHARACTERS.digit);
    if (!isNamed || isNumber || afterUser === afterDatabase + 1) continue;
    const start = afterUser + 1;
    const end = endOfLine(text, start);
    if (isChosen(text.slice(start, end))) found.push({ kind: 'command-password', start, end });
  }
  return found;
}

/** Where the `:` behind a port or a star stands; null where none does. */
function endOfPort(text: string, start: number): number | null {
  if (text.charAt(start) === '*') return text.charAt(start + 1) === ':' ? start + 1 : null;
  let end = start;
  while (end - start < 6 && isOf(text, end, CHARACTERS.digit)) end++;
  return text.charAt(end) === ':' && PORT_DIGITS.includes(end - start) ? end : null;
}

function startOfField(text: string, end: number): number {
  let start = end;
  while (end - start < LONGEST_FIELD && (isOf(text, start - 1, FIELD) || text.charAt(start - 1) === '*')) start--;
  return start;
}

function endOfField(text: string, start: number): number {
  let end = start;
  while (end - start < LONGEST_FIELD && (isOf(text, end, FIELD) || text.charAt(end) === '*')) end++;
  return end;
}

/** A first field stands at the beginning of a line or of a text in quotes. */
function isField(text: string, start: number, end: number): boolean {
  return end > start && (start === 0 || '\n\r \t"\'`'.includes(text.charAt(start - 1)));
}

function endOfLine(text: string, start: number): number {
  let end = start;
  while (end - start < LONGEST_FIELD && end < text.length && !LINE_ENDS.includes(text.charAt(end))) end++;
  return end;
}

function isChosen(password: string): boolean {
  const hasDigit = Array.from(password).some((_, index) => isOf(password, index, CHARACTERS.digit));
  const isPath = [':', '/', '\\'].some((sign) => password.includes(sign));
  return password.length >= 8 && !isPath && isRealPassword(password) && (hasDigit || isScattered(password));
}

/** How Composer calls what holds a token for each host. */
const BY_HOST = ['-oauth', '-token', '"bearer"'] as const;
const LONGEST_HOST = 96;

/** `"github-oauth": {"github.com": "…"}` and `composer config github-oauth.github.com …`. */
function findHostTokens(text: string): readonly SecretSpan[] {
  return BY_HOST.flatMap((mark) => {
    const found: SecretSpan[] = [];
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
      const span = tokenBehindHost(text, at + mark.length);
      if (span !== null) found.push({ kind: 'assigned-key', ...span });
    }
    return found;
  });
}

/** The second word behind the mark, where the first is a host. */
function tokenBehindHost(text: string, from: number): Span | null {
  const host = wordFrom(text, from);
  const token = wordFrom(text, host.end);
  const name = text.slice(host.start, host.end);
  const value = text.slice(token.start, token.end);
  const isHost = name.includes('.') && !name.includes(' ') && host.end > host.start;
  return isHost && (looksDrawn(value) || isDrawn(value)) ? token : null;
}

/** The next run of characters that hosts and tokens are made of, behind quotes, brackets, colons, dots and blanks. */
function wordFrom(text: string, from: number): Span {
  let start = from;
  while (start - from < 12 && ' .:"\'{\n\t'.includes(text.charAt(start) || 'x')) start++;
  let end = start;
  while (end - start < LONGEST_HOST && isOf(text, end, FIELD)) end++;
  return { start, end };
}
