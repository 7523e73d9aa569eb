import type { ParseShell, ShellScript, SimpleCommand, Word } from '../effect/shell/syntax.ts';

/** One command as its whole argument vector, the program first, with the variables set for it alone. */
export type CommandVector = { readonly words: readonly string[]; readonly variables: readonly string[] };

/** Longest line that is looked at, and most commands in it. */
const MAX_LENGTH = 4_096;
const MAX_COMMANDS = 32;

/** What a shell expands in an unquoted word. */
const EXPANDED = ['*', '?', '[', ']', '{', '}', '~', '!'];

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
 * Reads a line of simple commands joined by `&&`, `||`, `|` and line ends, each with all its words written out. Errors may be
 * joined to the output (`2>&1`); nothing else is redirected. Null for any other line.
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
  if (redirects.some(({ operator, word }) => operator !== '>&' || !isDescriptor(literalWord(word)))) return null;
  if (assignments.some(({ isArray, isPartial }) => isArray || isPartial)) return null;
  if (assignments.some(({ values }) => literalWords(values) === null)) return null;
  const literal = literalWords(words);
  return literal === null ? null : { words: literal, variables: assignments.map(({ name }) => name) };
}

function isDescriptor(word: string | null): boolean {
  return word === '1' || word === '2';
}

function literalWords(words: readonly Word[]): readonly string[] | null {
  const literal: string[] = [];
  for (const word of words) {
    const text = literalWord(word);
    if (text === null) return null;
    literal.push(text);
  }
  return literal.length === 0 ? null : literal;
}

function literalWord({ parts }: Word): string | null {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'text') return null;
    if (!part.quoted && EXPANDED.some((character) => part.text.includes(character))) return null;
    text += part.text;
  }
  return text;
}
