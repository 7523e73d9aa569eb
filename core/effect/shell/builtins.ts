import { type Argument, argumentFrom, isListing, joinArguments, ONE_OF_MANY, UNKNOWN } from './argument.ts';
import { effectsOfUse, shown } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { knownFile } from './known-files.ts';
import { knownOutput } from './known-output.ts';
import { folderOf, runShellText } from './make-use.ts';
import { noteAssignment } from './note-settings.ts';
import { formatPrintf } from './print-text.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { readsEnvironment } from './shown-secrets.ts';
import { changesWhatRuns } from './variables.ts';

/** Runs a builtin of the shell. */
type Builtin = (command: Command) => Output;

/**
 * The builtins of POSIX sh and Bash that do more than print, and those that print what can be known. What is left out is
 * looked up as a program.
 */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...['cd', 'pushd', 'chdir'].map((name) => [name, changeFolder] as const),
  ['popd', forgetFolder],
  ...['.', 'source'].map((name) => [name, runFile] as const),
  ['eval', evaluate],
  ...['exec', 'command', 'builtin'].map((name) => [name, runRest] as const),
  ['alias', defineAlias],
  ['trap', setTrap],
  ['read', readVariables],
  ...['mapfile', 'readarray'].map((name) => [name, readLines] as const),
  ['set', setArguments],
  ['shift', forgetArguments],
  ['unset', unsetVariables],
  ['enable', loadBuiltins],
  ['hash', replaceProgram],
  ...['export', 'declare', 'local', 'readonly', 'typeset'].map((name) => [name, declare] as const),
  ...['complete', 'bind'].map((name) => [name, setHandler] as const),
  ['coproc', runAfter],
  ['printf', printOrAssign],
  ...['echo', 'true', ':'].map((name) => [name, print] as const),
  ['kill', signal],
  ['history', changeHistory],
  ...HARMLESS_NAMES().map((name) => [name, nothing] as const),
]);

function HARMLESS_NAMES(): readonly string[] {
  return (
    'false test [ [[ exit return break continue wait jobs type umask ulimit let getopts shopt bg fg disown times ' +
    'caller dirs help logout suspend unalias compgen compopt fc pwd'
  ).split(' ');
}

function nothing({ name, state }: Command): Output {
  if (name === 'pwd') return `${state.cwd ?? UNKNOWN}\n`;
  return SILENT.has(name) ? '' : null;
}

const SILENT = new Set(['test', '[', 'false', 'umask', 'ulimit', 'shopt', 'let']);

/** Gives a variable a value that came about by expansion, or a builtin's input; notes where programs run it. */
function assign(command: Command, name: string, value: string): void {
  command.state.assign(name, value);
  noteAssignment(command.state, name, value);
  const why = changesWhatRuns(new Map([[name, value]]));
  if (why !== null) addEffects([opaque(why, 'a variable that makes programs run others')], command);
}

/** Declarations: `export "$x=1"` assigns as well, and some options change what the value is. */
function declare(command: Command): Output {
  const { name, args, state, invocation } = command;
  const isListing = args.every(({ text }) => LISTING.has(text)) && invocation.environment.size === 0;
  if (isListing && !command.context.isNarrowed && name !== 'readonly' && name !== 'local')
    addEffects([readsEnvironment(name)], command);
  for (const { text } of args) {
    const equals = text.indexOf('=');
    if (equals > 0) assign(command, text.slice(0, equals), text.slice(equals + 1));
  }
  if (name === 'export' || args.some(({ text }) => text.startsWith('-') && text.includes('x'))) exportAll(command);
  if (name === 'export' || name === 'readonly') return '';
  const letters = args.flatMap(({ text }) => (text.startsWith('-') ? [...text.slice(1)] : []));
  if (letters.includes('n'))
    addEffects([opaque(shown({ text: joinArguments(args) }), 'a name that stands for another')], command);
  if (letters.some((letter) => 'ilu'.includes(letter)))
    for (const changed of invocation.environment.keys()) state.assign(changed, UNKNOWN);
  return null;
}

/** Gives programs what was declared, with a value here or before. */
function exportAll({ args, invocation, state }: Command): void {
  for (const [name, value] of invocation.environment) state.export(name, value);
  for (const { text } of args) {
    const equals = text.indexOf('=');
    const name = equals > 0 ? text.slice(0, equals) : text;
    if (!state.knows(name)) continue;
    const value = state.valueOf(name);
    state.export(name, typeof value === 'string' ? value : UNKNOWN);
  }
}

/** Options with which a declaration without names prints the variables it could declare. */
const LISTING = new Set(['-p', '-x', '-px', '-xp']);

/** `hash -p file name` runs the file for the name from then on. */
function replaceProgram(command: Command): Output {
  if (command.args.some(({ text }) => text.startsWith('-p')))
    addEffects(
      [opaque(shown({ text: joinArguments(command.args) }), 'it puts a program in the place of another')],
      command,
    );
  return null;
}

/** A command that runs when a key is pressed or a word completed: `complete -C`, `bind -x`. */
function setHandler(command: Command): Output {
  const at = command.args.findIndex(({ text }) => text === '-C' || text === '-x');
  const handler = command.args[at + 1];
  if (at < 0 || handler === undefined) return null;
  const colon = command.name === 'bind' ? handler.text.indexOf(':') : -1;
  runShellText(argumentFrom(handler, colon + 1), command);
  return null;
}

function print({ name, args, invocation }: Command): Output {
  return knownOutput(name, args, invocation.stdin);
}

/** `printf -v name` prints into a variable. */
function printOrAssign(command: Command): Output {
  const [option, name] = command.args;
  if (option?.text !== '-v' || name === undefined) return print(command);
  assign(command, name.text, formatPrintf(command.args.slice(2).map(({ text }) => text)));
  return '';
}

function changeFolder({ args, state, context }: Command): Output {
  const target = args.find(({ text }) => text === '-' || !text.startsWith('-'));
  const searches = state.knows('CDPATH') && state.valueOf('CDPATH') !== '';
  if (target?.text === '-' || (searches && target !== undefined && !'./'.includes(target.text.charAt(0))))
    state.cwd = null;
  else if (target === undefined) state.cwd = context.place.home;
  else state.cwd = folderOf(target, state);
  return '';
}

function forgetFolder({ state }: Command): Output {
  state.cwd = null;
  return '';
}

/** A file's text is not known here; what a process substitution prints may be. */
function runFile(command: Command): Output {
  const [file] = command.args;
  if (file === undefined) return '';
  return runDocument(command, file);
}

const STANDARD_INPUT = new Set(['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** Runs a file as shell text: what was written to it before, what it stands for, or a file that nobody has read. */
export function runDocument(command: Command, file: Argument): Output {
  const { context, state, invocation, name } = command;
  const { stdin } = invocation;
  const text = STANDARD_INPUT.has(file.text) && stdin.kind === 'text' ? stdin.text : knownFile(file, command);
  const isStream = file.text.startsWith('/dev/') || file.text.startsWith('/proc/');
  if (typeof text === 'string') {
    const output = context.runText(text, { state, at: invocation.at }, context);
    if (isStream) return output;
  } else if (text === null || isStream) {
    addEffects([opaque(`${name} ${shown(file)}`, 'it runs what another command prints')], command);
    return null;
  }
  addEffects(effectsOfUse('script', file, { cwd: state.cwd, command: `${name} ${shown(file)}`, context }), command);
  return null;
}

function evaluate({ args, state, context, invocation }: Command): Output {
  return context.runText(joinArguments(args), { state, at: invocation.at, stdin: invocation.stdin }, context);
}

/** `exec`, `command` and `builtin` run their words; `command -v` only looks. */
function runRest({ name, args, invocation, state, context }: Command): Output {
  let start = 0;
  for (let text = args[start]?.text; text?.startsWith('-') === true; text = args[++start]?.text) {
    if (name === 'command' && (text.includes('v') || text.includes('V')))
      return args.length === 2 ? `${joinArguments(args.slice(1))}\n` : null;
    if (name === 'exec' && text === '-a') start += 1;
    if (text === '--') {
      start += 1;
      break;
    }
  }
  const words = args.slice(start);
  return words.length === 0 ? '' : context.runCommand({ ...invocation, words }, state, context);
}

function runAfter({ args, invocation, state, context }: Command): Output {
  return args.length === 0 ? '' : context.runCommand({ ...invocation, words: args }, state.fork(), context);
}

/** What an alias stands for runs when it is used: here or later, where nobody sees it. */
function defineAlias(command: Command): Output {
  for (const argument of command.args) {
    const equals = argument.text.indexOf('=');
    if (equals <= 0) continue;
    runShellText(argumentFrom(argument, equals + 1), command);
    const [name, text] = [argument.text.slice(0, equals), argument.text.slice(equals + 1)];
    if (!command.state.setAlias(name, text)) addEffects([opaque(name, 'more aliases than are followed')], command);
  }
  return null;
}

function setTrap(command: Command): Output {
  const [action, ...signals] = command.args.filter(({ text }) => text !== '--');
  if (
    action === undefined ||
    signals.length === 0 ||
    action.text === '-' ||
    action.text === '' ||
    action.text === '-p' ||
    action.text === '-l'
  )
    return '';
  runShellText(action, command);
  return '';
}

function readVariables(command: Command): Output {
  let takesValue = false;
  for (const { text } of command.args) {
    if (takesValue) takesValue = false;
    else if (text.startsWith('-')) takesValue = text.length === 2 && 'adinNptu'.includes(text.charAt(1));
    else assign(command, text, nameRead(command));
  }
  command.state.assign('REPLY', nameRead(command));
  return '';
}

/** What stands in a line of the input: one of many, and known only where each line is a name of a folder or a tree. */
function nameRead({ invocation }: Command): string {
  const { stdin } = invocation;
  if (stdin.kind === 'none') return UNKNOWN;
  if (stdin.kind !== 'text' || !isListing(stdin.text)) return ONE_OF_MANY;
  return stdin.text.split(stdin.text.includes('\0') ? '\0' : '\n').find(isListing) as string;
}

function readLines(command: Command): Output {
  const callback = command.args.findIndex(({ text }) => text === '-C');
  const action = command.args[callback + 1];
  if (callback >= 0 && action !== undefined) runShellText(action, command);
  const name = command.args.at(-1);
  command.state.assign(name === undefined || name.text.startsWith('-') ? 'MAPFILE' : name.text, ONE_OF_MANY);
  return '';
}

function changeHistory(command: Command): Output {
  const { args } = command;
  if (args.some(({ text }) => text.startsWith('-') && [...'cdw'].some((letter) => text.includes(letter))))
    addEffects([opaque(shown({ text: `history ${joinArguments(args)}` }), HIDES)], command);
  return null;
}

/** `set -- words` changes the arguments of the script. */
function setArguments(command: Command): Output {
  const { args, state } = command;
  if (args[0]?.text === '+o' && args[1]?.text === 'history') addEffects([opaque('set +o history', HIDES)], command);
  if (args.some(({ text }) => exportsWhatIsAssigned(text))) state.exportsAll = true;
  const end = args.findIndex(({ text }) => text === '--');
  const words =
    end >= 0 ? args.slice(end + 1) : args.filter(({ text }) => !text.startsWith('-') && !text.startsWith('+'));
  if (args.length === 0 && !command.context.isNarrowed) addEffects([readsEnvironment('set')], command);
  if (end < 0 && words.length === 0) return args.length === 0 ? null : '';
  const texts = words.map(({ text }) => text);
  for (const [index, text] of texts.entries()) state.assign(String(index + 1), text);
  state.assign('@', texts);
  state.assign('*', texts);
  return '';
}

/** `set -a`, `set -eax`, `set -o allexport`. */
function exportsWhatIsAssigned(word: string): boolean {
  return word === 'allexport' || (word.startsWith('-') && !word.startsWith('--') && word.includes('a'));
}

function forgetArguments({ state }: Command): Output {
  for (let index = 1; index <= 9; index++) state.assign(String(index), UNKNOWN);
  for (const name of ['@', '*']) state.assign(name, UNKNOWN);
  return '';
}

const HIDES = 'it keeps the shell from remembering what was run';

function unsetVariables(command: Command): Output {
  const { args, state } = command;
  for (const { text } of args) if (!text.startsWith('-')) state.assign(text, '');
  if (args.some(({ text }) => text.startsWith('HIST')))
    addEffects([opaque(shown({ text: joinArguments(args) }), HIDES)], command);
  return '';
}

function loadBuiltins(command: Command): Output {
  if (command.args.some(({ text }) => text.startsWith('-') && text.includes('f')))
    addEffects([opaque(shown({ text: joinArguments(command.args) }), 'it loads code into the shell')], command);
  return '';
}

const QUESTIONS = new Set(['-l', '-L', '--list', '-0', '--table', '--help', '--version']);

/** `kill`; jobs (`%1`) are those that this shell began itself. */
function signal(command: Command): Output {
  const [first] = command.args;
  if (first === undefined || QUESTIONS.has(first.text)) return null;
  if (command.args.every(({ text }) => text.startsWith('%'))) return '';
  const text = `kill ${shown({ text: joinArguments(command.args) })}`;
  addEffects([effectOfCommand('process.signal', text, { detail: 'signal a process' })], command);
  return '';
}
