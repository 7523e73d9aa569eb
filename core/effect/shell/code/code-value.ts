import type { CodeUse } from '../code-use.ts';
import type { CodeLanguage, Use } from '../program-rule.ts';
import type { Span } from '../syntax.ts';
import type { CodeProgram, CodeToken } from './code-token.ts';

/**
 * What is known of a value of a program.
 *
 * - `text`, `number`, `list`: a constant. `data`: any value that can do nothing but through its listed methods.
 * - `reference`: something of the language or a module, by its dotted name. It may only be used where its name is listed.
 * - `name`: a variable or function of the program itself. `method`: an attribute of any of these that is not yet called.
 * - `own`: a function that the program itself holds. `foreign`: what code of the project exports; that of a package is not called.
 * - `argument`: a word of the command line. `pattern`: a regular expression. `none`: nothing.
 */
export type CodeValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'list'; readonly items: readonly CodeValue[] }
  | { readonly kind: 'reference' | 'name'; readonly name: string }
  | { readonly kind: 'method'; readonly receiver: CodeValue; readonly name: string }
  | { readonly kind: 'foreign'; readonly isPackage: boolean }
  | { readonly kind: 'data' | 'own' | 'argument' | 'none' | 'pattern' };

/** A value of which nothing is known but that it is data. */
export const DATA: CodeValue = { kind: 'data' };
/** No value. */
export const NONE: CodeValue = { kind: 'none' };
/** A function of the program itself. */
export const OWN: CodeValue = { kind: 'own' };

/** A longer constant is not followed. */
export const LONGEST_CONSTANT = 65_536;

/** A constant text; `DATA` where it is too long to be followed. */
export function textValue(text: string): CodeValue {
  return text.length > LONGEST_CONSTANT ? DATA : { kind: 'text', text };
}

/** The text of a constant, or null. */
export function textOf(value: CodeValue | undefined): string | null {
  return value?.kind === 'text' ? value.text : null;
}

/** One argument of a call, element of a list, or statement. */
export type CodeItem = {
  readonly key: string | null;
  readonly value: CodeValue;
  readonly isSpread: boolean;
  /** True where it gives something a value (`x = …`). */
  readonly isBound: boolean;
};

/** A call that is looked at. */
export type CodeCall = { readonly items: readonly CodeItem[]; readonly at: Span; readonly receiver: CodeValue };

/** Names of what a call does, blanks between names that mean the same: `'os.remove os.unlink': 'delete'`. See `CallRole`. */
export type CallTable = { readonly [names: string]: string };

/** What is known of a language's names. */
export type CodeKnowledge = {
  readonly language: CodeLanguage;
  /** What calls do, by dotted name. A rule is the roles of the arguments in order, see `applyRule`. */
  readonly calls: ReadonlyMap<string, string>;
  /** Names that only compute: exact, or `a.*` for everything below a module. */
  readonly pure: ReadonlySet<string>;
  /** Roots whose elements a program may change (`@F`, `$_[0]`). */
  readonly settable: ReadonlySet<string>;
  /** First parts of dotted names that stand for themselves without being declared. */
  readonly roots: ReadonlySet<string>;
  /** Names that are modules: below a module they are never taken for something pure. */
  readonly modules: ReadonlySet<string>;
  /** Methods of any value that do something, with `self` for the value. */
  readonly methods: ReadonlyMap<string, string>;
  /** Methods of any value that only compute. */
  readonly pureMethods: ReadonlySet<string>;
  /** True for a name that leads out of plain data. */
  readonly isForbidden: (name: string) => boolean;
};

/** How a language is walked over. */
export type CodeGrammar = {
  /** Words that are no names. */
  readonly keywords: ReadonlySet<string>;
  /** Keywords that change nothing of the value after them. */
  readonly transparent: ReadonlySet<string>;
  /** Keywords that begin a statement which the dialect reads. */
  readonly statementWords: ReadonlySet<string>;
  /** Words and operators that make a function of what they stand in. */
  readonly functionWords: ReadonlySet<string>;
  /** Words before the name of something that the program defines. */
  readonly definers: ReadonlySet<string>;
  /** Words that end the arguments of a call without parentheses. */
  readonly looseWords: ReadonlySet<string>;
  readonly concatenation: string;
  /** True where two quoted texts side by side are one. */
  readonly joinsAdjacent: boolean;
  readonly memberMarks: ReadonlySet<string>;
  readonly separators: ReadonlySet<string>;
  /** Whether a function may be called without parentheses: `text` with one literal only. */
  readonly bareCalls: 'none' | 'all' | 'text';
  /** Names that take arguments without parentheses, where `bareCalls` is `none` (`echo`). */
  readonly bareNames: ReadonlySet<string>;
  /** True where a bracket after a blank begins another operand. */
  readonly spacesSeparate: boolean;
  /** True where braces after a variable are an index. */
  readonly bracesIndex: boolean;
  /** True where a comma begins a new target of an assignment (`let a = 1, b = 2`). */
  readonly commaEndsTarget: boolean;
  readonly assignments: ReadonlySet<string>;
};

/** What a reader of one language adds to the walk. */
export type CodeDialect = {
  readonly knowledge: CodeKnowledge;
  readonly grammar: CodeGrammar;
  /** Reads a statement that only this language has at the walk, such as an import; false where there is none. */
  readonly readStatement: (walk: CodeWalk, limit: number) => boolean;
  /** Calls with rules that only this language has: those that begin with `@`. */
  readonly applyRole: (walk: CodeWalk, role: string, call: CodeCall) => CodeValue;
  /** Looks at an identifier, a quoted text or operator before anything else does. */
  readonly inspect: (walk: CodeWalk, token: CodeToken) => void;
};

/** The state of a walk over one text. Only the walk changes it. */
export type CodeWalk = {
  readonly dialect: CodeDialect;
  program: CodeProgram;
  at: number;
  depth: number;
  isUnderstood: boolean;
  readonly uses: CodeUse[];
  readonly bindings: Map<string, CodeValue>;
  /** How often each name is given a value; a constant is followed only where it is once. */
  readonly counts: ReadonlyMap<string, number>;
  readonly ownNames: Set<string>;
  readonly ownMethods: ReadonlySet<string>;
  readonly calledNames: Set<string>;
  readonly calledMethods: Set<string>;
  /** Looks into code in the same or another language that the text holds. */
  readonly readNested: (walk: CodeWalk, nested: NestedCode) => void;
  /** True where a member is chosen by a value that is not known. */
  choosesMembers: boolean;
};

/** Code inside code. */
export type NestedCode = { readonly text: string; readonly language: CodeLanguage; readonly at: Span };

/** Adds what the code does. */
export function addUse(
  walk: CodeWalk,
  use: Use,
  { value, at }: { readonly value: string | null; readonly at: Span },
): void {
  if (walk.uses.length < 4096) walk.uses.push({ use, value, at });
  else walk.isUnderstood = false;
}

/** A set of the words of a text. */
export function wordSet(...texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.split(/\s/)).filter((word) => word !== ''));
}

/** The first part of a dotted name. */
export function rootOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** A table by single names. */
export function callMap(...tables: readonly CallTable[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const table of tables)
    for (const [names, rule] of Object.entries(table)) for (const name of wordSet(names)) map.set(name, rule);
  return map;
}
