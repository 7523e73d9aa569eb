import { CHARACTERS, isOf } from './characters.ts';
import { isPlaceholder, isReference } from './placeholder.ts';
import type { SecretSpan } from './secret-span.ts';

const LONGEST = 512;
/** What ends the part of a URL that may hold a password (RFC 3986 §3.2). */
const ENDS = ' \t\r\n/?#"\'`<>\\|,;(){}[]';
/** Passwords that everybody writes in examples and in databases on one's own machine. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  'pass',
  'passwd',
  'password',
  'pwd',
  'secret',
  'token',
  'user',
  'username',
  'test',
  'postgres',
  'mysql',
  'root',
  'admin',
  'guest',
  'rabbitmq',
  'redis',
  'mongo',
  'key',
  'apikey',
  'api_key',
  'credentials',
  'hunter2',
  'p4ssw0rd',
  'x-oauth-basic',
]);

/** Tells whether a password gives something away: not one of those everybody writes, no placeholder, no reference. */
export function isRealPassword(password: string, user = ''): boolean {
  const folded = password.toLowerCase();
  return (
    password.length >= 6 &&
    folded !== user.toLowerCase() &&
    !WELL_KNOWN.has(folded) &&
    !isPlaceholder(password) &&
    !isReference(password)
  );
}

/** Tells whether a password is one of those everybody writes, with signs for letters and numbers behind it: `P@ssw0rd!`. */
export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase();
  let end = folded.length;
  while (end > 0 && !isOf(folded, end - 1, CHARACTERS.lower)) end--;
  const word = folded.slice(0, end);
  return WELL_KNOWN.has(
    word.replaceAll('@', 'a').replaceAll('0', 'o').replaceAll('$', 's').replaceAll('1', 'i').replaceAll('3', 'e'),
  );
}

/** Finds passwords in URLs, `scheme://user:password@host`. Linear: what is looked at ends with the host. */
export function findUrlPasswords(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let mark = text.indexOf('://'); mark >= 0; mark = text.indexOf('://', mark + 3)) {
    const start = mark + 3;
    const at = endOfAuthority(text, start);
    const userInfo = text.slice(start, at);
    const colon = userInfo.indexOf(':');
    if (text.charAt(at) !== '@' || colon < 0) continue;
    const password = userInfo.slice(colon + 1);
    if (isRealPassword(password, userInfo.slice(0, colon))) {
      found.push({ kind: 'url-password', start: start + colon + 1, end: at });
    }
  }
  return [...found, ...findDriverPasswords(text)];
}

/** Go's way to name a database: `user:password@tcp(host)`. */
function findDriverPasswords(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let mark = text.indexOf('@tcp('); mark >= 0; mark = text.indexOf('@tcp(', mark + 1)) {
    let start = mark;
    while (mark - start < LONGEST && start > 0 && !ENDS.includes(text.charAt(start - 1))) start--;
    const colon = text.slice(start, mark).indexOf(':');
    if (colon >= 0 && isRealPassword(text.slice(start + colon + 1, mark)))
      found.push({ kind: 'url-password', start: start + colon + 1, end: mark });
  }
  return found;
}

/** Where the user information ends: at the last `@` before the path, or where there is none at what ends it. */
function endOfAuthority(text: string, start: number): number {
  let at = start;
  let last = -1;
  while (at < text.length && at - start < LONGEST && !ENDS.includes(text.charAt(at))) {
    if (text.charAt(at) === '@') last = at;
    at++;
  }
  return last < 0 ? at : last;
}
