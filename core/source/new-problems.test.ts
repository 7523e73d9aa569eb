import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PROBLEMS, newProblems } from './new-problems.ts';
import type { SourceLanguage, SourceOutline, SyntaxProblem } from './source-outline.ts';

function problem(message: string, line = 1): SyntaxProblem {
  return { line, column: 1, message };
}

function outline(problems: readonly SyntaxProblem[], language: SourceLanguage = 'go'): SourceOutline {
  return { language, problems, exports: [], complexity: 1 };
}

test('counts every problem of a new file', () => {
  assert.deepEqual(newProblems(null, outline([problem('a')])), [problem('a')]);
});

test('does not hold against a change what was there before, on another line too', () => {
  assert.deepEqual(newProblems(outline([problem('a', 1)]), outline([problem('a', 9)])), []);
});

test('counts a problem as often as it was there before', () => {
  const after = outline([problem('a', 1), problem('b', 2), problem('a', 3)]);
  assert.deepEqual(newProblems(outline([problem('a', 7)]), after), [problem('b', 2), problem('a', 3)]);
});

test('lets a change mend a problem', () => {
  assert.deepEqual(newProblems(outline([problem('a'), problem('b')]), outline([problem('b')])), []);
});

test('counts every problem where the language is another', () => {
  assert.deepEqual(newProblems(outline([problem('a')], 'rust'), outline([problem('a')])), [problem('a')]);
});

test('counts none where the text before had more problems than an outline names', () => {
  const many = Array.from({ length: MAX_PROBLEMS }, (_, index) => problem(`p${index}`));
  assert.deepEqual(newProblems(outline(many), outline([problem('new')])), []);
});
