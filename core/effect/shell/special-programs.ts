import type { Effect } from '../effect.ts';
import { afterOptions } from './after-options.ts';
import { type Argument, joinArguments } from './argument.ts';
import { namesSecret } from './code/names-secret.ts';
import { effectsOfUse, runsUnseen, shown } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { folderOf } from './make-use.ts';
import { runCmake, runMake } from './run-cmake.ts';
import { runCmd } from './run-cmd.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runPowershell } from './run-encoded.ts';
import { runFind } from './run-find.ts';
import { runForEach, runForFound, runForInput } from './run-for-input.ts';
import { runGit, runInRepository } from './run-git.ts';
import { runListed } from './run-listed.ts';
import { runLookup } from './run-lookup.ts';
import { runWithMode } from './run-mode.ts';
import { runPatch } from './run-patch.ts';
import { runSed } from './run-sed.ts';
import { runPerl, runPhp, runPython, runRecorder } from './run-settings.ts';
import { runShell, textRun } from './run-shell.ts';
import { readsEnvironment, readsVariable } from './shown-secrets.ts';
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
  ...['fd', 'fdfind'].map((name) => [name, runForFound] as const),
  ...['parallel', 'rush'].map((name) => [name, runForEach] as const),
  ['find', runFind],
  ...['sed', 'gsed'].map((name) => [name, runSed] as const),
  ...['chmod', 'gchmod', 'install', 'ginstall', 'mkdir'].map((name) => [name, runWithMode] as const),
  ['watch', runWatched],
  ['git', runGit],
  ...['tig', 'gitk', 'gh', 'hub', 'glab', 'lazygit', 'gitui'].map((name) => [name, runInRepository] as const),
  ['patch', runPatch],
  ['cmake', runCmake],
  ...['make', 'gmake', 'bmake', 'remake', 'colormake'].map((name) => [name, runMake] as const),
  ...['cmd', 'cmd.exe'].map((name) => [name, runCmd] as const),
  ...['dig', 'kdig', 'delv', 'drill', 'dog', 'doggo'].map((name) => [name, runLookup] as const),
  ['php', runPhp],
  ['perl', runPerl],
  ...['ffmpeg', 'avconv', 'ffplay'].map((name) => [name, runRecorder] as const),
  ...['python', 'python2', 'python3', 'pypy', 'pypy3'].map((name) => [name, runPython] as const),
  ['printenv', printEnvironment],
  ['yq', runYq],
  ['ldd', runLoader],
  ['ps', listProcesses],
  ...['pwsh', 'powershell', 'powershell.exe', 'pwsh.exe'].map((name) => [name, runPowershell] as const),
  ...['ssh', 'mosh', 'autossh'].map((name) => [name, runRemotely] as const),
  ...['sh', 'bash', 'dash', 'zsh', 'ksh', 'mksh', 'ash', 'rbash', 'fish', 'csh', 'tcsh', 'yash', 'posh'].map(
    (name) => [name, runShell] as const,
  ),
]);

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
  addEffects([asRoot(command)], command);
  if (words.length > 0) return run(command, words);
  addEffects([opaque(command.name, 'a shell of the administrator')], command);
  return runGivenInput(command, command.state);
}

/** A shell that is given its commands: what is known of them runs. */
function runGivenInput(command: Command, state: Command['state']): Output {
  const { stdin } = command.invocation;
  if (stdin.kind !== 'text') return null;
  return command.context.runText(stdin.text, { ...textRun(command), state }, command.context);
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
  addEffects([asRoot(command)], command);
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
  addEffects([opaque(command.name, 'a shell of another user')], command);
  return null;
}

const ENV_VALUES = new Set(['-u', '--unset', '-C', '--chdir', '-a', '--argv0', '-P']);

/** The options with a value of programs that take the environment from files. */
const FILE_VALUES = new Set([
  '-f',
  '--file',
  '-e',
  '--environments',
  '-r',
  '--rc-file',
  '-v',
  '-p',
  '-c',
  '--env-file',
]);

/** Programs that take variables from a file of the project, which may hold any. */
const FROM_FILE: ReadonlySet<string> = new Set(['env-cmd', 'dotenv', 'dotenvx']);

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
  if (split >= 0 && args.slice(0, split).every(({ text }) => text.startsWith('-') || text.indexOf('=') > 0)) {
    const { text } = args[split] as Argument;
    const inline = text.startsWith('--')
      ? text.slice('--split-string='.length)
      : text.startsWith('-S')
        ? text.slice(2)
        : '';
    const rest = args.slice(split + 1).map((argument) => argument.text);
    return context.runText([inline, ...rest].join(' '), textRun(command), context);
  }
  const start = afterOptions(args, command.name === 'env' ? ENV_VALUES : FILE_VALUES);
  let at = args[start]?.text === '-' ? start + 1 : start;
  const environment = new Map<string, string>();
  for (let word = args[at]; word !== undefined && word.text.indexOf('=') > 0; word = args[++at]) {
    const equals = word.text.indexOf('=');
    environment.set(word.text.slice(0, equals), word.text.slice(equals + 1));
  }
  const why = changesWhatRuns(environment);
  if (why !== null) addEffects([opaque(why, 'a variable that makes programs run others')], command);
  const inner = state.fork();
  for (const [index, { text }] of args.slice(0, start).entries()) {
    const folder = args[index + 1];
    if ((text === '-C' || text === '--chdir') && folder !== undefined) inner.cwd = folderOf(folder, state);
  }
  for (const [name, value] of environment) inner.assign(name, value);
  const isEmpty = args
    .slice(0, at)
    .some(({ text }) => text === '-' || text === '-i' || text === '--ignore-environment');
  if (args.length === at && command.name === 'env' && !isEmpty && !context.isNarrowed && !isAskingForHelp(args))
    addEffects([readsEnvironment(command.name)], command);
  const given = new Map([...command.invocation.environment, ...environment]);
  const invocation = { ...command.invocation, environment: given };
  const isFromFile = at < args.length && FROM_FILE.has(command.name);
  if (isFromFile) addEffects([runsUnseen(shown({ text: joinArguments(command.invocation.words) }))], command);
  return run({ ...command, invocation, state: inner }, args.slice(at));
}

function isAskingForHelp([first]: readonly Argument[]): boolean {
  return first?.text === '--help' || first?.text === '--version';
}

/** `printenv`: everything, or the variables it is given. */
function printEnvironment(command: Command): Output {
  const names = command.args.filter(({ text }) => !text.startsWith('-'));
  if (names.length > 0) for (const { text } of names) if (namesSecret(text)) addEffects([readsVariable(text)], command);
  if (names.length === 0 && !command.context.isNarrowed) addEffects([readsEnvironment(command.name)], command);
  return null;
}

/** `ps`: letters without a dash that hold `e` show the environment of processes (BSD). */
function listProcesses(command: Command): Output {
  const [first] = command.args;
  if (first !== undefined && first.text.includes('e') && isLetters(first.text) && !command.context.isNarrowed)
    addEffects([readsEnvironment('ps')], command);
  return runListed(command);
}

function isLetters(text: string): boolean {
  return [...text].every((letter) => letter >= 'a' && letter <= 'z');
}

/** Words by which `yq` is told to do what it does anyway. */
const EVALUATES: ReadonlySet<string> = new Set(['e', 'eval', 'ea', 'eval-all']);

/** `yq`: what its table says, with or without the word for it. */
function runYq(command: Command): Output {
  const { args, invocation } = command;
  if (!EVALUATES.has(args[0]?.text ?? '')) return runListed(command);
  const words = invocation.words.filter((_, index) => index !== 1);
  return runListed({ ...command, args: args.slice(1), invocation: { ...invocation, words } });
}

/** Folders whose programs whoever set the machine up has put there. */
const SYSTEM_FOLDERS = ['/bin/', '/sbin/', '/usr/', '/lib/', '/lib64/', '/opt/'];

/** `ldd` may start the program that it is asked about, with the loader that this one names. */
function runLoader(command: Command): Output {
  const { args, state, context } = command;
  const files = args.filter(
    ({ text }) => !text.startsWith('-') && !SYSTEM_FOLDERS.some((folder) => text.startsWith(folder)),
  );
  const place = { cwd: state.cwd, command: command.name, context };
  for (const file of files) addEffects(effectsOfUse('script', file, place), command);
  return runListed(command);
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
  const remote = command.state.fork();
  remote.cwd = null;
  if (words.length === 0) return runGivenInput(command, remote);
  command.context.runText(joinArguments(words), { ...textRun(command), state: remote }, command.context);
  return null;
}
