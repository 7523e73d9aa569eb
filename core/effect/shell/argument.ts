import type { Span } from './syntax.ts';

/** Stands in a text for a stretch that is not known before the line runs. A private-use character: agents have no use for it. */
export const UNKNOWN = '\uE000';

/** Stands for one of many texts that are not known: what a loop goes through. */
export const ONE_OF_MANY = `${UNKNOWN}${UNKNOWN}`;

/** What a program prints that lists names which nobody knows. */
export const SOME_NAMES = `${ONE_OF_MANY}\n`;

/** Stands for each name in a folder, none left out: what a loop over `folder/*` goes through. */
export const EVERY = `${UNKNOWN}\uE001${UNKNOWN}`;

/** The same with all that lies in the folders below: what `find` prints of a whole tree. */
export const EVERY_BELOW = `${UNKNOWN}\uE001\uE001${UNKNOWN}`;

/** What stands for each file that a pattern matches: its plain beginning, and one of many names, or each name there is. */
export function oneOfMatches(pattern: string): string {
  const first = [...pattern].findIndex((character) => '*?['.includes(character));
  const plain = pattern.slice(0, Math.max(0, first));
  const isEach = pattern.slice(first) === '*' && (plain === '' || plain.endsWith('/'));
  return plain + (isEach ? EVERY : ONE_OF_MANY);
}

/** Tells whether a text stands for one of many, or for each of many. */
export function isOfMany(text: string): boolean {
  return text.includes(ONE_OF_MANY) || isListing(text);
}

/** Tells whether a text holds each name of a folder or a tree. */
export function isListing(text: string): boolean {
  return text.includes(EVERY) || text.includes(EVERY_BELOW);
}

/** The text with `by` wherever something is not known. */
export function withUnknownAs(text: string, by: string): string {
  if (!text.includes(UNKNOWN)) return text;
  return [EVERY_BELOW, EVERY, ONE_OF_MANY, UNKNOWN].reduce((shown, mark) => shown.replaceAll(mark, by), text);
}

/** A word of a command line after expansion, as far as it is known. */
export type Argument = {
  /** Its text, with `UNKNOWN` where something is not known. */
  readonly text: string;
  /** True where unquoted `*`, `?` or `[` are matched against files. */
  readonly isPattern: boolean;
  /** True where something unknown stands outside of quotes, so that it may be no word, or many. */
  readonly maySplit: boolean;
  readonly span: Span;
};

/** Tells whether the whole text is known. */
export function isKnown({ text }: Pick<Argument, 'text'>): boolean {
  return !text.includes(UNKNOWN);
}

/** The text where all of it is known; null otherwise. */
export function knownText(argument: Argument | undefined): string | null {
  return argument !== undefined && isKnown(argument) ? argument.text : null;
}

/** An argument that is known and was written in one piece. */
export function literalArgument(text: string, span: Span): Argument {
  return { text, isPattern: false, maySplit: false, span };
}

/** The rest of an argument from a place on, for example the value in `--file=value`. */
export function argumentFrom(argument: Argument, start: number): Argument {
  return { ...argument, text: argument.text.slice(start) };
}

/** Arguments as one text with blanks between them, as `eval` and `ssh` join theirs. */
export function joinArguments(args: readonly Argument[]): string {
  return args.map(({ text }) => text).join(' ');
}

/** Quotes a known text for a shell, so that it is one word again. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
