import type { ActionPlace } from '../action-place.ts';
import type { Effect } from '../effect.ts';
import type { Argument } from './argument.ts';
import type { ReadCode } from './code-use.ts';
import type { Findings } from './findings.ts';
import type { ProgramRule } from './program-rule.ts';
import type { RuleNames } from './rule-names.ts';
import type { ShellState } from './shell-state.ts';
import type { ParseShell, Span, Statement } from './syntax.ts';

/**
 * What a command reads on its standard input: nothing that matters, a known text, or what is not known. `remembered`: a file that
 * this text wrote before; it may hold something else by now, so it can add to what is found and never replace it.
 */
export type Stream =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unknown'; readonly remembered?: string };

/** A command as it runs: its words expanded, what it reads, and what prefixes it had. */
export type Invocation = {
  readonly words: readonly Argument[];
  readonly stdin: Stream;
  /** Variables that are set for this command alone. */
  readonly environment: ReadonlyMap<string, string>;
  readonly at: Span;
};

/** What a command prints: a known text (`UNKNOWN` in it where it is not), or null. */
export type Output = string | null;

/** What everything that runs a shell text shares. */
export type RunContext = {
  readonly place: ActionPlace;
  readonly findings: Findings;
  readonly parse: ParseShell;
  readonly readCode: ReadCode;
  readonly ruleOf: (name: string) => ProgramRule | null;
  /** Tells whether a name is a builtin's, or a program's that is known. */
  readonly isListed: (name: string) => boolean;
  readonly rules: RuleNames;
  readonly budget: Budget;
  /** What the files of process substitutions hold, by their names; null where it is not known. */
  readonly documents: Map<string, Output>;
  /** Where every finding is put when a text inside the text is run; null for the outermost text. */
  readonly origin: Span | null;
  /** True where only lines with plain names of the environment are let through of what is printed. */
  readonly isNarrowed: boolean;
  /** True where what is printed may become names that other commands work on: it does not only end before somebody's eyes. */
  readonly isTaken: boolean;
  /** How many texts stand around this one. */
  readonly depth: number;
  /** Runs a command whose words are known as far as they are. */
  readonly runCommand: (invocation: Invocation, state: ShellState, context: RunContext) => Output;
  readonly runStatements: (statements: readonly Statement[], run: StatementsRun) => Output;
  /** Runs a text as a script of its own, in the given state. */
  readonly runText: (text: string, run: TextRun, context: RunContext) => Output;
};

/** Where statements run: their state, and what the first of them reads. */
export type StatementsRun = { readonly state: ShellState; readonly context: RunContext; readonly stdin?: Stream };

/** How a text inside a text runs: in which state, and where it stands. */
export type TextRun = { readonly state: ShellState; readonly at: Span; readonly stdin?: Stream };

/** Bounds the work on one text, whatever it holds. */
export type Budget = {
  /** Commands run so far. */
  commands: number;
  /** Commands that are being run by one another now. */
  nesting: number;
  /** Statements run so far, in every round of every loop. */
  statements: number;
  /** Characters that expansions have become so far. */
  characters: number;
  /** Characters of texts within the text that were parsed so far; what cannot be parsed weighs more. */
  parsed: number;
  /** Characters of inline code that were looked into so far. */
  code: number;
  /** Words of commands that were run so far. */
  words: number;
};

/** The budget of one text, of which nothing is spent. */
export function newBudget(): Budget {
  return { commands: 0, nesting: 0, statements: 0, characters: 0, parsed: 0, code: 0, words: 0 };
}

/** Commands that are run of one text; what comes after them is opaque. */
export const MAX_COMMANDS = 800;
/** Statements that are run of one text, counted as often as they run; what comes after them is opaque. */
export const MAX_STATEMENTS = 4_000;
/** Characters that all expansions of one text may become; what is expanded after them is not known. */
export const MAX_CHARACTERS = 150_000;
/** Characters of texts within the text (`eval`, `sh -c`) that are parsed; a text that holds more is refused. */
export const MAX_PARSED = 50_000;
/** Characters of inline code that are looked into in all; what comes after them is opaque. */
export const MAX_CODE = 49_152;
/** Words of all commands together that are followed; commands after them are opaque. */
export const MAX_WORDS = 4_000;
/** How much more a character of a text that cannot be parsed weighs: parsers take longer to recover than to read. */
export const WEIGHT_OF_PROBLEM = 20;
/** Commands that run one another (`sudo env nice …`); a deeper one is opaque. */
export const MAX_NESTING = 48;
/** Texts within texts (`sh -c`, `eval`, functions): a deeper one is refused. */
export const MAX_DEPTH = 8;

export const NO_INPUT: Stream = { kind: 'none' };
export const UNKNOWN_INPUT: Stream = { kind: 'unknown' };

/** The place a finding is put at. */
export function placeOfFinding(at: Span, { origin }: Pick<RunContext, 'origin'>): Span {
  return origin ?? at;
}

/** Notes effects of a command, where the outermost text has it. */
export function addEffects(
  effects: readonly Effect[],
  { invocation, context }: { readonly invocation: Invocation; readonly context: RunContext },
): void {
  context.findings.add(effects, placeOfFinding(invocation.at, context));
}

/** A command about to run: everything that its handler may read or change. */
export type Command = {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly invocation: Invocation;
  readonly state: ShellState;
  readonly context: RunContext;
};
