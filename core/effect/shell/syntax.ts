/** Where something stands in the text that was parsed: code units, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** A shell text as a tree. Parsers give it (see `ParseShell`); nothing is expanded or resolved yet. */
export type ShellScript = {
  readonly statements: readonly Statement[];
  /** What could not be parsed, the first of it; null when the whole text was understood. */
  readonly problem: SyntaxProblem | null;
};

/** A place where a shell would report a syntax error. `incomplete`: the text ends before something that it began. */
export type SyntaxProblem = { readonly kind: 'incomplete' | 'malformed'; readonly at: Span };

/**
 * Parses shell text (POSIX sh, Bash). Total, deterministic and linear in the text, whatever it holds: what cannot be
 * parsed is a `problem`, and the statements are what was understood all the same.
 */
export type ParseShell = (text: string) => ShellScript;

/** Anything that runs. */
export type Statement =
  | SimpleCommand
  | Pipeline
  | AndOrList
  | Background
  | Group
  | Conditional
  | Loop
  | ForEach
  | Case
  | FunctionDefinition
  | Test;

/** Words that name a program and its arguments, with what stands around them: `A=1 program word >file`. */
export type SimpleCommand = {
  readonly kind: 'command';
  readonly assignments: readonly Assignment[];
  /** The program first; empty when there are only assignments or redirections. */
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly span: Span;
};

/** `a | b | c`: each reads what the one before it prints. */
export type Pipeline = { readonly kind: 'pipeline'; readonly stages: readonly Statement[]; readonly span: Span };

/** `a && b`, `a || b`. */
export type AndOrList = {
  readonly kind: 'and-or';
  readonly operator: '&&' | '||';
  readonly first: Statement;
  readonly second: Statement;
  readonly span: Span;
};

/** `a &`. */
export type Background = { readonly kind: 'background'; readonly body: Statement; readonly span: Span };

/** `{ a; }`, or `( a )` whose changes of variables and folder end with it. */
export type Group = {
  readonly kind: 'group';
  readonly isSubshell: boolean;
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
  readonly span: Span;
};

/** `if … then … elif … else … fi`. */
export type Conditional = {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: readonly Statement[]; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
  readonly redirects: readonly Redirect[];
  readonly span: Span;
};

/** `while`, `until`, and the arithmetic `for ((;;))`. */
export type Loop = {
  readonly kind: 'loop';
  readonly condition: readonly Statement[];
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
  readonly span: Span;
};

/** `for name in words; do … done`, `select`. `words` is null where the arguments of the script are meant. */
export type ForEach = {
  readonly kind: 'for';
  readonly variable: string;
  readonly words: readonly Word[] | null;
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
  readonly span: Span;
};

/** `case word in pattern) … esac`. */
export type Case = {
  readonly kind: 'case';
  readonly subject: Word;
  readonly branches: readonly { readonly patterns: readonly Word[]; readonly body: readonly Statement[] }[];
  readonly redirects: readonly Redirect[];
  readonly span: Span;
};

/** `name() { … }`. */
export type FunctionDefinition = {
  readonly kind: 'function';
  readonly name: string;
  readonly body: readonly Statement[];
  readonly span: Span;
};

/** `[ … ]`, `[[ … ]]`, `(( … ))`: runs nothing but the substitutions in its words. */
export type Test = {
  readonly kind: 'test';
  readonly words: readonly Word[];
  /** What stands in `(( … ))`, which some shells take for a subshell in a subshell; null for every other test. */
  readonly text: string | null;
  readonly redirects: readonly Redirect[];
  readonly span: Span;
};

/** `name=value`, `name+=value`, `name[0]=value`, `name=(a b)`. */
export type Assignment = {
  readonly name: string;
  /** One word, or the elements of an array. */
  readonly values: readonly Word[];
  readonly isArray: boolean;
  /** True where the value is added to what the name had, or to one element of it. */
  readonly isPartial: boolean;
  /** True where one element of an array is assigned. */
  readonly isElement: boolean;
  readonly span: Span;
};

/** A redirection of a file, a file descriptor or a text. */
export type Redirect = {
  /** `<<` and `<<-` have the document as their word. */
  readonly operator: '<' | '>' | '>>' | '>|' | '<>' | '&>' | '&>>' | '<&' | '>&' | '<<' | '<<-' | '<<<';
  readonly descriptor: number | null;
  readonly word: Word;
  readonly span: Span;
};

/** A word before expansion. Quotes and escapes are resolved: they only show in `quoted`. */
export type Word = { readonly parts: readonly WordPart[]; readonly span: Span };

/** A stretch of a word. What is not `quoted` is split into words and matched against files after expansion. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | ParameterPart
  | { readonly kind: 'substitution'; readonly body: readonly Statement[]; readonly quoted: boolean }
  | { readonly kind: 'process'; readonly direction: '<' | '>'; readonly body: readonly Statement[] }
  | { readonly kind: 'arithmetic'; readonly words: readonly Word[]; readonly quoted: boolean };

/** `$name`, `${name}`, `${name:-word}`, `${#name}`, `${!name}`, `${name[0]}`. */
export type ParameterPart = {
  readonly kind: 'parameter';
  readonly name: string;
  /**
   * What stands between name and word, or before the name (`#`, `!`); null for the plain value. Of an array's element it
   * begins with `[`, and the index is the first word.
   */
  readonly operator: string | null;
  /** The words after the operator: a default, a pattern, a replacement. */
  readonly words: readonly Word[];
  readonly quoted: boolean;
};
