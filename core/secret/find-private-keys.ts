import { ALPHANUMERIC, CHARACTERS, isOf } from './characters.ts';
import type { SecretSpan } from './secret-span.ts';

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const PUTTY = 'Private-Lines:';
const DASHES = '-----';
const LONGEST_LABEL = 48;
const LONGEST_BODY = 65_536;
const LEAST_BODY = 24;
const BODY = ALPHANUMERIC | CHARACTERS.plusSlash | CHARACTERS.equals;

/**
 * Finds private keys in PEM form (RFC 7468, and PGP's armour), with their frame. A frame with nothing in it is a mention of
 * one, and no key; a key without an end reaches as far as its text goes on.
 */
export function findPrivateKeys(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  let start = text.indexOf(BEGIN);
  while (start >= 0) {
    const label = text.slice(start + BEGIN.length, start + BEGIN.length + LONGEST_LABEL);
    const labelEnd = label.indexOf(DASHES);
    const bodyStart = start + BEGIN.length + labelEnd + DASHES.length;
    const end = labelEnd > 0 && label.slice(0, labelEnd).includes('PRIVATE KEY') ? endOfKey(text, bodyStart) : null;
    if (end !== null) found.push({ kind: 'private-key', start, end });
    start = text.indexOf(BEGIN, end ?? start + BEGIN.length);
  }
  return [...found, ...findPuttyKeys(text)];
}

/** The private lines of a key of PuTTY, which has no frame. */
function findPuttyKeys(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let mark = text.indexOf(PUTTY); mark >= 0; mark = text.indexOf(PUTTY, mark + 1)) {
    const start = mark + PUTTY.length + text.slice(mark + PUTTY.length, mark + LONGEST_LABEL).indexOf('\n') + 1;
    const body = text
      .slice(start, start + LONGEST_BODY)
      .split(PUTTY, 1)
      .join('');
    let length = 0;
    while (isOf(body, length, BODY) || (length < body.length && '\r\n'.includes(body.charAt(length)))) length++;
    const end = start + Math.max(0, body.slice(0, length).lastIndexOf('\n'));
    if (end - start >= LEAST_BODY) found.push({ kind: 'private-key', start, end });
  }
  return found;
}

function endOfKey(text: string, start: number): number | null {
  const next = text.indexOf(BEGIN, start);
  const body = text.slice(start, Math.min(start + LONGEST_BODY, next < 0 ? text.length : next));
  const mark = body.indexOf(END);
  const length = mark < 0 ? lengthOfBody(body) : mark;
  let characters = 0;
  for (let at = 0; at < length; at++) if (isOf(body, at, BODY)) characters++;
  if (characters < LEAST_BODY || body.slice(0, length).includes('...')) return null;
  if (length !== mark) return start + length;
  const close = body.indexOf(DASHES, mark + END.length);
  return start + (close < 0 || close - mark > LONGEST_LABEL + END.length ? mark + END.length : close + DASHES.length);
}

/** How far a key without an end goes: base64, white space, and what quotes and escapes it. */
function lengthOfBody(body: string): number {
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    if (isOf(body, at, BODY)) length = at + 1;
    else if (!' \n\r\t\\,"\''.includes(body.charAt(at))) break;
  }
  return length;
}
