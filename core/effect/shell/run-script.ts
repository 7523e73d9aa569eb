import { commandPieces } from '../../policy/command-pieces.ts';
import { floorOfEffects } from '../floor-of-effects.ts';
import {
  type Argument,
  isListing,
  literalArgument,
  ONE_OF_MANY,
  oneOfMatches,
  SOME_NAMES,
  UNKNOWN,
} from './argument.ts';
import { expandToText, expandWord } from './expand-word.ts';
import type { Expansion } from './expansion.ts';
import { Findings, opaque } from './findings.ts';
import { FORKS } from './forks-without-end.ts';
import { HIDDEN, hidesCommand } from './hidden-commands.ts';
import { knownFile, rememberFile } from './known-files.ts';
import { textOfSubstitution } from './known-output.ts';
import { multipliesItself } from './multiplies-itself.ts';
import { noteAssignment, withoutProject } from './note-settings.ts';
import {
  MAX_CHARACTERS,
  MAX_DEPTH,
  MAX_PARSED,
  MAX_STATEMENTS,
  NO_INPUT,
  type Output,
  placeOfFinding,
  type RunContext,
  type StatementsRun,
  type Stream,
  type TextRun,
  UNKNOWN_INPUT,
  WEIGHT_OF_PROBLEM,
} from './run-context.ts';
import { analyseRedirects } from './run-redirects.ts';
import type { ShellState } from './shell-state.ts';
import { readsVariable, secretsShown } from './shown-secrets.ts';
import type {
  Case,
  Conditional,
  ForEach,
  FunctionDefinition,
  Loop,
  Redirect,
  SimpleCommand,
  Span,
  Statement,
  Word,
} from './syntax.ts';
import { contextOfStage, contextOfStatement, takenContext, writesFile } from './taken-output.ts';
import { assignAll, changesWhatRuns } from './variables.ts';

/** Values of a loop's variable that are gone through one by one; of more, the body is run once with an unknown one. */
const MAX_ROUNDS = 16;

/** Runs a text as a script: parses it, notes what cannot be parsed, and runs what was understood. */
export function runText(text: string, { state, at, stdin = NO_INPUT }: TextRun, context: RunContext): Output {
  const inner: RunContext = { ...context, depth: context.depth + 1, origin: placeOfFinding(at, context) };
  const add = (why: string): null => {
    context.findings.add([opaque(text.replaceAll(UNKNOWN, '…'), why)], placeOfFinding(at, context));
    return null;
  };
  if (inner.depth > MAX_DEPTH) {
    context.findings.forbid({ rule: 'floor.unparsable', reason: `it holds scripts more than ${MAX_DEPTH} deep` });
    return add('scripts within scripts');
  }
  if (text.includes(UNKNOWN)) add('shell text that is not known');
  const { budget } = context;
  budget.parsed += text.length;
  if (budget.parsed > MAX_PARSED) {
    context.findings.forbid({ rule: 'floor.unparsable', reason: 'it holds more text within text than is read' });
    return add('more text within text than is read');
  }
  const script = context.parse(text.replaceAll(UNKNOWN, '"$_"'));
  if (script.problem !== null) {
    if (script.problem.kind === 'incomplete') context.findings.forbid(UNFINISHED);
    add('shell text that cannot be parsed');
    budget.parsed += text.length * WEIGHT_OF_PROBLEM;
    forbidOnly(text.replaceAll(UNKNOWN, '"$_"'), { state, context: inner });
  }
  return runStatements(script.statements, { state, context: inner, stdin });
}

const UNFINISHED = { rule: 'floor.unparsable', reason: 'a text inside it ends before a quote or a bracket is closed' };

/** Runs statements one after the other; answers what they print together. */
export function runStatements(
  statements: readonly Statement[],
  { state, context, stdin = NO_INPUT }: StatementsRun,
): Output {
  let output: Output = '';
  for (const statement of statements) {
    const printed = runStatement(statement, { state, context, stdin });
    output = output === null || printed === null ? null : output + printed;
  }
  return output;
}

type Run = { readonly state: ShellState; readonly context: RunContext; readonly stdin: Stream };

function runStatement(statement: Statement, given: Run): Output {
  const run: Run = { ...given, context: contextOfStatement(statement, given.context) };
  const { budget, findings } = run.context;
  budget.statements += 1;
  if (budget.statements > MAX_STATEMENTS) {
    findings.add([opaque('', 'more statements than are followed')], placeOfFinding(statement.span, run.context));
    return null;
  }
  switch (statement.kind) {
    case 'command':
      return runSimple(statement, run);
    case 'pipeline':
      return runPipeline(statement.stages, run);
    case 'and-or':
      return runEither(statement, run);
    case 'background':
      return runStatement(statement.body, run);
    case 'group':
      return runGroup(statement, run);
    case 'if':
      return runConditional(statement, run);
    case 'loop':
      return runLoop(statement, run);
    case 'for':
      return runForEach(statement, run);
    case 'case':
      return runCase(statement, run);
    case 'function':
      return define(statement, run);
    case 'test':
      for (const word of statement.words)
        if (hidesCommand(expandToText(word, expansionOf(run)))) addHidden(statement.span, run);
      redirect(statement.redirects, run);
      if (statement.text !== null) forbidOnly(statement.text, run);
      return '';
  }
}

/**
 * Looks for the hard floor alone in a text that a shell may take for commands, or not. Cut wherever a command could begin:
 * quotes are not read, so that there may be more pieces than commands, never fewer.
 */
export function forbidOnly(text: string, { state, context }: Pick<Run, 'state' | 'context'>): void {
  for (const piece of commandPieces(text).slice(0, MAX_PIECES)) {
    const findings = new Findings();
    const scratch: RunContext = { ...context, findings, depth: context.depth + 1 };
    context.budget.parsed += piece.length;
    if (scratch.depth > MAX_DEPTH || context.budget.parsed > MAX_PARSED) return;
    runStatements(context.parse(piece.slice(0, MAX_PIECE)).statements, { state: state.fork(), context: scratch });
    const effects = findings.found.map(({ effect }) => effect);
    context.findings.forbid(findings.floor ?? floorOfEffects(effects, context.place));
  }
}

const MAX_PIECES = 64;
/** Longest piece that is read: what a command begins with says what it is. */
const MAX_PIECE = 1_024;

function runPipeline(stages: readonly Statement[], { state, context, stdin }: Run): Output {
  let input = stdin;
  let output: Output = '';
  for (const [index, stage] of stages.entries()) {
    const after = stages.slice(index + 1);
    output = runStatement(stage, { state: state.fork(), context: contextOfStage(after, context), stdin: input });
    // zsh writes into the file and into the pipe.
    if (after.length > 0 && output === '' && writesFile(stage)) output = null;
    input = output === null || output === SOME_NAMES ? UNKNOWN_INPUT : { kind: 'text', text: output };
  }
  return output;
}

/** `a && b` runs b after a; `a || b` may run it instead, so that both states are possible afterwards. */
function runEither({ operator, first, second }: Extract<Statement, { kind: 'and-or' }>, run: Run): Output {
  const before = runStatement(first, run);
  if (operator === '&&') {
    const after = runStatement(second, run);
    return before === null || after === null ? null : before + after;
  }
  const other = run.state.fork();
  runStatement(second, { ...run, state: other });
  if (!leaves(second)) run.state.mergeWith(other);
  return null;
}

const LEAVERS = new Set(['exit', 'return', 'break', 'continue']);

/** `cd x || exit`: what follows runs only where the first succeeded. */
function leaves(statement: Statement): boolean {
  if (statement.kind === 'group') return statement.body.some(leaves);
  if (statement.kind !== 'command') return false;
  const part = statement.words[0]?.parts[0];
  return part?.kind === 'text' && LEAVERS.has(part.text);
}

function runGroup({ isSubshell, body, redirects }: Extract<Statement, { kind: 'group' }>, run: Run): Output {
  const { input, isSilent } = redirect(redirects, run);
  const state = isSubshell ? run.state.fork() : run.state;
  const output = runStatements(body, { ...run, state, stdin: input ?? run.stdin });
  if (isSilent) rememberOutput(redirects, output, run);
  return isSilent ? '' : output;
}

function runConditional({ branches, otherwise, redirects }: Conditional, run: Run): Output {
  redirect(redirects, run);
  const results: ShellState[] = [];
  for (const { condition, body } of branches) {
    runStatements(condition, run);
    const branch = run.state.fork();
    runStatements(body, { ...run, state: branch });
    results.push(branch);
  }
  const last = run.state.fork();
  runStatements(otherwise, { ...run, state: last });
  for (const result of [...results, last]) run.state.mergeWith(result);
  return null;
}

/** A loop's body is run twice: what the first round assigned may be what the second uses. */
function runLoop({ condition, body, redirects }: Loop, run: Run): Output {
  const { input } = redirect(redirects, run);
  const given = run.stdin;
  const stdin = input ?? (given.kind === 'none' ? given : UNKNOWN_INPUT);
  // Every name of a listing comes along once: what the condition reads is each of them.
  const isListed = input === null && given.kind === 'text' && isListing(given.text);
  for (let round = 0; round < 2; round++) {
    const inner = run.state.fork();
    runStatements(condition, { ...run, state: inner, stdin: isListed ? given : stdin });
    runStatements(body, { ...run, state: inner, stdin });
    run.state.mergeWith(inner);
  }
  return null;
}

function runForEach({ variable, words, body, redirects }: ForEach, run: Run): Output {
  redirect(redirects, run);
  const values = (words ?? []).flatMap((word) => expandWord(word, expansionOf(run)));
  const isListed = words !== null && values.length <= MAX_ROUNDS && values.every(({ maySplit }) => !maySplit);
  const rounds: readonly string[] = isListed
    ? values.map(({ text, isPattern }) => (isPattern ? oneOfMatches(text) : text))
    : [ONE_OF_MANY];
  for (const value of rounds) {
    const inner = run.state.fork();
    inner.assign(variable, value);
    noteAssignment(inner, variable, value);
    runStatements(body, { ...run, state: inner });
    run.state.mergeWith(inner);
  }
  return null;
}

function runCase({ subject, branches, redirects }: Case, run: Run): Output {
  redirect(redirects, run);
  expandToText(subject, expansionOf(run));
  const results: ShellState[] = [];
  for (const { patterns, body } of branches) {
    for (const pattern of patterns) expandToText(pattern, expansionOf(run));
    const branch = run.state.fork();
    runStatements(body, { ...run, state: branch });
    results.push(branch);
  }
  for (const result of results) run.state.mergeWith(result);
  return null;
}

/** A function is run where it is defined, too, with arguments that nobody knows: it may be called in ways not seen here. */
function define({ name, body, span }: FunctionDefinition, { state, context }: Run): Output {
  if (multipliesItself(name, body)) {
    context.findings.forbid(FORKS);
    return '';
  }
  if (!state.define(name, body)) {
    context.findings.add([opaque(name, 'more functions than are followed')], placeOfFinding(span, context));
    return null;
  }
  if (context.depth >= MAX_DEPTH) return '';
  const inner = state.fork();
  // Without itself: calling itself would run it again and again.
  inner.define(name, []);
  for (const argument of ['@', '*', '#']) inner.assign(argument, UNKNOWN);
  runStatements(body, {
    state: inner,
    context: { ...context, depth: context.depth + 1, origin: placeOfFinding(span, context) },
  });
  return '';
}

function runSimple({ assignments, words, redirects, span }: SimpleCommand, run: Run): Output {
  const expansion = expansionOf(run);
  const { state, context } = run;
  const args = words.flatMap((word) => expandWord(word, expansion));
  const trick = trickIn(words);
  if (trick !== null)
    context.findings.add(
      [
        opaque(
          args
            .map(({ text }) => text)
            .join(' ')
            .replaceAll(UNKNOWN, '…'),
          trick,
        ),
      ],
      placeOfFinding(span, context),
    );
  const { input, isSilent } = redirect(redirects, run);
  if (!isSilent && PRINTERS.has(args[0]?.text ?? ''))
    context.findings.add(secretsShown(words, state).map(readsVariable), placeOfFinding(span, context));
  const isLasting = words.length === 0 || isDeclaration(args);
  const environment = assignAll(assignments, { expansion, state: isLasting ? state : state.fork() });
  const why = changesWhatRuns(isLasting ? environment : withoutProject(environment, { state, context }));
  if (why !== null)
    context.findings.add([opaque(why, 'a variable that makes programs run others')], placeOfFinding(span, context));
  if (isLasting) for (const [name, value] of environment) noteAssignment(state, name, value);
  if ([...environment.values()].some(hidesCommand)) addHidden(span, run);
  // `$(<file)` is what the file holds.
  if (words.length === 0) return input?.kind === 'unknown' ? null : '';
  if (args.length === 0) return null;
  const output = context.runCommand({ words: args, stdin: input ?? run.stdin, environment, at: span }, state, context);
  if (isSilent) rememberOutput(redirects, output, run);
  return isSilent ? '' : output;
}

const PRINTERS = new Set(['echo', 'printf']);

function addHidden(span: Span, { context }: Run): void {
  context.findings.add([opaque('', HIDDEN)], placeOfFinding(span, context));
}

/** A file that is written here may be run further on. */
function rememberOutput(redirects: readonly Redirect[], output: Output, run: Run): void {
  for (const { operator, word, span } of redirects) {
    if (!operator.includes('>') || operator === '>&') continue;
    const file = literalArgument(expandToText(word, expansionOf(run)), span);
    const before = operator.endsWith('>>') ? (knownFile(file, run) ?? '') : '';
    rememberFile(file, output === null ? null : before + output, run);
  }
}

/** Ways of writing a command that only serve to hide it; null where there is none. */
function trickIn(words: readonly Word[]): string | null {
  const [name] = words;
  const isMixed = name !== undefined && name.parts.length > 1 && name.parts.some(({ kind }) => kind !== 'text');
  const isPath = name?.parts.some((part) => part.kind === 'text' && part.text.includes('/')) === true;
  if (isMixed && !isPath) return 'the name of a program that is put together from parts';
  const splices = words.some(({ parts }) =>
    parts.some((part) => part.kind === 'parameter' && part.name === 'IFS' && !part.quoted && parts.length > 1),
  );
  if (splices) return 'words that are put together with IFS';
  const prompts = words.some(({ parts }) => parts.some((part) => part.kind === 'parameter' && part.operator === '@P'));
  return prompts ? 'a value that is expanded once more, as a prompt' : null;
}

const DECLARATIONS = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

function isDeclaration(args: readonly Argument[]): boolean {
  return DECLARATIONS.has(args[0]?.text ?? '');
}

function redirect(
  redirects: readonly Redirect[],
  run: Run,
): { readonly input: Stream | null; readonly isSilent: boolean } {
  if (redirects.length === 0) return { input: null, isSilent: false };
  return analyseRedirects(redirects, { expansion: expansionOf(run), state: run.state, context: run.context });
}

/** How words of statements in this state are expanded: what stands in them runs, in a state of its own. */
function expansionOf({ state, context }: Run): Expansion {
  return {
    state,
    home: context.place.home,
    take: (count) => {
      context.budget.characters += count;
      return context.budget.characters <= MAX_CHARACTERS;
    },
    substitute: (body) =>
      textOfSubstitution(runStatements(body, { state: state.fork(), context: takenContext(context) })),
    process: (body, direction) => {
      const output = runStatements(body, {
        state: state.fork(),
        context: takenContext(context),
        stdin: direction === '>' ? UNKNOWN_INPUT : NO_INPUT,
      });
      const name = `/dev/fd/${63 - context.documents.size}`;
      context.documents.set(name, direction === '>' ? null : output);
      return name;
    },
  };
}
