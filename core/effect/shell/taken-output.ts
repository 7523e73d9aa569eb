import type { RunContext } from './run-context.ts';
import { narrowsToPlainNames, textOf } from './shown-secrets.ts';
import type { Redirect, Statement } from './syntax.ts';

/**
 * What a stage of a pipeline runs in: whether only lines with plain names come through, and whether something takes what it
 * prints that could use it for more than showing it.
 */
export function contextOfStage(after: readonly Statement[], context: RunContext): RunContext {
  if (after.length === 0) return context;
  const next = after.findIndex((stage) => !onlyOrders(stage));
  const isNarrowed = next >= 0 && narrowsToPlainNames(after[next] as Statement);
  return { ...context, isNarrowed, isTaken: context.isTaken || !after.every(onlyShows) };
}

/** What a statement runs in: what goes into a file can be taken from there. */
export function contextOfStatement(statement: Statement, context: RunContext): RunContext {
  const keepsOutput = writesFile(statement, (redirect) => textOf(redirect.word) !== '/dev/null');
  return context.isTaken || !keepsOutput ? context : takenContext(context);
}

/** The context of commands whose output becomes words, or a file, of others. */
export function takenContext(context: RunContext): RunContext {
  return { ...context, isTaken: true };
}

/** Tells whether what a stage prints goes into a file. */
export function writesFile(stage: Statement, isMeant: (redirect: Redirect) => boolean = () => true): boolean {
  if (!('redirects' in stage)) return false;
  return stage.redirects.some(
    (redirect) => redirect.operator.startsWith('>') && (redirect.descriptor ?? 1) === 1 && isMeant(redirect),
  );
}

/** Filters that print some of what they read, or how much it is, whatever their words are but for a file. */
const SHOWERS: ReadonlySet<string> = new Set(
  'head tail wc nl cat grep egrep fgrep cut tr column fold less more'.split(' '),
);
/** Filters that print what they read in another order; of their options one names a file. */
const ORDERERS: ReadonlySet<string> = new Set(['sort', 'uniq', 'tac']);

function onlyShows(stage: Statement): boolean {
  return stage.kind === 'command' && (SHOWERS.has(nameOf(stage)) || onlyOrders(stage));
}

function onlyOrders(stage: Statement): boolean {
  if (stage.kind !== 'command' || !ORDERERS.has(nameOf(stage))) return false;
  return stage.words.slice(1).every((word) => textOf(word).startsWith('-') && !textOf(word).includes('o'));
}

function nameOf({ words: [name] }: Extract<Statement, { kind: 'command' }>): string {
  return name === undefined ? '' : textOf(name);
}
