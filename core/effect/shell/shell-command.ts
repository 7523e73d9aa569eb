/** A word of a command line as it stands there; `text` is what it becomes, null when that is not known here. */
export type ShellWord = { readonly text: string | null; readonly raw: string };

/** A simple command, wherever in the text it stands: its words and what its redirections do. */
export type SimpleCommand = {
  readonly words: readonly ShellWord[];
  /** Files that redirections write to. */
  readonly writesTo: readonly ShellWord[];
  /** Texts it is given to read: here-documents and here-strings. */
  readonly input: readonly string[];
  /** The function it stands in, by name; null outside of functions. */
  readonly within: string | null;
  /** How many subshells and substitutions it stands in; a `cd` holds for what follows at its depth and deeper. */
  readonly depth: number;
  /** Commands of one pipeline bear the same number. */
  readonly pipeline: number;
  /** True when `&` puts its pipeline into the background. */
  readonly isBackground: boolean;
};

/** What can be said of a shell text without its full grammar. */
export type ShellReading =
  | { readonly kind: 'unparsable'; readonly problem: string }
  | { readonly kind: 'read'; readonly commands: readonly SimpleCommand[] };

/** The variables that are read; null where a value is not known. */
export type ShellVariables = { readonly HOME: string; readonly PWD: string | null };
