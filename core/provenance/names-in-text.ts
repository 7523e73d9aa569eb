import { parseUrl } from '../effect/url/parse-url.ts';

/** What a text names that an action could be sent to, each in the form in which effects name it. */
export type NamesInText = {
  /** Hosts, of addresses and by themselves, lower case. What only looks like one (`index.ts`) is among them. */
  readonly hosts: ReadonlySet<string>;
  /** Whole addresses (`https://…`), as they are written. */
  readonly urls: ReadonlySet<string>;
  /** Mail addresses, handles (`@name`, `#channel`) and numbers of accounts, lower case. */
  readonly recipients: ReadonlySet<string>;
  /** True where the text was too long, or named too much, to be read whole. */
  readonly isCut: boolean;
};

/** Characters of a text that are read. */
const MAX_TEXT = 262_144;
/** Names that are taken from one text, of all kinds together. */
const MAX_NAMES = 4_000;
/** A longer word is cut: no name is that long. */
const MAX_WORD = 2_048;
/** Addresses within one word: one may hold another (`?next=https://…`). */
const MAX_NESTED = 8;

const DELIMITERS = ' \t\r\n\f\v"\'`<>()[]{}|,;\\\u00a0\u3000';
const TRAILING = '.:!?*_~…';
const SCHEME = 'abcdefghijklmnopqrstuvwxyz0123456789+-.';
const DIGITS = '0123456789';
const HOST = 'abcdefghijklmnopqrstuvwxyz0123456789.-';
const ACCOUNT = 'abcdefghijklmnopqrstuvwxyz0123456789';
const HANDLE = `${ACCOUNT}_-.`;

/** Finds what a text names. Linear in the text; knows nothing of what the names mean. */
export function namesInText(text: string): NamesInText {
  const found = { hosts: new Set<string>(), urls: new Set<string>(), recipients: new Set<string>() };
  let isCut = text.length > MAX_TEXT;
  const read = text.slice(0, MAX_TEXT);
  let start = 0;
  for (let at = 0; at <= read.length; at++) {
    if (at < read.length && !DELIMITERS.includes(read.charAt(at))) continue;
    if (at > start) readWord(read.slice(start, Math.min(at, start + MAX_WORD)), found);
    start = at + 1;
    if (found.hosts.size + found.urls.size + found.recipients.size < MAX_NAMES) continue;
    isCut ||= at < read.length;
    break;
  }
  return { ...found, isCut };
}

type Found = { readonly hosts: Set<string>; readonly urls: Set<string>; readonly recipients: Set<string> };

function readWord(word: string, found: Found): void {
  if (word.includes('://')) readAddresses(word, found);
  else if (word.includes('@')) readAt(withoutEnd(word.toLowerCase()), found);
  else if (word.includes('.')) addHost(firstPart(word.toLowerCase()), found);
  readNumber(withoutEnd(word.toLowerCase()), found);
}

function readAddresses(word: string, found: Found): void {
  let from = 0;
  for (let nested = 0; nested < MAX_NESTED; nested++) {
    const colon = word.indexOf('://', from);
    if (colon < 0) return;
    let start = colon;
    while (start > from && SCHEME.includes(word.charAt(start - 1).toLowerCase())) start -= 1;
    const url = withoutEnd(word.slice(start));
    const host = parseUrl(url)?.host.name;
    if (host !== undefined) {
      found.urls.add(url);
      found.hosts.add(host);
    }
    from = colon + '://'.length;
  }
}

/** `name@host`, `git@host:path`, `mailto:name@host`, `@handle`. */
function readAt(word: string, { hosts, recipients }: Found): void {
  const bare = word.startsWith('mailto:') ? word.slice('mailto:'.length) : word;
  const at = bare.lastIndexOf('@');
  if (at === 0) {
    if (isMadeOf(bare.slice(1), HANDLE)) recipients.add(bare);
    return;
  }
  const host = firstPart(bare.slice(at + 1));
  if (!host.includes('.')) return;
  recipients.add(`${bare.slice(0, at)}@${host}`);
  addHost(host, { hosts });
}

/** Accounts and wallets are words of many digits; channels begin with a sign of their own. */
function readNumber(word: string, { recipients }: Found): void {
  if (word.startsWith('#') && isMadeOf(word.slice(1), HANDLE)) recipients.add(word);
  if (word.length < 8 || word.length > 128 || !isMadeOf(word, ACCOUNT)) return;
  let digits = 0;
  for (const unit of word) if (DIGITS.includes(unit)) digits += 1;
  if (digits >= 4) recipients.add(word);
}

function addHost(word: string, { hosts }: Pick<Found, 'hosts'>): void {
  const host = withoutEnd(word);
  if (host.length > 253 || !host.includes('.') || !isMadeOf(host, HOST)) return;
  const name = parseUrl(`https://${host}/`)?.host.name;
  if (name !== undefined) hosts.add(name);
}

/** A name without the port, path or question behind it. */
function firstPart(word: string): string {
  for (let at = 0; at < word.length; at++) if ('/:?#='.includes(word.charAt(at))) return word.slice(0, at);
  return word;
}

function withoutEnd(word: string): string {
  let end = word.length;
  while (end > 0 && TRAILING.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}

function isMadeOf(word: string, characters: string): boolean {
  if (word === '') return false;
  for (const unit of word) if (!characters.includes(unit)) return false;
  return true;
}
