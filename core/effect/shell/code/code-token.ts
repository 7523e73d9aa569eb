import type { Span } from '../syntax.ts';
import type { EscapeStyle } from './read-escape.ts';

/** The smallest piece of a program text that means something. */
export type CodeToken = {
  /** `variable` is a name with a sigil (`$x`); `shell` is quoted text that runs as a command (backticks); `pattern` is a regular expression. */
  readonly kind:
    | 'name'
    | 'variable'
    | 'number'
    | 'string'
    | 'pattern'
    | 'shell'
    | 'punctuation'
    | 'newline'
    | 'comment';
  /** The name, the operator, the digits; for quoted text how it opens. */
  readonly text: string;
  /** What quoted text stands for; null where it is computed. */
  readonly value: string | null;
  /** Code inside quoted text, `${…}`. */
  readonly holes: readonly CodeProgram[];
  /** True where white space stands before it. */
  readonly isSpaced: boolean;
  readonly at: Span;
};

/** A program text in tokens; `closers` gives for each opening bracket the index of the one that closes it, else -1. */
export type CodeProgram = { readonly tokens: readonly CodeToken[]; readonly closers: readonly number[] };

/** A text that was split; `isSound` is false where it may be split otherwise than its language does. */
export type CodeText = { readonly program: CodeProgram; readonly isSound: boolean };

/** Where a lexer stands. Only a lexer changes it. */
export type Scanner = {
  readonly text: string;
  readonly syntax: CodeSyntax;
  at: number;
  isSound: boolean;
  depth: number;
  /** Only for the walk over one list of tokens: the words before the parentheses that are open. */
  heads: string[];
  /** True where the last parenthesis that closed belongs to `if`, `while` or `for`; in Python, after the colon of a hole. */
  closedHead: boolean;
  tokens: CodeToken[];
};

/** How a language is split into tokens. */
export type CodeSyntax = {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [string, string])[];
  /** Quoted texts by the character that opens and closes them. */
  readonly quotes: ReadonlyMap<string, QuoteStyle>;
  /** Operators of more than one character. */
  readonly operators: ReadonlySet<string>;
  /** What a name may hold beside letters, digits and `_`. */
  readonly nameMarks: string;
  /** Characters that begin a variable. */
  readonly sigils: string;
  readonly hasNewlines: boolean;
  /** True where line ends mean nothing inside brackets. */
  readonly joinsInBrackets: boolean;
  /** Reads what only this language has; null where the text at the scanner is nothing special. */
  readonly readSpecial: (scanner: Scanner, isSpaced: boolean) => CodeToken | null;
};

/** How a quoted text is read. */
export type QuoteStyle = {
  readonly kind: 'string' | 'shell' | 'pattern';
  /** Those of a language; or `quote`: only the quote and the backslash; `skip`: backslashes stay. */
  readonly escapes: EscapeStyle | 'quote' | 'skip';
  readonly holes: 'none' | 'javascript' | 'python' | 'ruby' | 'perl' | 'php';
  readonly isMultiline: boolean;
};

/** Deeper nesting of quoted texts and brackets than this is not looked into. */
export const DEEPEST_NESTING = 48;

/** Where a token begins that ends at the scanner. */
export type TokenStart = { readonly start: number; readonly isSpaced: boolean };

/** A token without code inside, from `start` to where the scanner stands. */
export function makeToken(
  scanner: Scanner,
  kind: CodeToken['kind'],
  from: TokenStart & { readonly text: string; readonly value?: string | null; readonly holes?: readonly CodeProgram[] },
): CodeToken {
  return {
    kind,
    text: from.text,
    value: from.value ?? null,
    holes: from.holes ?? [],
    isSpaced: from.isSpaced,
    at: { start: from.start, end: scanner.at },
  };
}

/** True for a letter, `_` or a character beyond ASCII. */
export function isNameStart(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    character === '_' ||
    character >= '\u0080'
  );
}

/** True for an ASCII digit. */
export function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
