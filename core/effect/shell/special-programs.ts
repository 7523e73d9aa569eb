import type { Effect } from '../effect.ts';
import { afterOptions } from './after-options.ts';
import { type Argument, isKnown, joinArguments, literalArgument, UNKNOWN } from './argument.ts';
import { shown } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { type Command, type Output, placeOfFinding } from './run-context.ts';
import { runFind } from './run-find.ts';
import { runListed } from './run-listed.ts';
import { runSed } from './run-sed.ts';
import { runShell, textRun } from './run-shell.ts';
import { changesWhatRuns } from './variables.ts';

/** Programs whose words mean more than a rule can say: those that run others, and those with a language of their own. */
export const SPECIAL_PROGRAMS: ReadonlyMap<string, (command: Command) => Output> = new Map<
  string,
  (command: Command) => Output
>([
  ...['sudo', 'doas', 'pkexec', 'run0', 'gosu', 'su-exec'].map((name) => [name, runAsRoot] as const),
  ...['su', 'runuser'].map((name) => [name, runAsOther] as const),
  ...['env', 'cross-env', 'cross-env-shell', 'env-cmd', 'dotenv', 'dotenvx'].map(
    (name) => [name, runInEnvironment] as const,
  ),
  ['xargs', runForInput],
  ...['parallel', 'rush'].map((name) => [name, runForEach] as const),
  ['find', runFind],
  ...['sed', 'gsed'].map((name) => [name, runSed] as const),
  ['watch', runWatched],
  ...['ssh', 'mosh', 'autossh'].map((name) => [name, runRemotely] as const),
  ...['sh', 'bash', 'dash', 'zsh', 'ksh', 'mksh', 'ash', 'rbash', 'fish', 'csh', 'tcsh', 'yash', 'posh'].map(
    (name) => [name, runShell] as const,
  ),
]);

function add({ invocation, context }: Command, effects: readonly Effect[]): void {
  context.findings.add(effects, placeOfFinding(invocation.at, context));
}

function run(command: Command, words: readonly Argument[]): Output {
  const { invocation, state, context } = command;
  return words.length === 0 ? null : context.runCommand({ ...invocation, words }, state.fork(), context);
}

/** Options of sudo and its like that take the next word. */
const ROOT_VALUES = new Set([
  '-u',
  '--user',
  '-g',
  '--group',
  '-h',
  '--host',
  '-p',
  '--prompt',
  '-C',
  '-D',
  '--chdir',
  '-R',
  '--chroot',
  '-T',
  '-r',
  '-t',
  '-U',
]);
const ROOT_QUESTIONS = new Set(['-l', '--list', '-v', '--validate', '-k', '-K', '-V', '--version', '--help']);

/** Everything that runs as root is asked about, whatever it is: an effect of its own says so. */
function runAsRoot(command: Command): Output {
  const start = afterOptions(command.args, ROOT_VALUES);
  const options = command.args.slice(0, start).map(({ text }) => text);
  const words = command.args.slice(start);
  if (words.length === 0 && options.some((text) => ROOT_QUESTIONS.has(text))) return null;
  add(command, [asRoot(command)]);
  if (words.length === 0) add(command, [opaque(command.name, 'a shell of the administrator')]);
  return run(command, words);
}

function asRoot({ name, args }: Command): Effect {
  const text = shown({ text: joinArguments(args) });
  return effectOfCommand('process.run', `${name} ${text}`, {
    detail: 'run with the rights of the administrator',
    marks: ['as-root'],
  });
}

/** `su -c text user`, `runuser -u user -- command`. */
function runAsOther(command: Command): Output {
  add(command, [asRoot(command)]);
  const texts = command.args.map(({ text }) => text);
  const at = texts.findIndex(
    (text) =>
      text === '--command' ||
      text === '--session-command' ||
      (text.startsWith('-') && !text.startsWith('--') && text.endsWith('c')),
  );
  const script = command.args[at + 1];
  const user = texts.findIndex((text) => text === '-u' || text === '--user');
  if (at >= 0 && script !== undefined) return command.context.runText(script.text, textRun(command), command.context);
  if (user >= 0) {
    const start = afterOptions(command.args, new Set(['-u', '--user', '-g', '--group', '-G', '--supp-group']));
    return run(command, command.args.slice(start));
  }
  add(command, [opaque(command.name, 'a shell of another user')]);
  return null;
}

const ENV_VALUES = new Set(['-u', '--unset', '-C', '--chdir', '-a', '--argv0', '-P']);

/** Assignments, options, and then a command; `-S` holds a command in one text. */
function runInEnvironment(command: Command): Output {
  const { args, context, state } = command;
  const split = args.findIndex(
    ({ text }) =>
      text === '-S' ||
      text === '--split-string' ||
      text.startsWith('-S') ||
      text.startsWith('--split-string=') ||
      text === '-vS' ||
      text === '-iS',
  );
  if (split >= 0 && args.slice(0, split).every(({ text }) => text.startsWith('-') || isAssignment(text))) {
    const { text } = args[split] as Argument;
    const inline = text.startsWith('--')
      ? text.slice('--split-string='.length)
      : text.startsWith('-S')
        ? text.slice(2)
        : '';
    const rest = args.slice(split + 1).map((argument) => argument.text);
    return context.runText([inline, ...rest].join(' '), textRun(command), context);
  }
  let at = afterOptions(args, ENV_VALUES);
  const environment = new Map<string, string>();
  for (let word = args[at]; word !== undefined && isAssignment(word.text); word = args[++at]) {
    const equals = word.text.indexOf('=');
    environment.set(word.text.slice(0, equals), word.text.slice(equals + 1));
  }
  const why = changesWhatRuns(environment);
  if (why !== null) add(command, [opaque(why, 'a variable that makes programs run others')]);
  const inner = state.fork();
  for (const [name, value] of environment) inner.assign(name, value);
  return run({ ...command, state: inner }, args.slice(at));
}

function isAssignment(text: string): boolean {
  const equals = text.indexOf('=');
  if (equals <= 0) return false;
  return [...text.slice(0, equals)].every((character) => character === '_' || isLetterOrDigit(character));
}

function isLetterOrDigit(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9')
  );
}

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

/** `xargs`: the command with words from its input, which are known only where the input is. */
function runForInput(command: Command): Output {
  const { args, invocation } = command;
  const start = afterOptions(args, XARGS_VALUES);
  const placeholder = placeholderOf(args.slice(0, start));
  const words = args.slice(start);
  if (words.length === 0) return null;
  const { stdin } = invocation;
  const isListed = stdin.kind === 'text' && isKnown(stdin);
  const input = isListed
    ? stdin.text
        .split(/\s/)
        .filter((text) => text !== '')
        .map((text) => literalArgument(text, invocation.at))
    : [any(command)];
  if (placeholder === null) return run(command, [...words, ...input]);
  return run(
    command,
    words.map((word) => fill(word, placeholder, isListed ? joinArguments(input) : UNKNOWN)),
  );
}

function placeholderOf(options: readonly Argument[]): string | null {
  for (const [index, { text }] of options.entries()) {
    if (text === '-I' || text === '-J') return options[index + 1]?.text ?? '{}';
    if (text.startsWith('-I')) return text.slice(2);
    if (text === '-i' || text === '--replace') return '{}';
    if (text.startsWith('--replace=')) return text.slice('--replace='.length);
  }
  return null;
}

/** Any number of words that nobody knows. */
function any({ invocation }: Command): Argument {
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

/** GNU parallel joins its words to shell text, and fills in its input or what stands behind `:::`. */
function runForEach(command: Command): Output {
  const { args, context } = command;
  const start = afterOptions(args, PARALLEL_VALUES);
  const rest = args.slice(start);
  const end = rest.findIndex(({ text }) => text.startsWith(':::'));
  const words = end < 0 ? rest : rest.slice(0, end);
  const given = end < 0 ? [] : rest.slice(end + 1).filter(({ text }) => !text.startsWith(':::'));
  if (args.slice(0, start).some(({ text }) => text.startsWith('-S') || text.startsWith('--sshlogin')))
    add(command, [opaque('parallel', 'it runs commands on other machines')]);
  if (words.length === 0) {
    for (const argument of given) context.runText(argument.text, textRun(command), context);
    if (given.length === 0) add(command, [opaque('parallel', 'it runs what it reads from its input')]);
    return null;
  }
  const value =
    given.length === 0
      ? any(command)
      : { ...any(command), text: given.length === 1 ? (given[0]?.text ?? '') : UNKNOWN };
  const hasPlace = words.some(({ text }) => text.includes('{'));
  const filled = words.map((word) =>
    ['{}', '{.}', '{/}', '{//}', '{/.}', '{1}', '{2}'].reduce(
      (filling, place) => fill(filling, place, value.text),
      word,
    ),
  );
  return run(command, hasPlace ? filled : [...filled, value]);
}

/** `watch` hands its words to a shell as one text, or runs them with `-x`. */
function runWatched(command: Command): Output {
  const start = afterOptions(command.args, new Set(['-n', '--interval', '-q', '--equexit']));
  const isDirect = command.args.slice(0, start).some(({ text }) => text === '-x' || text === '--exec');
  const words = command.args.slice(start);
  if (isDirect) return run(command, words);
  return words.length === 0 ? null : command.context.runText(joinArguments(words), textRun(command), command.context);
}

const SSH_VALUES = new Set([
  '-B',
  '-b',
  '-c',
  '-D',
  '-E',
  '-e',
  '-F',
  '-I',
  '-i',
  '-J',
  '-L',
  '-l',
  '-m',
  '-O',
  '-o',
  '-p',
  '-Q',
  '-R',
  '-S',
  '-W',
  '-w',
  '--ssh',
  '-M',
]);

/** The connection and its options by the table; and the text that runs over there, read as if it ran here. */
function runRemotely(command: Command): Output {
  const start = afterOptions(command.args, SSH_VALUES);
  const words = command.args.slice(start + 1);
  runListed({
    ...command,
    args: command.args.slice(0, start + 1),
    invocation: { ...command.invocation, words: command.invocation.words.slice(0, start + 2) },
  });
  if (words.length === 0) return null;
  const remote = command.state.fork();
  remote.cwd = null;
  command.context.runText(joinArguments(words), { ...textRun(command), state: remote }, command.context);
  return null;
}
