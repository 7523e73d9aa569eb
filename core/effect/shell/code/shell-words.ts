import type { Span } from '../syntax.ts';

/** A word of a command line of PowerShell or `cmd`. */
export type CommandWord = {
  readonly text: string;
  /** False where variables or code make a part of it. */
  readonly isKnown: boolean;
  /** True where it began with a quote: then it is a value, not a name or an option. */
  readonly isQuoted: boolean;
  /** True where a comma stands before it: it belongs to a list with the word before. */
  readonly isListed: boolean;
  /** What stands after the quoted part of a word that begins with a quote. */
  readonly suffix: string;
  readonly at: Span;
};

/** A command with its words and the files that its output goes to; `value` null where that is not known. */
export type CommandLine = {
  readonly words: readonly CommandWord[];
  readonly outputs: readonly CommandWord[];
  /** True where it gets what another command prints. */
  readonly isPiped: boolean;
};

/** A command line that is being read: the commands so far, and what there is of the one after them. */
export type LineReader = {
  readonly lines: CommandLine[];
  words: CommandWord[];
  outputs: CommandWord[];
  isPiped: boolean;
  /** True where the next word is a file that the output goes to. */
  isOutput: boolean;
};

/** A reader that has read nothing. */
export function newLineReader(): LineReader {
  return { lines: [], words: [], outputs: [], isPiped: false, isOutput: false };
}

/** Ends the command that is being read; `isPiped` where the next one gets what it prints. */
export function endLine(reader: LineReader, isPiped: boolean): void {
  const { words, outputs } = reader;
  if (words.length > 0 || outputs.length > 0) reader.lines.push({ words, outputs, isPiped: reader.isPiped });
  Object.assign(reader, { words: [], outputs: [], isPiped, isOutput: false });
}

/** The text of a word, or null where it is not known. */
export function knownWord(word: CommandWord | undefined): string | null {
  return word?.isKnown === true ? word.text : null;
}

/**
 * The path that a word names, with slashes, or null where it is not known: with a variable in it, or from the home of a user.
 *
 * A drive of Windows is a folder at the root, as it is in a file URL (`/C:/x`, RFC 8089, appendix E).
 */
export function knownPath(word: CommandWord): string | null {
  if (!word.isKnown || word.text.startsWith('~')) return null;
  const path = word.text.replaceAll('\\', '/');
  return path.charAt(1) === ':' ? `/${path}` : path;
}

/** The words as a shell reads them back; null where one is not known. */
export function shellText(words: readonly CommandWord[]): string | null {
  const quoted: string[] = [];
  for (const word of words) {
    if (!word.isKnown) return null;
    const isPlain = word.text !== '' && [...word.text].every((character) => PLAIN.includes(character));
    quoted.push(isPlain ? word.text : `'${word.text.replaceAll("'", "'\\''")}'`);
  }
  return quoted.join(' ');
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%=';
