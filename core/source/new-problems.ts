import type { SourceOutline, SyntaxProblem } from './source-outline.ts';

/** How many problems an outline names at most. */
export const MAX_PROBLEMS = 10;

/**
 * Returns the problems that a change brings: those of the text after it that the text before it had not.
 *
 * Grammars have gaps, and projects have files that no parser takes: what was there before is not held against a change.
 * Two problems are the same when their messages are; lines move, so places do not count, but each counts as often as it
 * stood there before. Where nothing was before, or it was of another language, every problem is new. Where the text
 * before had more problems than an outline names, nobody can tell, and none is new.
 */
export function newProblems(before: SourceOutline | null, after: SourceOutline): readonly SyntaxProblem[] {
  if (before === null || before.language !== after.language) return after.problems;
  if (before.problems.length >= MAX_PROBLEMS) return [];
  const known = new Map<string, number>();
  for (const { message } of before.problems) known.set(message, (known.get(message) ?? 0) + 1);
  return after.problems.filter(({ message }) => {
    const left = known.get(message) ?? 0;
    known.set(message, left - 1);
    return left <= 0;
  });
}
