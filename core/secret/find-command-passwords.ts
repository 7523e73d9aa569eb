import { isOf, WORD } from './characters.ts';
import { type Word, wordsOf } from './command-words.ts';
import { isRealPassword } from './find-url-passwords.ts';
import { isPlaceholder, isReference } from './placeholder.ts';
import { findProgramPasswords } from './program-passwords.ts';
import { secretNameOf } from './secret-name.ts';
import type { SecretSpan } from './secret-span.ts';

const PROGRAM = 'curl';
const LONGEST_COMMAND = 4_000;
const LEAST = 8;
const USER_OPTIONS: ReadonlySet<string> = new Set(['-u', '--user', '-U', '--proxy-user']);
const HEADER_OPTIONS: ReadonlySet<string> = new Set(['-H', '--header', '--proxy-header']);

/**
 * Finds passwords among the arguments of programs: those of `PROGRAMS`, and of `curl` (`-u user:password`, and headers whose name says
 * that they are secret).
 *
 * Linear: from each `curl` at most 4,000 characters are read, and never beyond the next one.
 */
export function findCommandPasswords(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [...findProgramPasswords(text)];
  for (let at = text.indexOf(PROGRAM); at >= 0; ) {
    const next = text.indexOf(PROGRAM, at + PROGRAM.length);
    const end = Math.min(next < 0 ? text.length : next, at + LONGEST_COMMAND);
    if (!isOf(text, at - 1, WORD)) found.push(...passwordsIn(wordsOf(text, at + PROGRAM.length, end)));
    at = next;
  }
  return found;
}

function passwordsIn(words: readonly Word[]): readonly SecretSpan[] {
  return words.flatMap((word, index) => {
    const equals = word.text.startsWith('--') ? word.text.indexOf('=') : -1;
    const option = equals < 0 ? word.text : word.text.slice(0, equals);
    const value = equals < 0 ? words[index + 1] : { text: word.text.slice(equals + 1), start: word.start + equals + 1 };
    const attached = word.text.startsWith('-u') && word.text.length > 2 && equals < 0;
    if (attached) return userPassword({ text: word.text.slice(2), start: word.start + 2 });
    if (value === undefined) return [];
    if (USER_OPTIONS.has(option)) return userPassword(value);
    return HEADER_OPTIONS.has(option) ? headerValue(value) : [];
  });
}

function userPassword({ text, start }: Word): readonly SecretSpan[] {
  const colon = text.indexOf(':');
  const password = text.slice(colon + 1);
  const user = text.slice(0, colon);
  if (colon < 0 || hasTemplate(text)) return [];
  if (password === '') return isToken(user) ? [{ kind: 'command-password', start, end: start + colon }] : [];
  if (!isRealPassword(password, user)) return [];
  return [{ kind: 'command-password', start: start + colon + 1, end: start + text.length }];
}

/** A key that is given as a user without a password, as some services want it. */
function isToken(user: string): boolean {
  return user.length >= 12 && !isPlaceholder(user) && !isReference(user) && hasDigit(user);
}

function headerValue({ text, start }: Word): readonly SecretSpan[] {
  const colon = text.indexOf(':');
  if (colon < 0 || secretNameOf(text.slice(0, colon).trim()) === null) return [];
  const rest = text.slice(colon + 1);
  const value = rest.trim();
  const space = value.lastIndexOf(' ');
  const token = value.slice(space + 1);
  const isBlank =
    token.length < LEAST || isPlaceholder(token) || isReference(token) || hasTemplate(value) || !hasDigit(token);
  if (isBlank) return [];
  const at = start + colon + 1 + rest.indexOf(token);
  return [{ kind: 'command-password', start: at, end: at + token.length }];
}

/** What people write around what is to be filled in. */
function hasTemplate(text: string): boolean {
  return text.startsWith('<') || text.includes('{') || text.includes('(');
}

function hasDigit(text: string): boolean {
  return Array.from(text).some((character) => character >= '0' && character <= '9');
}
