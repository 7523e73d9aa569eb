import { isOf, WORD } from './characters.ts';
import { isPlaceholder } from './placeholder.ts';
import type { SecretSpan } from './secret-span.ts';

const MARK = '"kty"';
const LONGEST = 4_096;
const LEAST = 40;
/** The members of a key that only its owner has (RFC 7518 §6): the exponent or scalar, and the octets of a shared key. */
const PRIVATE = ['"d"', '"k"'] as const;

/** Finds private members of JSON web keys (RFC 7517). Linear: what is read around a key's type ends with the next one,
 * and after 4,096 characters. */
export function findJsonKeys(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  let read = 0;
  for (let mark = text.indexOf(MARK); mark >= 0; ) {
    const next = text.indexOf(MARK, mark + 1);
    const least = Math.max(read, mark - LONGEST);
    const from = least + Math.max(0, text.slice(least, mark).lastIndexOf('{'));
    const until = Math.min(mark + LONGEST, next < 0 ? text.length : next);
    const body = text.slice(from, until).split('}', 1).join('');
    read = mark;
    for (const member of PRIVATE) {
      const at = body.indexOf(member);
      const span = at < 0 ? null : valueOf(text, from + at + member.length);
      if (span !== null) found.push({ kind: 'json-web-key', ...span });
    }
    mark = next;
  }
  return found;
}

/** The text behind `: "`, where it is long enough and base64url. */
function valueOf(text: string, name: number): { readonly start: number; readonly end: number } | null {
  let start = name;
  while (start - name < 8 && ' :"\n'.includes(text.charAt(start) || 'x')) start++;
  let end = start;
  while (isOf(text, end, WORD) && end - start < LONGEST) end++;
  if (end - start < LEAST || text.charAt(end) !== '"' || isPlaceholder(text.slice(start, end))) return null;
  return { start, end };
}
