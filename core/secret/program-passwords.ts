import { isOf, isOnly, WORD } from './characters.ts';
import { type Word, wordsOf } from './command-words.ts';
import { isRealPassword } from './find-url-passwords.ts';
import { isScattered } from './scattered.ts';
import { secretNameOf } from './secret-name.ts';
import type { SecretSpan } from './secret-span.ts';

const LONGEST_COMMAND = 600;
const LEAST = 8;

/** Where a program takes a password among its arguments. */
type ProgramRule = {
  /** Options whose value is one. */
  readonly password?: readonly string[];
  /** Options whose value is `user:password`. */
  readonly user?: readonly string[];
  /** An option that the password is written onto. */
  readonly attached?: string;
  /** The subcommand without which the options mean something else. */
  readonly needs?: string;
  /** Only the first option is its own: what follows is another program. */
  readonly isFirst?: true;
  /** What stands before a password in the value of an option: `pass:…`. */
  readonly prefix?: string;
  /** Where none of its own options says so: the words that are passwords, of those behind its name. */
  readonly find?: (words: readonly Word[], text: string, at: number) => readonly Word[];
};

const LOGIN: ProgramRule = { password: ['-p'], needs: 'login' };
const MYSQL: ProgramRule = { attached: '-p' };
const SQLCMD: ProgramRule = { password: ['-P'] };
const SHORT: ProgramRule = { password: ['-p'] };
const SNMP: ProgramRule = { password: ['-c', '-A', '-X'] };
const LOGIN_KEY: ProgramRule = { find: keyOfLogin };
const COMMUNITY: ProgramRule = { find: (words) => words.slice(0, 1) };
const SECURE_STRING: ProgramRule = { password: ['-String', '-string'], find: securedText };
const PAIR: ProgramRule = { find: valueOfNamed };
const SHARE: ProgramRule = { find: behindPercent };

/** Programs that take a password as an option whose name does not say so. A new one is one line. */
const PROGRAMS: ReadonlyMap<string, ProgramRule> = new Map(
  Object.entries<ProgramRule>({
    docker: LOGIN,
    podman: LOGIN,
    helm: LOGIN,
    oras: LOGIN,
    skopeo: LOGIN,
    mysql: MYSQL,
    mysqldump: MYSQL,
    mysqladmin: MYSQL,
    mariadb: MYSQL,
    '7z': MYSQL,
    '7za': MYSQL,
    sshpass: { password: ['-p'], attached: '-p', isFirst: true },
    http: { user: ['-a', '--auth'] },
    https: { user: ['-a', '--auth'] },
    xh: { user: ['-a', '--auth'] },
    openssl: { password: ['-k', '-pass', '-passin', '-passout'], prefix: 'pass:' },
    'redis-cli': { password: ['-a'] },
    wandb: LOGIN_KEY,
    cargo: LOGIN_KEY,
    snyk: LOGIN_KEY,
    sqlcmd: SQLCMD,
    bcp: SQLCMD,
    unzip: SQLCMD,
    zip: SQLCMD,
    ldapsearch: { password: ['-w'] },
    ldapmodify: { password: ['-w'] },
    mongo: SHORT,
    mongosh: SHORT,
    mongodump: SHORT,
    twine: SHORT,
    useradd: SHORT,
    signtool: { password: ['/p'] },
    ...named(
      'snmpget snmpgetnext snmpset snmpwalk snmpbulkget snmpbulkwalk snmptable snmpdf snmptrap snmpinform',
      SNMP,
    ),
    ...named('rocommunity rwcommunity authcommunity trapcommunity', COMMUNITY),
    rocommunity6: COMMUNITY,
    rwcommunity6: COMMUNITY,
    'snmp-server': { password: ['community'] },
    com2sec: { find: (words) => words.slice(2, 3) },
    createUser: { password: ['MD5', 'SHA', 'SHA-256', 'SHA-512', 'DES', 'AES', 'AES-256'] },
    ...named('net net1', { find: accountPassword }),
    psexec: SHORT,
    schtasks: { password: ['/rp', '/RP', '/p', '/P'] },
    security: { password: ['-w', '-p'] },
    dscl: { password: ['-passwd'], find: (words) => behindOption(words, '-passwd', 2) },
    sysadminctl: { password: ['-password', '-newPassword', '-adminPassword'] },
    ...named('smbclient rpcclient smbmap nxc crackmapexec', SHARE),
    send: { find: sentPassword },
    ...named('ConvertTo-SecureString convertto-securestring', SECURE_STRING),
    ...named('-Value -value', PAIR),
  }),
);

/**
 * Finds passwords among the arguments of the programs above, and such as `echo` pipes into one that reads them.
 *
 * Linear: from each name at most 600 characters of its line are read, and never beyond the next one.
 */
export function findProgramPasswords(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', blank + 1)) {
    const name = wordEndingAt(text, blank);
    if (name === ECHO) found.push(...pipedPassword(text, blank));
    const rule = PROGRAMS.get(name);
    if (rule !== undefined) found.push(...passwordsAfter(text, blank, { name, rule }));
  }
  return found;
}

const ECHO = 'echo';
/** No program above has a longer name. */
const LONGEST_PROGRAM = 22;

/** The word that ends before an offset; empty for one that is longer than any name of a program. */
function wordEndingAt(text: string, end: number): string {
  let start = end;
  while (end - start <= LONGEST_PROGRAM && isOf(text, start - 1, WORD)) start--;
  return end - start > LONGEST_PROGRAM ? '' : text.slice(start, end);
}

type Named = { readonly name: string; readonly rule: ProgramRule };

function passwordsAfter(text: string, at: number, { name, rule }: Named): readonly SecretSpan[] {
  const next = text.indexOf(name, at);
  const words = wordsOf(text, at, Math.min(endOfCommand(text, at), next < 0 ? text.length : next));
  if (rule.needs !== undefined && !isSubcommand(words, rule.needs)) return [];
  const own = rule.isFirst === true ? words.slice(0, 1) : words;
  const given = rule.find?.(words, text, at).flatMap(spanOf) ?? [];
  return [...given, ...own.flatMap((word, index) => passwordAt(word, words[index + 1], rule))];
}

/** One rule under several names. */
function named(names: string, rule: ProgramRule): { readonly [name: string]: ProgramRule } {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]));
}

/** `net user name password /add` and `net use device \\\\host\\share password`. */
function accountPassword(words: readonly Word[]): readonly Word[] {
  const [verb, ...rest] = words.filter(({ text }) => !text.startsWith('/'));
  if (verb?.text === 'user') return rest.slice(1, 2);
  if (verb?.text !== 'use') return [];
  return rest.filter(({ text }) => !text.includes('\\') && !text.endsWith(':')).slice(0, 1);
}

function behindOption(words: readonly Word[], option: string, count: number): readonly Word[] {
  const at = words.findIndex(({ text }) => text === option);
  return at < 0 ? [] : words.slice(at + count, at + count + 1);
}

/** `-U user%password`. */
function behindPercent(words: readonly Word[]): readonly Word[] {
  return words.flatMap(({ text, start }) => {
    const percent = text.indexOf('%');
    return percent > 0 ? [{ text: text.slice(percent + 1), start: start + percent + 1 }] : [];
  });
}

const PROMPTS = ['assword', 'assphrase', 'asscode'];
const LONGEST_PROMPT = 160;
const RETURNS = ['\\r', '\\n'];

/** What a script of `expect` sends after it was asked for a password: `send "…\\r"`. */
function sentPassword(words: readonly Word[], text: string, at: number): readonly Word[] {
  const before = text.slice(Math.max(0, at - LONGEST_PROMPT), at);
  const word = words.find((candidate) => candidate.text !== '--');
  const end = word === undefined ? undefined : RETURNS.find((sign) => word.text.endsWith(sign));
  const isAsked = PROMPTS.some((prompt) => before.includes(prompt));
  if (word === undefined || end === undefined || !isAsked || word.text.includes(' ')) return [];
  return [{ text: word.text.slice(0, -end.length), start: word.start }];
}

/** `ConvertTo-SecureString 'password'`, or a text in quotes that is piped into it. */
function securedText(words: readonly Word[], text: string, at: number): readonly Word[] {
  const [first] = words;
  if (first !== undefined && !first.text.startsWith('-')) return [first];
  const before = text.slice(Math.max(0, at - LONGEST_PROMPT), at);
  const piped = before.slice(0, Math.max(0, before.lastIndexOf('|'))).trimEnd();
  const quote = piped.slice(-1);
  const open = quote === '"' || quote === "'" ? piped.lastIndexOf(quote, piped.length - 2) : -1;
  return open < 0 ? [] : [{ text: piped.slice(open + 1, -1), start: at - before.length + open + 1 }];
}

/** `-Name Password -Value …`, as PowerShell's cmdlets take a pair. */
function valueOfNamed(words: readonly Word[], text: string, at: number): readonly Word[] {
  const before = text.slice(Math.max(0, at - LONGEST_PROMPT), at);
  const name = before.toLowerCase().lastIndexOf('-name ');
  const [given] = name < 0 ? [] : wordsOf(before, name + '-name '.length, before.length);
  return given === undefined || secretNameOf(given.text) === null ? [] : words.slice(0, 1);
}

/** `docker login` and `helm registry login`: whatever other subcommands run is not the program's own. */
function isSubcommand([first, second]: readonly Word[], name: string): boolean {
  return first?.text === name || (first?.text === 'registry' && second?.text === name);
}

/** Where another command may begin: the end of a line that no backslash continues, or what a shell puts between commands. */
function endOfCommand(text: string, from: number): number {
  let at = from;
  for (; at < text.length && at - from < LONGEST_COMMAND; at++) {
    const character = text.charAt(at);
    if ('|;&`('.includes(character) || (character === '\n' && text.charAt(at - 1) !== '\\')) break;
  }
  return at;
}

function passwordAt(word: Word, next: Word | undefined, rule: ProgramRule): readonly SecretSpan[] {
  const { text, start } = word;
  const { attached } = rule;
  if (attached !== undefined && text.startsWith(attached) && text.length > attached.length)
    return spanOf({ text: text.slice(attached.length), start: start + attached.length });
  if (next === undefined) return [];
  if (rule.user?.includes(text) === true) {
    const colon = next.text.indexOf(':');
    return colon < 0 ? [] : spanOf({ text: next.text.slice(colon + 1), start: next.start + colon + 1 });
  }
  if (rule.password?.includes(text) !== true) return [];
  const skipped = rule.prefix !== undefined && next.text.startsWith(rule.prefix) ? rule.prefix.length : 0;
  return spanOf({ text: next.text.slice(skipped), start: next.start + skipped });
}

function spanOf(word: Word): readonly SecretSpan[] {
  const quoted = `"'`.includes(word.text.charAt(0)) ? 1 : 0;
  const { text, start } = { text: word.text.slice(quoted), start: word.start + quoted };
  const isGiven =
    text.length >= LEAST && isRealPassword(text) && !isTemplate(text) && (hasDigit(text) || isScattered(text));
  return isGiven ? [{ kind: 'command-password', start, end: start + text.length }] : [];
}

function isTemplate(text: string): boolean {
  return ['{', '(', '/'].some((sign) => text.includes(sign)) || isPair(text);
}

/** `name=value`, where the name is one of letters alone. */
function isPair(text: string): boolean {
  const name = text.slice(0, Math.max(0, text.indexOf('=')));
  return name !== '' && !hasDigit(name) && isOnly(name, WORD);
}

function hasDigit(text: string): boolean {
  return Array.from(text).some((character) => character >= '0' && character <= '9');
}

/** `wandb login <key>`, `snyk auth <key>`. */
function keyOfLogin(words: readonly Word[]): readonly Word[] {
  return words[0]?.text === 'login' || words[0]?.text === 'auth' ? words.slice(1, 2) : [];
}

/** Programs that read a password from what is piped into them. */
const READERS = ['--password-stdin', 'chpasswd', 'sudo -S', 'passwd --stdin'] as const;

/** `echo <password> | docker login --password-stdin`. */
function pipedPassword(text: string, from: number): readonly SecretSpan[] {
  const end = endOfCommand(text, from);
  const rest = text.slice(end, endOfCommand(text, end + 1));
  const [first, second] = wordsOf(text, from, end);
  const word = first?.text === '-n' ? second : first;
  if (word === undefined || !READERS.some((reader) => rest.includes(reader))) return [];
  const colon = rest.includes('chpasswd') ? word.text.indexOf(':') + 1 : 0;
  return spanOf({ text: word.text.slice(colon), start: word.start + colon });
}
