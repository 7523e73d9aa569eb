import type { ParseShell, ShellScript, SimpleCommand, Word } from '../effect/shell/syntax.ts';
import { isInside } from './inside-words.ts';

/** One command as its whole argument vector, the program first, with what is set for it alone, as `name=value`. */
export type CommandVector = { readonly words: readonly string[]; readonly variables: readonly string[] };

/** Longest line that is looked at, and most commands in it. */
const MAX_LENGTH = 4_096;
const MAX_COMMANDS = 32;

/** What a shell expands in an unquoted word; of these, what stands for names of files. */
const EXPANDED = ['*', '?', '[', ']', '{', '}', '~', '!'];
const FILE_PATTERN = ['*', '?'];

/**
 * Reads a line that is one simple command: no separator, pipe, substitution, variable, pattern or redirection. Null for any
 * other, which no whitelist speaks of.
 */
export function singleCommand(text: string, parse: ParseShell): readonly string[] | null {
  const statements = statementsOf(text, parse);
  const [only] = statements ?? [];
  if (only === undefined || statements?.length !== 1 || only.kind !== 'command') return null;
  if (only.assignments.length > 0 || only.redirects.length > 0) return null;
  return literalWords(only.words);
}

/**
 * Reads a line of simple commands joined by `&&`, `||`, `|` and line ends, each with all its words written out. Output may go
 * nowhere or into a log (`2>&1`, `> /dev/null`, `> test.log`); nothing else is redirected. Null for any other line.
 *
 * A word may hold `*` and `?` for files below a folder that it names (`src/**\/*.ts`): what such a word becomes can be no option
 * and leads nowhere else, and it is answered as it is written.
 */
export function plainCommands(text: string, parse: ParseShell): readonly CommandVector[] | null {
  const pending = [...(statementsOf(text, parse) ?? [])].reverse();
  const found: CommandVector[] = [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'and-or') pending.push(next.second, next.first);
    else if (next.kind === 'pipeline') pending.push(...[...next.stages].reverse());
    else {
      const vector = next.kind === 'command' ? vectorOf(next) : null;
      if (vector === null || found.push(vector) > MAX_COMMANDS) return null;
    }
  }
  return found.length === 0 ? null : found;
}

function statementsOf(text: string, parse: ParseShell): ShellScript['statements'] | null {
  if (text.length > MAX_LENGTH) return null;
  const { statements, problem } = parse(text);
  return problem === null ? statements : null;
}

function vectorOf({ words, assignments, redirects }: SimpleCommand): CommandVector | null {
  if (!redirects.every(isOutputOnly)) return null;
  if (assignments.some(({ isArray, isPartial }) => isArray || isPartial)) return null;
  const variables: string[] = [];
  for (const { name, values } of assignments) {
    const literal = literalWords(values);
    if (literal === null) return null;
    variables.push(`${name}=${literal.join(' ')}`);
  }
  const isNamed = words.slice(0, 1).every((program) => literalWord(program) !== null);
  const literal = isNamed ? literalWords(words, readWord) : null;
  return literal === null ? null : { words: literal, variables };
}

/** Errors joined to the output, and output that goes nowhere or into a text of the workspace that nothing runs. */
function isOutputOnly({ operator, word }: SimpleCommand['redirects'][number]): boolean {
  const text = literalWord(word);
  if (operator === '>&') return text === '1' || text === '2';
  const isWrite = operator === '>' || operator === '>>' || operator === '&>';
  return isWrite && text !== null && (text === '/dev/null' || isLog(text));
}

/** Tells whether a word names a text in the workspace that programs write for people, and nothing runs. */
export function isLog(word: string): boolean {
  return !word.startsWith('-') && isInside(word) && (word.endsWith('.log') || word.endsWith('.txt'));
}

function literalWords(
  words: readonly Word[],
  read: (word: Word) => string | null = literalWord,
): readonly string[] | null {
  const literal: string[] = [];
  for (const word of words) {
    const text = read(word);
    if (text === null) return null;
    literal.push(text);
  }
  return literal.length === 0 ? null : literal;
}

function literalWord(word: Word): string | null {
  return wordWithout(word, EXPANDED);
}

/** A word that is written out, or a pattern of files below a folder that it names. */
function readWord(word: Word): string | null {
  const text = wordWithout(
    word,
    EXPANDED.filter((character) => !FILE_PATTERN.includes(character)),
  );
  return text === null || literalWord(word) !== null || isBelowFolder(text) ? text : null;
}

/** The first name is written out, so that no file's name becomes an option; no part begins with a dot, so that none becomes `..`. */
function isBelowFolder(text: string): boolean {
  const [first = '', ...rest] = text.split('/');
  const isPlain =
    first !== '' && !first.startsWith('-') && !FILE_PATTERN.some((character) => first.includes(character));
  return isPlain && rest.length > 0 && rest.every((part) => !part.startsWith('.'));
}

function wordWithout({ parts }: Word, refused: readonly string[]): string | null {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'text') return null;
    if (!part.quoted && refused.some((character) => part.text.includes(character))) return null;
    text += part.text;
  }
  return text;
}
