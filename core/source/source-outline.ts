/** Languages whose syntax is checked before a file is written. */
export const SOURCE_LANGUAGES = [
  'typescript',
  'tsx',
  'javascript',
  'json',
  'jsonc',
  'yaml',
  'toml',
  'python',
  'go',
  'rust',
  'java',
  'shell',
  'sql',
  'html',
  'css',
] as const;
/** A language of `SOURCE_LANGUAGES`; `jsonc` is JSON with comments and commas at ends, as settings of tools have it. */
export type SourceLanguage = (typeof SOURCE_LANGUAGES)[number];

/** One place where a text is not valid in its language: lines and columns count from 1. */
export type SyntaxProblem = { readonly line: number; readonly column: number; readonly message: string };

/** What a source text declares to others, and how involved it is. */
export type SourceOutline = {
  readonly language: SourceLanguage;
  /** The first problems, at most ten; empty for a valid text. */
  readonly problems: readonly SyntaxProblem[];
  /** What the file offers to others: exported functions, classes, types with the text of their signature, white space made even. */
  readonly exports: readonly { readonly name: string; readonly signature: string }[];
  /** Decisions in the text (branches, loops, cases, boolean operators) + 1: the cyclomatic number of the whole file. */
  readonly complexity: number;
};

/**
 * Reads a source text. Given to the core as a function, since parsers are outside engines.
 *
 * Total and bounded: null where the language is not supported, or the text keeps the parser busy for too long.
 */
export type ReadSource = (language: SourceLanguage, text: string) => SourceOutline | null;
