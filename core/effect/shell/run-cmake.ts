import { type Argument, argumentFrom, knownText, literalArgument } from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import { opaque } from './findings.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';
import { changesWhatRuns } from './variables.ts';

/** What the tools inside CMake (`cmake -E`) do, as the command that does the same. */
const TOOLS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['make_directory', ['mkdir', '-p']],
  ...['copy', 'copy_if_different'].map((name) => [name, ['cp']] as const),
  ...['copy_directory', 'copy_directory_if_different'].map((name) => [name, ['cp', '-r']] as const),
  ['remove', ['rm']],
  ['remove_directory', ['rm', '-r']],
  ['rename', ['mv']],
  ['create_symlink', ['ln', '-s']],
  ['create_hardlink', ['ln']],
  ['compare_files', ['cmp']],
  ['touch_nocreate', ['touch']],
  ['chdir', ['env', '-C']],
  ['time', ['env']],
  ...['rm', 'touch', 'cat', 'echo', 'env', 'tar', 'sleep', 'true', 'false', 'md5sum', 'sha1sum', 'sha256sum'].map(
    (name) => [name, [name]] as const,
  ),
]);

/** Endings of CMake's variables that name programs it runs, and of those that name files of its language. */
const PROGRAMS = [
  '_COMPILER',
  '_LAUNCHER',
  '_LINKER',
  '_AR',
  '_RANLIB',
  '_NM',
  '_STRIP',
  '_EMULATOR',
  '_MAKE_PROGRAM',
  '_EXECUTABLE',
];
const SCRIPTS = ['_TOOLCHAIN_FILE', '_INCLUDE', '_INCLUDE_BEFORE', '_CACHE', '_MODULE_PATH'];

/** `cmake`: what its table says; its tools, which work on files as the commands of the same use do; and what its variables name. */
export function runCmake(command: Command): Output {
  const { args, invocation, state, context } = command;
  for (const [index, { text }] of args.entries()) {
    const given =
      text === '-D' ? args[index + 1] : text.startsWith('-D') ? argumentFrom(args[index] as Argument, 2) : undefined;
    if (given !== undefined) noteVariable(given, command);
  }
  const [option, tool, ...rest] = args;
  const words = option?.text === '-E' && tool !== undefined ? TOOLS.get(knownText(tool) ?? '') : undefined;
  if (words === undefined || tool === undefined) return runListed(command);
  const first = words.map((word) => literalArgument(word, tool.span));
  return context.runCommand({ ...invocation, words: [...first, ...rest] }, state.fork(), context);
}

/** `NAME=value` or `NAME:TYPE=value`. */
function noteVariable(given: Argument, command: Command): void {
  const equals = given.text.indexOf('=');
  const name = given.text.slice(0, Math.max(0, equals)).split(':')[0] as string;
  const value = argumentFrom(given, equals + 1);
  const { state, context } = command;
  if (PROGRAMS.some((ending) => name.endsWith(ending))) noteProgram(name, value.text, command);
  if (SCRIPTS.some((ending) => name.endsWith(ending)))
    addEffects(effectsOfUse('script', value, { cwd: state.cwd, command: 'cmake', context }), command);
}

/** `make`: what its table says; and variables of the makefile that name what it runs. */
export function runMake(command: Command): Output {
  for (const { text } of command.args) {
    const equals = text.indexOf('=');
    if (equals > 0 && !text.startsWith('-')) noteProgram(text.slice(0, equals), text.slice(equals + 1), command);
  }
  return runListed(command);
}

/** What a variable names counts as it would in the environment; any program that CMake is given, as a compiler. */
function noteProgram(name: string, value: string, command: Command): void {
  const as = name.startsWith('CMAKE_') ? 'CC' : name;
  const why = changesWhatRuns(new Map([[as, value]]));
  if (why !== null) addEffects([opaque(`${name}=${value}`, 'a variable that names what runs')], command);
}
