import { isVitalTree } from '../../path/vital-tree.ts';
import {
  type Argument,
  EVERY,
  EVERY_BELOW,
  isKnown,
  joinArguments,
  knownText,
  literalArgument,
  SOME_NAMES,
  UNKNOWN,
} from './argument.ts';
import { effectsOfUse, shown } from './emit-use.ts';
import { isNarrowed } from './find-width.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { isGeneratedName } from './generated-folders.ts';
import type { Use } from './program-rule.ts';
import { resolveWord } from './resolve-word.ts';
import { type Command, type Output, placeOfFinding } from './run-context.ts';

/** Actions that run a command up to `;` or `+`. */
const RUNNERS = new Set(['-exec', '-execdir', '-ok', '-okdir']);
/** Actions that write to the file they name. */
const WRITERS = new Set(['-fprint', '-fprint0', '-fls']);
/** Options before the starting points that take a value. */
const LEADING_VALUES = new Set(['-D']);
/** Tests that read the file they name. */
const READERS = new Set(['-newer', '-anewer', '-cnewer', '-samefile', '-files0-from']);

/** Actions by which something else is done to what is found than showing it, or its name is written to a file. */
const ACTIONS = new Set([...RUNNERS, ...WRITERS, '-fprintf', '-delete']);

/** Tests of a file's name: looking for one that holds a secret is reading secrets. */
const NAMES = new Set(['-name', '-iname', '-path', '-ipath', '-wholename', '-iwholename']);

/**
 * `find`: it lists the trees it starts at; `-delete` and `-exec` act on what it finds there, of which only the place is
 * known.
 */
export function runFind(command: Command): Output {
  const { args } = command;
  const { starts, at } = startsOf(args);
  for (const start of starts) use(command, 'read', start);
  if (args.some(({ maySplit, text }, index) => index >= at && maySplit && text.startsWith(UNKNOWN)))
    addOpaque(command, 'a word that may be an action of find');
  const onlyLists = !args.slice(at).some(({ text }) => ACTIONS.has(text));
  for (let index = at; index < args.length; index++) {
    const { text } = args[index] as Argument;
    if (text === '-delete') deleteFound(command, starts, args.slice(at, index).map(knownText));
    else if (RUNNERS.has(text)) index = runAction(command, index, starts);
    else if (WRITERS.has(text) || text === '-fprintf') use(command, 'write', args[index + 1]);
    else if (READERS.has(text)) use(command, 'read', args[index + 1]);
    else if (NAMES.has(text)) lookFor(command, args[index + 1], { starts, use: onlyLists ? 'look' : 'read' });
  }
  return listedBy(args.slice(at), starts);
}

/** Actions after which something else is printed than names, or nothing. */
const SILENT = new Set([...RUNNERS, ...WRITERS, '-fprintf', '-printf', '-ls', '-delete', '-quit']);

/** The names that it prints where it leaves nothing out of the trees it starts at; some names where it leaves something out. */
function listedBy(expression: readonly Argument[], starts: readonly Argument[]): Output {
  const texts = expression.map(knownText);
  if (texts.some((text) => text !== null && SILENT.has(text))) return null;
  if (isNarrowed(texts) || texts.includes(null) || !starts.every(isKnown)) return SOME_NAMES;
  const isDeep = !texts.includes('-maxdepth');
  const names = starts.flatMap(({ text }) => {
    const below = `${text.endsWith('/') ? text.slice(0, -1) : text}/${isDeep ? EVERY_BELOW : EVERY}`;
    return texts.includes('f') || texts.includes('-mindepth') ? [below] : [text, below];
  });
  const end = texts.includes('-print0') ? '\0' : '\n';
  return names.map((name) => name + end).join('');
}

/** The starting points, `.` where none is given, and where the expression begins. */
function startsOf(args: readonly Argument[]): { readonly starts: readonly Argument[]; readonly at: number } {
  let at = 0;
  for (let text = args[at]?.text; text !== undefined && isLeadingOption(text); text = args[at]?.text)
    at += LEADING_VALUES.has(text) ? 2 : 1;
  const first = at;
  for (let text = args[at]?.text; text !== undefined && !isExpression(text); text = args[at]?.text) at += 1;
  const starts = args.slice(first, at);
  const span = args[0]?.span ?? { start: 0, end: 0 };
  return { starts: starts.length === 0 ? [literalArgument('.', span)] : starts, at };
}

function isLeadingOption(text: string): boolean {
  return text === '-H' || text === '-L' || text === '-P' || LEADING_VALUES.has(text) || text.startsWith('-O');
}

function isExpression(text: string): boolean {
  return (text.startsWith('-') && text.length > 1) || text === '!' || text === '(' || text === ')' || text === ',';
}

/** `-delete`: of each start the names that it is narrowed to, where these are of what tools make again; else all of it. */
function deleteFound(command: Command, starts: readonly Argument[], before: readonly (string | null)[]): void {
  const names = generatedNamesIn(before);
  for (const start of starts) {
    if (names === null || !isKnown(start)) use(command, 'delete-tree', start);
    else for (const name of names) use(command, 'delete', { ...start, text: `${start.text}/${name}`, isPattern: true });
  }
}

/** Runs the words of `-exec` for what is found below each start; answers where the action ends. */
function runAction(command: Command, start: number, starts: readonly Argument[]): number {
  const { args, invocation, state, context } = command;
  let end = start + 1;
  while (end < args.length && args[end]?.text !== ';' && !(args[end]?.text === '+' && args[end - 1]?.text === '{}'))
    end += 1;
  const words = args.slice(start + 1, end);
  if (words.length === 0) return end;
  const before = args.slice(0, start).map(knownText);
  const runFor = (place: Argument, name: string): void => {
    const found = isKnown(place) ? `${place.text === '/' ? '' : place.text}/${name}` : UNKNOWN;
    const filled = words.map((word) =>
      word.text.includes('{}') ? { ...word, text: word.text.replaceAll('{}', found), isPattern: true } : word,
    );
    const inner = state.fork();
    // It works in the folders that it finds: what git takes from those is not known.
    if (args[start]?.text.endsWith('dir') === true && words.some(({ text }) => text.includes('git'))) inner.cwd = null;
    const known = context.findings.found.length;
    context.runCommand({ ...invocation, words: filled }, inner, context);
    if (!isNarrowed(before)) forbidWipe(command, { place, known });
  };
  for (const place of starts) for (const name of generatedNamesIn(before) ?? ['*']) runFor(place, name);
  if (words.some(isCodeOfNames)) addRun(command, words);
  return end;
}

/** A text for a shell with a name in it: whoever chose the name of a file wrote a part of the text. */
function isCodeOfNames({ text }: Argument): boolean {
  return text.includes('{}') && text.includes(' ');
}

function addRun({ context, invocation }: Command, words: readonly Argument[]): void {
  const effect = effectOfCommand('process.run', shown({ text: joinArguments(words) }), {
    detail: 'run a text with the names of files in it',
    marks: ['unseen-code'],
  });
  context.findings.add([effect], placeOfFinding(invocation.at, context));
}

const WIPE = {
  rule: 'floor.wipe',
  reason: 'it would delete everything below the root, a system folder or a home folder',
};

/** Whatever deletes each thing below a folder deletes the folder. */
function forbidWipe(
  { state, context }: Command,
  { place, known }: { readonly place: Argument; readonly known: number },
): void {
  const path = isKnown(place) ? resolveWord(place.text, { ...context.place, cwd: state.cwd }) : null;
  if (path === null || !isVitalTree(path, context.place)) return;
  const each = `${path === '/' ? '' : path}/*`;
  const added = context.findings.found.slice(known);
  if (added.some(({ effect }) => effect.class === 'file.delete' && effect.resource.value === each))
    context.findings.forbid(WIPE);
}

/** Words of an expression that turn a test around, or begin another list. */
const TURNING = new Set([',', '!', '-not']);
const OR = new Set(['-o', '-or']);

/** The words behind the last `-o` that stands in no brackets: an action belongs to those alone. */
function lastBranch(expression: readonly string[]): readonly string[] {
  let depth = 0;
  let from = 0;
  for (const [index, word] of expression.entries()) {
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth === 0 && OR.has(word)) from = index + 1;
  }
  return expression.slice(from);
}

/** The names that everything found has, where all are names of what tools make again; null for any other, or none. */
function generatedNamesIn(expression: readonly (string | null)[]): readonly string[] | null {
  const known = expression.flatMap((word) => word ?? []);
  if (known.length < expression.length || known.some((word) => TURNING.has(word))) return null;
  const alternatives: string[][] = [[]];
  for (const word of lastBranch(known)) {
    if (OR.has(word)) alternatives.push([]);
    else alternatives.at(-1)?.push(word);
  }
  const names = alternatives.map((words) => words[words.indexOf('-name') + 1] ?? '');
  const isEach = alternatives.every((words) => words.includes('-name'));
  return isEach && names.every(isGeneratedName) ? names : null;
}

/** Only a name that stands for a secret counts: what is found is listed, not read. */
function lookFor(
  { state, context, invocation }: Command,
  name: Argument | undefined,
  { starts, use }: { readonly starts: readonly Argument[]; readonly use: 'look' | 'read' },
): void {
  if (name === undefined || name.text === '') return;
  for (const start of starts) {
    const path = { ...start, text: `${start.text}/${name.text}` };
    const effects = effectsOfUse(use, path, { cwd: state.cwd, command: 'find', context });
    const secrets = effects.filter((effect) => effect.class === 'secret.read');
    context.findings.add(secrets, placeOfFinding(invocation.at, context));
  }
}

function use({ state, context, invocation }: Command, how: Use, argument: Argument | undefined): void {
  if (argument === undefined) return;
  const place = { cwd: state.cwd, command: 'find', context };
  context.findings.add(effectsOfUse(how, argument, place), placeOfFinding(invocation.at, context));
}

function addOpaque({ context, invocation }: Command, why: string): void {
  context.findings.add([opaque('find', why)], placeOfFinding(invocation.at, context));
}
