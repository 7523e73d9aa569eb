import { type SqlToken, tokenizeSql } from '../effect/sql/tokenize-sql.ts';
import { MAX_PROBLEMS } from './new-problems.ts';
import { problemAt } from './place-in-text.ts';
import type { SyntaxProblem } from './source-outline.ts';
import { SQL_VERBS } from './sql-verbs.ts';

/**
 * Returns where an SQL text is not valid in any dialect: quotes and comments that never end, brackets that do not fit, and
 * statements that begin with a word no database knows.
 *
 * The dialect of a file is not known, and what one refuses another takes; so a text is read by the rules of four families,
 * and counts by the one that suits it best. Scripts with bodies of procedures are not read by their first words, since what
 * stands there is a language of its own. Total, linear in the text, at most ten problems.
 */
export function sqlProblems(text: string): readonly SyntaxProblem[] {
  const script = withoutData(text);
  let best = problemsIn(script, tokenizeSql(script, 'postgres'));
  for (const dialect of OTHER_DIALECTS) {
    if (best.length === 0) return best;
    const found = problemsIn(script, tokenizeSql(script, dialect));
    if (found.length < best.length) best = found;
  }
  return best.slice(0, MAX_PROBLEMS);
}

const OTHER_DIALECTS = ['mysql', 'sqlite', 'tsql'] as const;

function problemsIn(text: string, { tokens, isComplete }: ReturnType<typeof tokenizeSql>): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  if (!isComplete) {
    const last = tokens.at(-1);
    const isText = last !== undefined && (last.kind === 'text' || last.kind === 'name');
    const at = isText ? last.at : text.length;
    problems.push(problemAt(text, at, 'found a quote or comment that is never closed, want its end'));
  }
  return [...problems, ...bracketProblems(text, tokens), ...verbProblems(text, tokens)];
}

function bracketProblems(text: string, tokens: readonly SqlToken[]): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const open: SqlToken[] = [];
  for (const token of tokens) {
    if (problems.length >= MAX_PROBLEMS) break;
    if (token.kind !== 'symbol') continue;
    if (token.text === '(') open.push(token);
    else if (token.text === ')' && open.pop() === undefined)
      problems.push(problemAt(text, token.at, 'found `)` that closes nothing'));
    else if (token.text === ';')
      for (const { at } of open.splice(0))
        problems.push(problemAt(text, at, 'found `(` that is not closed before `;`, want `)`'));
  }
  for (const { at } of open) problems.push(problemAt(text, at, 'found `(` that is never closed, want `)`'));
  return problems;
}

/** Words that begin a body with statements of a procedural language inside. */
const BODIES = new Set(['begin', 'declare', 'procedure', 'function', 'trigger', 'package', 'delimiter', 'do', 'if']);

function verbProblems(text: string, tokens: readonly SqlToken[]): readonly SyntaxProblem[] {
  if (tokens.some(({ kind, text: word }) => kind === 'word' && BODIES.has(word))) return [];
  const problems: SyntaxProblem[] = [];
  let isFirst = true;
  for (const { kind, text: word, at } of tokens) {
    const isWrong = isFirst && kind === 'word' && !SQL_VERBS.has(word);
    if (isWrong && problems.length < MAX_PROBLEMS)
      problems.push(problemAt(text, at, `found \`${word.slice(0, 24)}\`, want a statement`));
    // A line for the client ends with itself.
    isFirst = kind === 'command' || (kind === 'symbol' && word === ';');
  }
  return problems;
}

/** A dump has rows between `COPY … FROM stdin;` and `\.`: they are made blank, with every line where it was. */
function withoutData(text: string): string {
  if (!text.includes('\n\\.')) return text;
  let isData = false;
  return text
    .split('\n')
    .map((line) => {
      const isRow = isData && !line.startsWith('\\.');
      if (isData) isData = isRow;
      else isData = line.trimEnd().toLowerCase().endsWith('from stdin;');
      return isRow ? ' '.repeat(line.length) : line;
    })
    .join('\n');
}
