import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureFatigue } from './measure-fatigue.ts';
import type { PromptRecord } from './prompt-record.ts';

const HOUR = 3_600_000;

function prompt(
  after: number | null,
  more: { readonly approved?: boolean; readonly by?: string; readonly at?: number } = {},
): PromptRecord {
  const { approved = true, by = 'human:ada', at = 1_000 } = more;
  const answer = after === null ? null : { approved, by, channel: 'cli', atMs: at + after };
  return {
    request: 'r',
    index: 1,
    session: 's',
    tool: 'Bash',
    level: 'low',
    createdAtMs: at,
    pattern: 'p',
    ruleId: 'p',
    answer,
  };
}

const span = { sinceMs: 0, nowMs: 2 * HOUR };
const many = (count: number, after: number): readonly PromptRecord[] =>
  Array.from({ length: count }, () => prompt(after));
const alarms = (prompts: readonly PromptRecord[]): readonly string[] => measureFatigue(prompts, span).all.alarms;

test('measures nothing where nobody was asked', () => {
  const { all, people } = measureFatigue([], span);
  assert.deepEqual(people, []);
  assert.equal(all.approveRate, null);
  assert.equal(all.medianMs, null);
  assert.equal(all.perHour, 0);
  assert.deepEqual(all.alarms, []);
});

test('counts by person and channel, those who are asked most first', () => {
  const bo = prompt(9_000, { approved: false, by: 'human:bo' });
  const { all, people } = measureFatigue([bo, prompt(4_000), prompt(6_000), prompt(null)], span);
  assert.deepEqual([all.prompts, all.approved, all.denied, all.unanswered, all.perHour], [4, 2, 1, 1, 2]);
  assert.deepEqual([all.approveRate, all.medianMs], [0.667, 6_000]);
  assert.deepEqual(
    people.map(({ by, prompts }) => [by, prompts]),
    [
      ['human:ada', 2],
      ['human:bo', 1],
    ],
  );
  assert.equal(people[0]?.medianMs, 4_000);
});

test('looks at the time that was asked for, and takes a short one for an hour', () => {
  const { all } = measureFatigue([prompt(1, { at: 5 }), prompt(1, { at: 50 }), prompt(1, { at: 500 })], {
    sinceMs: 10,
    nowMs: 100,
  });
  assert.deepEqual([all.prompts, all.perHour], [1, 1]);
});

test('never measures less than no time', () => {
  assert.equal(measureFatigue([prompt(-5)], span).all.medianMs, 0);
});

test('gives the alarm for ten approvals with a median below two seconds, not for nine, nor at two', () => {
  assert.deepEqual(alarms(many(10, 1_999)), ['fast']);
  assert.deepEqual(alarms(many(9, 1_999)), []);
  assert.deepEqual(alarms(many(10, 2_000)), []);
});

test('gives the alarm for twenty answers that all approve, below three seconds', () => {
  assert.deepEqual(alarms(many(20, 2_999)), ['always']);
  assert.deepEqual(alarms(many(19, 2_999)), []);
  assert.deepEqual(alarms(many(20, 3_000)), []);
  assert.deepEqual(alarms([...many(20, 2_999), prompt(2_999, { approved: false })]), []);
});

test('does not let quick denials look like quick approvals', () => {
  const denials = Array.from({ length: 10 }, () => prompt(100, { approved: false }));
  assert.deepEqual(alarms(denials), []);
});

test('gives the alarm for more than thirty prompts an hour', () => {
  assert.deepEqual(alarms(many(60, 60_000)), []);
  assert.deepEqual(alarms(many(61, 60_000)), ['flood']);
});
