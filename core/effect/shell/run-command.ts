import { normalisePath } from '../../path/normalise-path.ts';
import { isInWorkspace } from '../action-place.ts';
import type { Effect } from '../effect.ts';
import {
  type Argument,
  isKnown,
  joinArguments,
  knownText,
  literalArgument,
  quoteForShell,
  UNKNOWN,
} from './argument.ts';
import { BUILTINS } from './builtins.ts';
import { effectsOfUse, runsUnseen, shown } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { floorOfCommand } from './hard-floor-commands.ts';
import { evaluatesHidden, HIDDEN } from './hidden-commands.ts';
import { runKnownFile } from './known-files.ts';
import { noteSettings } from './note-settings.ts';
import { namesOfProgram, ruleOfProgram } from './program-catalogue.ts';
import {
  type Command,
  type Invocation,
  MAX_COMMANDS,
  MAX_DEPTH,
  MAX_NESTING,
  MAX_WORDS,
  type Output,
  placeOfFinding,
  type RunContext,
} from './run-context.ts';
import { isScriptOfPackage, runListed } from './run-listed.ts';
import type { ShellState } from './shell-state.ts';
import { SPECIAL_PROGRAMS } from './special-programs.ts';

/**
 * Runs a command whose words are expanded: finds what it does, and answers what it prints where that is known.
 *
 * In the order in which a shell looks for it: functions, aliases, builtins, programs. A name that is not known, or that
 * people could misread, is opaque; a program that is in no table is unknown.
 */
export function runCommand(invocation: Invocation, state: ShellState, context: RunContext): Output {
  const at = placeOfFinding(invocation.at, context);
  const [first] = invocation.words as readonly [Argument, ...Argument[]];
  const { budget } = context;
  budget.words += invocation.words.length;
  if (budget.commands >= MAX_COMMANDS || budget.nesting >= MAX_NESTING || budget.words > MAX_WORDS) {
    context.findings.add([opaque(first.text, 'more commands than are followed')], at);
    return null;
  }
  budget.commands += 1;
  budget.nesting += 1;
  const output = runNamed(invocation, state, context);
  budget.nesting -= 1;
  return output;
}

function runNamed(invocation: Invocation, state: ShellState, context: RunContext): Output {
  const at = placeOfFinding(invocation.at, context);
  const [first, ...args] = invocation.words as readonly [Argument, ...Argument[]];
  const name = nameOf(first);
  if (name === null) {
    context.findings.add(
      [opaque(shown({ text: joinArguments(invocation.words) }), 'a program whose name is not known')],
      at,
    );
    return null;
  }
  context.findings.forbid(floorOfCommand(name.base, args, { ...context.place, cwd: state.cwd }));
  if (name.isDoubtful) context.findings.add([opaque(first.text, 'a name with look-alike or invisible characters')], at);
  const command: Command = { name: name.base, args, invocation, state, context };
  const output = name.folder === null ? runByName(command) : runByPath(command, first);
  noteNamedSecrets(command);
  return output;
}

/**
 * Code that nobody has read may do anything with what it is handed: the name of a key or a login outside of the workspace is
 * taken for reading it, from the first such code of a text on.
 */
function noteNamedSecrets({ name, args, state, context, invocation }: Command): void {
  const named = args.filter(({ text }) => text.startsWith('/') || text.includes('=/'));
  if (named.length === 0 || !context.findings.found.some(({ effect }) => isUnseen(effect))) return;
  const place = { cwd: state.cwd, command: name, context };
  for (const argument of named) {
    const path = { ...argument, text: argument.text.slice(argument.text.indexOf('/')) };
    const secrets = effectsOfUse('read', path, place).filter(
      (effect) => effect.class === 'secret.read' && effect.marks.includes('outside-workspace'),
    );
    context.findings.add(secrets, placeOfFinding(invocation.at, context));
  }
}

function isUnseen(effect: Effect): boolean {
  return effect.class === 'process.run' && effect.marks.includes('unseen-code');
}

type ProgramName = {
  /** The last part of the name. */
  readonly base: string;
  /** True for a name with a slash that is not in a system folder. */
  readonly folder: string | null;
  readonly isDoubtful: boolean;
};

const SYSTEM_FOLDERS = new Set([
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/opt/homebrew/bin',
  '/snap/bin',
]);

function nameOf(word: Argument): ProgramName | null {
  const text = knownText(word);
  if (text === null || text === '' || isEscape(text)) return null;
  if (word.isPattern && text !== '[' && !isScriptOfPackage(text)) return null;
  const folded = text.normalize('NFKC');
  const plain = [...folded].filter((character) => !isInvisible(character)).join('');
  const slash = plain.lastIndexOf('/');
  const folder = slash < 0 ? null : normalisePath(plain.slice(0, slash) || '/', { cwd: '/.', home: '/' });
  const isSystem = slash > 0 && plain.startsWith('/') && folder !== null && SYSTEM_FOLDERS.has(folder);
  return {
    base: plain.slice(slash + 1),
    folder: slash < 0 || isSystem ? null : plain,
    isDoubtful: plain !== text,
  };
}

/** `!name`, by which shells and programs with a prompt run something else: no program is named so. */
function isEscape(text: string): boolean {
  return text.startsWith('!') && text.length > 1;
}

/** Zero-width and bidirectional controls (UAX 9), and other format characters that no program is named with. */
function isInvisible(character: string): boolean {
  const code = character.codePointAt(0) as number;
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xe0000 && code <= 0xe007f)
  );
}

/** Builtins that run programs: those are given the variables that stand before the builtin. */
const RUNNERS: ReadonlySet<string> = new Set(['eval', 'exec', 'command', 'builtin', '.', 'source', 'coproc']);

function runByName(command: Command): Output {
  const { name, args, invocation, state, context } = command;
  const body = state.functionOf(name);
  if (body !== null || !BUILTINS.has(name) || RUNNERS.has(name)) noteSettings(command);
  if (body !== null) return callFunction(command, body);
  const alias = state.aliasOf(name);
  if (alias !== null && context.depth < MAX_DEPTH) {
    const words = args.map((argument) => (isKnown(argument) ? quoteForShell(argument.text) : UNKNOWN));
    return context.runText([alias, ...words].join(' '), { state, at: invocation.at, stdin: invocation.stdin }, context);
  }
  const builtin = BUILTINS.get(name);
  if (builtin !== undefined) {
    noteHidden(command);
    return builtin(command);
  }
  const special = namesOfProgram(name).find((one) => SPECIAL_PROGRAMS.has(one));
  if (special !== undefined) return (SPECIAL_PROGRAMS.get(special) as (command: Command) => Output)(command);
  return runListed(command);
}

/** Tells whether a name without a folder is known: to the shell, or to the tables. */
export function isListed(name: string): boolean {
  return BUILTINS.has(name) || SPECIAL_PROGRAMS.has(name) || ruleOfProgram(name) !== null;
}

function noteHidden({ name, args, invocation, context }: Command): void {
  const isHidden = evaluatesHidden(
    name,
    args.map(({ text }) => text),
  );
  if (!isHidden) return;
  const text = shown({ text: joinArguments(invocation.words) });
  context.findings.add([opaque(text, HIDDEN)], placeOfFinding(invocation.at, context));
}

/** The function's arguments are `$1` and so on while it runs. */
function callFunction(
  { name, args, invocation, state, context }: Command,
  body: Parameters<RunContext['runStatements']>[0],
): Output {
  if (context.depth >= MAX_DEPTH) {
    context.findings.add(
      [opaque(name, 'functions that call each other too deeply')],
      placeOfFinding(invocation.at, context),
    );
    return null;
  }
  const inner = state.fork();
  for (const [index, { text }] of args.entries()) inner.assign(String(index + 1), text);
  inner.assign(
    '@',
    args.map(({ text }) => text),
  );
  inner.assign(
    '*',
    args.map(({ text }) => text),
  );
  inner.assign('#', String(args.length));
  const deeper = { ...context, depth: context.depth + 1, origin: placeOfFinding(invocation.at, context) };
  const output = context.runStatements(body, { state: inner, context: deeper, stdin: invocation.stdin });
  state.takeChangesOf(inner);
  return output;
}

/** Scripts that projects carry to run a build tool: they are told the same words. */
const WRAPPERS = new Set(['gradlew', 'mvnw', 'rails', 'rake', 'sail']);

/** Folders of a project in which its tools stand. */
const TOOL_FOLDERS = ['/node_modules/.bin/', '/.venv/bin/', '/venv/bin/', '/vendor/bin/'];

/**
 * A program named by a path of its own: the project's where it lies in the workspace, anybody's elsewhere. Its name tells what
 * a tool of that name would do beside: never that it is one, as whoever writes in the workspace can put another file there.
 */
function runByPath({ invocation, args, state, context, name }: Command, first: Argument): Output {
  const at = placeOfFinding(invocation.at, context);
  const text = first.text;
  const path =
    state.cwd === null && !text.startsWith('/')
      ? null
      : normalisePath(text, { cwd: state.cwd ?? '/', home: context.place.home });
  const full = shown({ text: joinArguments(invocation.words) });
  if (text.includes('://')) {
    const source = effectsOfUse('requirement', literalArgument(text, first.span), {
      cwd: state.cwd,
      command: full,
      context,
    });
    context.findings.add([...source, runsUnseen(full)], at);
    return null;
  }
  if (path !== null && SYSTEM_FOLDERS.has(path.slice(0, path.lastIndexOf('/'))))
    return runByName({ name, args, invocation, state, context });
  if (path !== null && isInWorkspace(path, context.place)) {
    context.findings.add([runsUnseen(full)], at);
    const isTool = TOOL_FOLDERS.some((folder) => path.includes(folder)) || WRAPPERS.has(name);
    if (isTool && context.ruleOf(name) !== null) runListed({ name, args, invocation, state, context });
    runKnownFile(first, { state, context });
    return null;
  }
  runKnownFile(first, { state, context });
  const effects = effectsOfUse('read', literalArgument(text, first.span), { cwd: state.cwd, command: full, context });
  const marks = ['unseen-code', 'outside-workspace'] as const;
  context.findings.add(
    [...effects, effectOfCommand('process.run', full, { detail: 'run a program outside of the workspace', marks })],
    at,
  );
  return null;
}
