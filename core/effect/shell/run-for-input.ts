import { afterOptions } from './after-options.ts';
import {
  type Argument,
  argumentFrom,
  isKnown,
  isListing,
  joinArguments,
  literalArgument,
  quoteForShell,
  UNKNOWN,
} from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import { opaque } from './findings.ts';
import { type Command, type Output, placeOfFinding } from './run-context.ts';
import { runListed } from './run-listed.ts';
import { textRun } from './run-shell.ts';

/** Commands that are run one by one for what is given; of more, one for anything. */
const MAX_ROUNDS = 16;

const XARGS_VALUES = new Set([
  '-a',
  '--arg-file',
  '-d',
  '--delimiter',
  '-E',
  '-I',
  '-L',
  '--max-lines',
  '-n',
  '--max-args',
  '-P',
  '--max-procs',
  '-s',
  '--max-chars',
  '--process-slot-var',
  '-R',
  '-J',
  '-S',
]);

/** Options by which `xargs` runs its command more than once. */
const SPLITTERS = ['-n', '-L', '-l', '--max-args', '--max-lines'];

/** `xargs`: the command with words from its input, which are known only where the input is. */
export function runForInput(command: Command): Output {
  const { args } = command;
  const start = afterOptions(args, XARGS_VALUES);
  const options = args.slice(0, start).map(({ text }) => text);
  const words = args.slice(start);
  readArguments(command, args.slice(0, start));
  if (words.length === 0) return null;
  const placeholder = placeholderOf(options);
  const items = itemsOf(command, options, placeholder !== null);
  if (placeholder === null) {
    const isSplit = options.some((text) => SPLITTERS.some((option) => text.startsWith(option)));
    const each = isSplit && items.length > 1 ? items.map((item) => [...words, item]) : [];
    return runEach(command, [[...words, ...items], ...each]);
  }
  return runEach(
    command,
    items.map((item) => words.map((word) => fill(word, placeholder, item.text))),
  );
}

/** `-a file`: what it prints, or hands on, is what the file holds. */
function readArguments({ state, context, invocation }: Command, options: readonly Argument[]): void {
  for (const [index, option] of options.entries()) {
    const inline = option.text.startsWith('--arg-file=') ? '--arg-file='.length : option.text.startsWith('-a') ? 2 : 0;
    const isWhole = option.text === '-a' || option.text === '--arg-file';
    const file = isWhole ? options[index + 1] : inline > 0 ? argumentFrom(option, inline) : undefined;
    if (file === undefined) continue;
    const effects = effectsOfUse('read', file, { cwd: state.cwd, command: 'xargs', context });
    context.findings.add(effects, placeOfFinding(invocation.at, context));
  }
}

function runEach({ invocation, state, context }: Command, lines: readonly (readonly Argument[])[]): Output {
  for (const words of lines) context.runCommand({ ...invocation, words }, state.fork(), context);
  return null;
}

/** What the input holds: lines, words, or what stands between the delimiters that an option names. */
function itemsOf(command: Command, options: readonly string[], isByLine: boolean): readonly Argument[] {
  const { stdin, at } = command.invocation;
  const isFromFile = options.some((text) => text.startsWith('-a') || text.startsWith('--arg-file'));
  if (isFromFile || stdin.kind !== 'text' || !(isKnown(stdin) || isListing(stdin.text))) return [any(command)];
  const delimiter = delimiterOf(options);
  const isEnded = stdin.text.endsWith('\n') || (delimiter === '\0' && stdin.text.endsWith('\0'));
  const trimmed = isEnded ? stdin.text.slice(0, -1) : stdin.text;
  const texts = delimiter !== null ? trimmed.split(delimiter) : isByLine ? trimmed.split('\n') : wordsOf(trimmed);
  // Of names that nobody has seen, some may be cut in two or be options: a word that may be anything stands for those.
  if (texts.length > MAX_ROUNDS || isListing(stdin.text))
    return [...texts.slice(0, MAX_ROUNDS).map((text) => literalArgument(text, at)), any(command)];
  return texts.map((text) => literalArgument(text, at));
}

function delimiterOf(options: readonly string[]): string | null {
  for (const [index, text] of options.entries()) {
    if (text === '-0' || text === '--null' || (text.startsWith('-') && !text.startsWith('--') && text.includes('0')))
      return '\0';
    if (text === '-d' || text === '--delimiter') return spelled(options[index + 1] as string);
    if (text.startsWith('-d')) return spelled(text.slice(2));
    if (text.startsWith('--delimiter=')) return spelled(text.slice('--delimiter='.length));
  }
  return null;
}

function spelled(text: string): string {
  return text === '\\n' ? '\n' : text === '\\t' ? '\t' : text === '\\0' ? '\0' : text;
}

/** Words as `xargs` has them: quotes keep blanks, a backslash the next character. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (' \t\n'.includes(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      word = (word ?? '') + text.slice(at + 1, end < 0 ? undefined : end);
      at = end < 0 ? text.length : end;
    } else {
      if (character === '\\') at += 1;
      word = (word ?? '') + text.charAt(at);
    }
  }
  return word === null ? words : [...words, word];
}

function placeholderOf(options: readonly string[]): string | null {
  for (const [index, text] of options.entries()) {
    if (text === '-I' || text === '-J') return options[index + 1] ?? '{}';
    if (text.startsWith('-I')) return text.slice(2);
    if (text === '-i' || text === '--replace') return '{}';
    if (text.startsWith('--replace=')) return text.slice('--replace='.length);
  }
  return null;
}

/** Any number of words that nobody knows. */
function any({ invocation }: Pick<Command, 'invocation'>): Argument {
  return { text: UNKNOWN, isPattern: true, maySplit: true, span: invocation.at };
}

function fill(word: Argument, placeholder: string, value: string): Argument {
  if (placeholder === '' || !word.text.includes(placeholder)) return word;
  const text = word.text.replaceAll(placeholder, value);
  return { ...word, text, isPattern: text.includes(UNKNOWN) || word.isPattern };
}

const PARALLEL_VALUES = new Set([
  '-j',
  '--jobs',
  '-a',
  '--arg-file',
  '-C',
  '--colsep',
  '-d',
  '--delimiter',
  '-I',
  '-n',
  '-N',
  '-S',
  '--sshlogin',
  '--joblog',
  '--results',
  '--timeout',
  '--delay',
  '--tmpdir',
  '--retries',
  '--load',
  '--wd',
  '--workdir',
]);

const PLACES = ['{}', '{.}', '{/}', '{//}', '{/.}', '{1}', '{2}'];

/** GNU parallel joins its words to shell text, and fills in its input or what stands behind `:::`. */
export function runForEach(command: Command): Output {
  const { args, context, invocation } = command;
  const start = afterOptions(args, PARALLEL_VALUES);
  const rest = args.slice(start);
  const end = rest.findIndex(({ text }) => text.startsWith(':::'));
  const words = end < 0 ? rest : rest.slice(0, end);
  const given = end < 0 ? [] : rest.slice(end + 1).filter(({ text }) => !text.startsWith(':::'));
  const note = (why: string): void =>
    context.findings.add([opaque('parallel', why)], placeOfFinding(invocation.at, context));
  if (args.slice(0, start).some(({ text }) => text.startsWith('-S') || text.startsWith('--sshlogin')))
    note('it runs commands on other machines');
  if (words.length === 0) {
    for (const argument of given) context.runText(argument.text, textRun(command), context);
    if (given.length === 0) note('it runs what it reads from its input');
    return null;
  }
  const { stdin } = invocation;
  const isListed = given.length === 0 && stdin.kind === 'text' && isListing(stdin.text);
  const options = args.slice(0, start).map(({ text }) => text);
  const unseen = isListed ? itemsOf(command, options, true) : [any(command)];
  const values = given.length === 0 || given.length > MAX_ROUNDS ? unseen : given;
  for (const value of values) runWith(command, words, value);
  return null;
}

/** Several words are run as they are; a text with blanks in it is a line for the shell. */
function runWith(command: Command, words: readonly Argument[], value: Argument): void {
  const { state, context, invocation } = command;
  const hasPlace = words.some(({ text }) => PLACES.some((place) => text.includes(place)));
  const isText = words.some(({ text }) => text.includes(' '));
  const shownValue = isText && isKnown(value) ? quoteForShell(value.text) : value.text;
  const filled = words.map((word) => PLACES.reduce((filling, place) => fill(filling, place, shownValue), word));
  const line = hasPlace ? filled : [...filled, { ...value, text: shownValue }];
  if (isText) context.runText(joinArguments(line), textRun(command), context);
  else context.runCommand({ ...invocation, words: line }, state.fork(), context);
}

const EXECUTORS = new Set(['-x', '-X', '--exec', '--exec-batch']);

/** `fd`: what it finds stands behind the words of its command, unless they say where. */
export function runForFound(command: Command): Output {
  const at = command.args.findIndex(({ text }) => EXECUTORS.has(text));
  const words = command.args.slice(at + 1);
  if (at < 0 || words.length === 0 || words.some(({ text }) => PLACES.includes(text))) return runListed(command);
  const found = { ...any(command), maySplit: false };
  const invocation = { ...command.invocation, words: [...command.invocation.words, found] };
  return runListed({ ...command, args: [...command.args, found], invocation });
}
