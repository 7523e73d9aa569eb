import { fromBase64 } from '../../encoding/base64.ts';
import { fromHex } from '../../encoding/hex.ts';
import { fromUtf8 } from '../../encoding/utf8.ts';
import {
  type Argument,
  EVERY,
  isKnown,
  isListing,
  joinArguments,
  knownText,
  oneOfMatches,
  SOME_NAMES,
  UNKNOWN,
} from './argument.ts';
import { escapesOfEcho, formatPrintf } from './print-text.ts';
import type { Output, Stream } from './run-context.ts';

/**
 * What a command prints, where that follows from its words and its input alone: the programs that people hide text with.
 * Null for every other.
 */
export function knownOutput(name: string, args: readonly Argument[], stdin: Stream): Output {
  const print = PRINTERS.get(name);
  if (print !== undefined) return print(args);
  const filter = FILTERS.get(name);
  if (stdin.kind === 'text' && ORDERERS.has(name) && isListing(stdin.text)) return stdin.text;
  if (filter === undefined || stdin.kind !== 'text') return null;
  return stdin.text.includes(UNKNOWN) && name !== 'cat' ? null : filter(args, stdin.text);
}

/** Programs that hand on every line. */
const ORDERERS: ReadonlySet<string> = new Set(['sort', 'gsort', 'uniq', 'shuf', 'tac', 'tee']);

const PRINTERS: ReadonlyMap<string, (args: readonly Argument[]) => Output> = new Map([
  ['echo', echo],
  ['printf', (args) => formatPrintf(args.map(({ text }) => text))],
  ['true', () => ''],
  [':', () => ''],
  ['which', pathOf],
  ...['ls', 'gls'].map((name) => [name, namesOf] as const),
  ...['fd', 'fdfind', 'locate', 'plocate', 'mlocate'].map((name) => [name, () => SOME_NAMES] as const),
  ...['git', 'grep', 'egrep', 'rg', 'ag'].map((name) => [name, namesFound] as const),
  ['pgrep', processesOf],
  ['pidof', processesOf],
]);

function echo(args: readonly Argument[]): Output {
  let start = 0;
  let hasEscapes = false;
  let endsLine = true;
  for (let text = args[start]?.text; text !== undefined && isEchoOption(text); text = args[++start]?.text) {
    if (text.includes('n')) endsLine = false;
    if (text.includes('e')) hasEscapes = true;
  }
  const text = joinArguments(args.slice(start));
  return (hasEscapes ? escapesOfEcho(text) : text) + (endsLine ? '\n' : '');
}

function isEchoOption(text: string): boolean {
  return text.length > 1 && text.startsWith('-') && [...text.slice(1)].every((letter) => 'neE'.includes(letter));
}

/** Where a program lies does not matter: by its name alone it is the same. */
function pathOf(args: readonly Argument[]): Output {
  const [name, ...more] = args.filter(({ text }) => !text.startsWith('-'));
  return name === undefined || more.length > 0 ? null : `${name.text}\n`;
}

/** Options of `ls` by which it prints what it is given, one name a line. */
const NAMES_ONLY = ['-d', '-1', '-1d', '-d1', '-a', '-A', '-ad', '-Ad'];

/** What a pattern matches, of which each is printed; otherwise names that nobody knows. */
function namesOf(args: readonly Argument[]): Output {
  const options = args.filter(({ text }) => text.startsWith('-'));
  const isPlain =
    options.every(({ text }) => NAMES_ONLY.includes(text)) && options.some(({ text }) => text.includes('d'));
  const names = args.filter((argument) => !options.includes(argument));
  if (!isPlain || !names.every(isKnown)) return SOME_NAMES;
  const texts = names.map(({ text, isPattern }) => (isPattern ? oneOfMatches(text) : text));
  return texts.some((text) => text.endsWith(EVERY)) ? texts.map((text) => `${text}\n`).join('') : SOME_NAMES;
}

/** Words by which programs that search print names of files. */
const BY_NAME = new Set(['ls-files', '--name-only', '--files', '--files-with-matches', '--files-without-match']);

function namesFound(args: readonly Argument[]): Output {
  return args.some(asksForNames) ? SOME_NAMES : null;
}

function asksForNames({ text }: Argument): boolean {
  return BY_NAME.has(text) || (text.startsWith('-') && !text.startsWith('--') && text.toLowerCase().includes('l'));
}

/** Numbers nobody knows, but of which it is known whose they are: the hard floor asks. */
function processesOf(args: readonly Argument[]): Output {
  return `${UNKNOWN}${joinArguments(args.filter(({ text }) => !text.startsWith('-')))}`;
}

type Filter = (args: readonly Argument[], input: string) => Output;

const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['cat', (args, input) => (args.every(({ text }) => text.startsWith('-') || text === '/dev/stdin') ? input : null)],
  ['tee', (_, input) => input],
  ['base64', (args, input) => (decodes(args) ? decodeText(fromBase64(padded(input))) : null)],
  ['base64decode', (_, input) => decodeText(fromBase64(padded(input)))],
  [
    'xxd',
    (args, input) =>
      args.some(({ text }) => text.startsWith('-') && text.includes('r')) ? decodeText(fromHex(hexOf(input))) : null,
  ],
  ['openssl', (args, input) => (isOpensslDecode(args) ? decodeText(fromBase64(padded(input))) : null)],
  ['rev', (_, input) => input.split('\n').map(reversed).join('\n')],
  ['tac', (_, input) => `${trimLine(input).split('\n').reverse().join('\n')}\n`],
  ['tr', translate],
]);

function decodes(args: readonly Argument[]): boolean {
  return args.some(
    ({ text }) =>
      text === '--decode' || text === '-D' || (text.startsWith('-') && !text.startsWith('--') && text.includes('d')),
  );
}

function isOpensslDecode(args: readonly Argument[]): boolean {
  const texts = args.map(({ text }) => text);
  const isBase64 = texts.includes('base64') || texts.includes('-base64') || texts.includes('-a');
  return (
    isBase64 &&
    texts.includes('-d') &&
    !texts.some((text) => text.startsWith('-aes') || text === '-k' || text === '-pass')
  );
}

function decodeText(bytes: Uint8Array | null): Output {
  return bytes === null ? null : fromUtf8(bytes);
}

function withoutBlanks(text: string): string {
  return [...text].filter((character) => !' \t\r\n'.includes(character)).join('');
}

/** Decoders do without the padding. */
function padded(text: string): string {
  const plain = withoutBlanks(text);
  return plain + '='.repeat((4 - (plain.length % 4)) % 4);
}

/** The digits of a plain dump; the columns of another one are not told apart here. */
function hexOf(text: string): string {
  return withoutBlanks(text).toLowerCase();
}

function reversed(line: string): string {
  return [...line].reverse().join('');
}

function trimLine(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function translate(args: readonly Argument[], input: string): Output {
  const [option, first, second] = args.map((argument) => knownText(argument));
  if (option === '-d' && first !== null && first !== undefined) {
    const removed = new Set(setOf(first));
    return [...input].filter((character) => !removed.has(character)).join('');
  }
  if (
    option === undefined ||
    option === null ||
    option.startsWith('-') ||
    first === null ||
    first === undefined ||
    second !== undefined
  )
    return null;
  const from = setOf(option);
  const to = setOf(first);
  if (to.length === 0) return null;
  const table = new Map(from.map((character, index) => [character, to[Math.min(index, to.length - 1)] as string]));
  return [...input].map((character) => table.get(character) ?? character).join('');
}

const CLASSES: ReadonlyMap<string, string> = new Map([
  ['[:upper:]', 'A-Z'],
  ['[:lower:]', 'a-z'],
  ['[:digit:]', '0-9'],
  ['[:space:]', ' \t\n'],
]);

/** The characters of a set as `tr` has them: ranges and some classes; at most 512. */
function setOf(text: string): readonly string[] {
  let spelled = escapesOfEcho(text);
  for (const [name, range] of CLASSES) spelled = spelled.replaceAll(name, range);
  const characters: string[] = [];
  for (let at = 0; at < spelled.length && characters.length < 512; at++) {
    const last = spelled.charCodeAt(at + 2);
    const first = spelled.charCodeAt(at);
    if (spelled[at + 1] === '-' && last >= first && last - first < 256) {
      for (let code = first; code <= last; code++) characters.push(String.fromCharCode(code));
      at += 2;
    } else characters.push(spelled.charAt(at));
  }
  return characters;
}

/** What a substitution becomes: what is printed without the line ends behind it. */
export function textOfSubstitution(output: Output): string {
  if (output === null) return UNKNOWN;
  let end = output.length;
  while (end > 0 && output[end - 1] === '\n') end -= 1;
  const text = output.slice(0, end);
  // Of names that nobody has seen, some may be cut in two or be options.
  return isListing(output) ? `${text}\n${UNKNOWN}` : text;
}
