import { type Argument, isKnown, literalArgument, UNKNOWN } from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import { opaque } from './findings.ts';
import type { Use } from './program-rule.ts';
import { type Command, type Output, placeOfFinding } from './run-context.ts';

/** Actions that run a command up to `;` or `+`. */
const RUNNERS = new Set(['-exec', '-execdir', '-ok', '-okdir']);
/** Actions that write to the file they name. */
const WRITERS = new Set(['-fprint', '-fprint0', '-fls']);
/** Options before the starting points that take a value. */
const LEADING_VALUES = new Set(['-D']);
/** Tests that read the file they name. */
const READERS = new Set(['-newer', '-anewer', '-cnewer', '-samefile', '-files0-from']);

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
  for (let index = at; index < args.length; index++) {
    const { text } = args[index] as Argument;
    if (text === '-delete') for (const start of starts) use(command, 'delete-tree', start);
    else if (RUNNERS.has(text)) index = runAction(command, index, starts);
    else if (WRITERS.has(text) || text === '-fprintf') use(command, 'write', args[index + 1]);
    else if (READERS.has(text)) use(command, 'read', args[index + 1]);
    else if (NAMES.has(text)) lookFor(command, args[index + 1], starts);
  }
  return null;
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

/** Runs the words of `-exec` for what is found below each start; answers where the action ends. */
function runAction(command: Command, start: number, starts: readonly Argument[]): number {
  const { args, invocation, state, context } = command;
  let end = start + 1;
  while (end < args.length && args[end]?.text !== ';' && !(args[end]?.text === '+' && args[end - 1]?.text === '{}'))
    end += 1;
  const words = args.slice(start + 1, end);
  if (words.length === 0) return end;
  for (const place of starts) {
    const found = isKnown(place) ? `${place.text === '/' ? '' : place.text}/*` : UNKNOWN;
    const filled = words.map((word) =>
      word.text.includes('{}') ? { ...word, text: word.text.replaceAll('{}', found), isPattern: true } : word,
    );
    const inner = state.fork();
    // It works in the folders that it finds: what git takes from those is not known.
    if (args[start]?.text.endsWith('dir') === true && words.some(({ text }) => text.includes('git'))) inner.cwd = null;
    context.runCommand({ ...invocation, words: filled }, inner, context);
  }
  return end;
}

/** Only a name that stands for a secret counts: what is found is listed, not read. */
function lookFor(
  { state, context, invocation }: Command,
  name: Argument | undefined,
  starts: readonly Argument[],
): void {
  if (name === undefined || name.text === '') return;
  for (const start of starts) {
    const path = { ...start, text: `${start.text}/${name.text}` };
    const effects = effectsOfUse('read', path, { cwd: state.cwd, command: 'find', context });
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
