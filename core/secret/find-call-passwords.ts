import { ALPHANUMERIC, CHARACTERS, isOf, WORD } from './characters.ts';
import { isDrawn, isHexadecimal } from './drawn-value.ts';
import type { SecretSpan } from './secret-span.ts';

const LONGEST_NAME = 48;
const LONGEST_ARGUMENTS = 400;
const MOST_ARGUMENTS = 6;
const NAME = ALPHANUMERIC | CHARACTERS.underscore | CHARACTERS.dot;
/** How functions end that take who somebody is, and then how they prove it. */
const ENDINGS = ['pdo', 'auth', 'login', 'credential', 'credentials', 'connect', 'connection', 'authentication'];
/** Functions that take a key to sign or encrypt with. */
const CIPHERS = ['jwt.sign', 'jwt.verify', 'hmac.new', 'createhmac', 'aes.new', 'fernet'];
/** A single argument that proves who somebody is, as in `client.login("…")`, is at least so long. */
const LEAST_ALONE = 20;
/** Makers of clients that take the id of an account and its key. */
const CLIENTS = ['client', 'twilio'];

/**
 * Finds passwords among the arguments of calls whose name says that somebody logs in: `login("ada", "…")`, `auth=("ada", "…")`.
 *
 * What follows the first argument counts where it looks drawn. Linear: 400 characters behind a bracket are read at most.
 */
export function findCallPasswords(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
    const name = nameBefore(text, open);
    for (const span of passwordsOf(name, text, open)) found.push({ kind: 'call-password', ...span });
  }
  return found;
}

function passwordsOf(name: string, text: string, open: number): readonly Span[] {
  const isClient = CLIENTS.some((client) => name.endsWith(client));
  const isCipher = CIPHERS.some((cipher) => name.endsWith(cipher));
  if (!isClient && !isCipher && !ENDINGS.some((ending) => name.endsWith(ending))) return [];
  const spans = textsIn(text, open + 1);
  const isHexToo = isClient && spans[0] !== undefined && isAccount(text.slice(spans[0].start, spans[0].end));
  if (isClient && !isHexToo) return [];
  return spans.filter(({ start, end }, index) => {
    const value = text.slice(start, end);
    const isPlaced = index > 0 || isCipher || end - start >= LEAST_ALONE;
    return isPlaced && isDrawn(value) && ((isHexToo && index > 0) || !isHexadecimal(value));
  });
}

/** The name of the function, folded; of `auth=(` what is given the pair. */
function nameBefore(text: string, open: number): string {
  let end = open;
  while (open - end < 3 && '= '.includes(text.charAt(end - 1) || 'x')) end--;
  let start = end;
  while (end - start < LONGEST_NAME && isOf(text, start - 1, NAME)) start--;
  return text.slice(start, end).toLowerCase();
}

/** An account of Twilio: two capitals and 32 hexadecimal digits. */
function isAccount(value: string): boolean {
  return (
    value.length === 34 && value.startsWith('AC') && Array.from(value.slice(2)).every((digit) => isOf(digit, 0, WORD))
  );
}

type Span = { readonly start: number; readonly end: number };

/** The texts in quotes among arguments, up to the bracket that closes them. */
function textsIn(text: string, from: number): readonly Span[] {
  const spans: Span[] = [];
  const last = Math.min(text.length, from + LONGEST_ARGUMENTS);
  for (let at = from; at < last && spans.length < MOST_ARGUMENTS; at++) {
    const character = text.charAt(at);
    if (character === ')' || character === '(') break;
    if (!`"'\``.includes(character)) continue;
    const length = text.slice(at + 1, last).indexOf(character);
    if (length < 0) break;
    const end = at + 1 + length;
    spans.push({ start: at + 1, end });
    at = end;
  }
  return spans;
}
