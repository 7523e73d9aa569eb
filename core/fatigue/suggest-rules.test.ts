import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PromptRecord } from './prompt-record.ts';
import { isSuggested, SUGGESTION, tallyPatterns } from './suggest-rules.ts';

const NOW = 100 * 86_400_000;

function prompt(
  more: Partial<PromptRecord> & { readonly after?: number; readonly approved?: boolean } = {},
): PromptRecord {
  const { after = 5_000, approved = true, ...same } = more;
  const createdAtMs = same.createdAtMs ?? NOW - 1_000_000;
  const answer = { approved, by: 'human:ada', channel: 'cli', atMs: createdAtMs + after };
  const base = {
    request: 'r',
    index: 1,
    session: 's',
    tool: 'Bash',
    level: 'low',
    pattern: 'p',
    ruleId: 'p',
    answer,
  } as const;
  return { ...base, ...same, createdAtMs };
}

const times = (count: number, more: Parameters<typeof prompt>[0] = {}): readonly PromptRecord[] =>
  Array.from({ length: count }, () => prompt(more));

const suggested = (prompts: readonly PromptRecord[]): number => tallyPatterns(prompts, NOW).filter(isSuggested).length;

test('suggests after ten approvals, not after nine', () => {
  assert.equal(suggested(times(10)), 1);
  assert.equal(suggested(times(9)), 0);
});

test('suggests nothing that somebody denied once', () => {
  assert.equal(suggested([...times(12), prompt({ approved: false })]), 0);
});

test('does not count what was answered within a second', () => {
  assert.equal(suggested([...times(9), ...times(5, { after: 999 })]), 0);
  assert.equal(suggested([...times(9), prompt({ after: 1_000 })]), 1);
  assert.equal(tallyPatterns(times(2, { after: 1 }), NOW)[0]?.reflexes, 2);
});

test('counts ninety days, and what has an answer and a rule', () => {
  const { windowMs } = SUGGESTION;
  assert.equal(suggested([...times(9), prompt({ createdAtMs: NOW - windowMs })]), 0);
  assert.equal(suggested([...times(9), prompt({ createdAtMs: NOW - windowMs + 1 })]), 1);
  assert.equal(suggested([...times(9), prompt({ answer: null })]), 0);
  assert.equal(suggested(times(10, { pattern: null })), 0);
  assert.equal(suggested(times(10, { ruleId: null })), 0);
});

test('tells patterns apart, the most approved first', () => {
  const found = tallyPatterns([...times(1), ...times(2, { pattern: 'q', ruleId: 'q' })], NOW);
  assert.deepEqual(
    found.map(({ pattern, approvals }) => [pattern, approvals]),
    [
      ['q', 2],
      ['p', 1],
    ],
  );
});
