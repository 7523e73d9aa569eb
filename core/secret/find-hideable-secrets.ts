import { ALPHANUMERIC, CHARACTERS, isOf, WORD } from './characters.ts';
import { findSecrets } from './find-secrets.ts';
import type { SecretSpan } from './secret-span.ts';

/** What no shell and no language takes for more than a piece of one word. */
const PLAIN = WORD | CHARACTERS.dot | CHARACTERS.plusSlash | CHARACTERS.equals | CHARACTERS.loose;
const PLAIN_SIGNS = ':^!';
/** What a line of a private key is made of, and its least length: no command is as long. */
const KEY = ALPHANUMERIC | CHARACTERS.plusSlash | CHARACTERS.equals;
const LEAST_LINE = 40;

/** What only stands behind a blank, or in a call: it may as well be the name of what runs. */
const SHOWN: ReadonlySet<string> = new Set(['likely-secret', 'call-password']);

/**
 * Finds the secrets that may be left out where somebody judges a text: those of which no part could do anything.
 *
 * What only looks like a secret must not hide what runs. A token or a password is left out when it is one plain word, a private key
 * line by line, its frame and whatever else stands in it being shown. Everything else is shown whole, a password with `$` or a
 * blank in it included: whoever decides sees what they decide about. Linear in the length of the text.
 */
export function findHideableSecrets(text: string): readonly SecretSpan[] {
  return findSecrets(text).flatMap((span) =>
    SHOWN.has(span.kind) ? [] : span.kind === 'private-key' ? linesOfKey(text, span) : plainWord(text, span),
  );
}

function plainWord(text: string, span: SecretSpan): readonly SecretSpan[] {
  for (let at = span.start; at < span.end; at++)
    if (!isOf(text, at, PLAIN) && !PLAIN_SIGNS.includes(text.charAt(at))) return [];
  return [span];
}

function linesOfKey(text: string, { kind, start, end }: SecretSpan): readonly SecretSpan[] {
  const lines: SecretSpan[] = [];
  let at = start;
  while (at < end) {
    const from = at;
    while (at < end && isOf(text, at, KEY)) at += 1;
    // A path is no key: what begins with a slash is shown.
    if (at - from >= LEAST_LINE && text.charAt(from) !== '/') lines.push({ kind, start: from, end: at });
    if (at === from) at += 1;
  }
  return lines;
}
