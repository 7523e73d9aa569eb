import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Verdict } from '../decision.ts';
import { diffVerdicts, type RecordedVerdict } from './diff-policy.ts';

function record(action: string, verdict: Verdict, ...rules: readonly string[]): RecordedVerdict {
  return { action, verdict, rules };
}

it('summarises which recorded actions another policy would answer differently', () => {
  const before = [
    record('a', 'allow', 'x', 'y'),
    record('b', 'deny', 'x'),
    record('c', 'allow'),
    record('d', 'defer'),
    record('e', 'allow'),
  ];
  const after = [
    record('a', 'allow', 'y', 'x'),
    record('b', 'require-approval'),
    record('c', 'deny', 'z'),
    record('d', 'defer', 'z'),
    record('f', 'allow'),
  ];
  assert.deepEqual(diffVerdicts(before, after), {
    compared: 4,
    unchanged: 1,
    looser: [
      { action: 'b', before: { verdict: 'deny', rules: ['x'] }, after: { verdict: 'require-approval', rules: [] } },
    ],
    tighter: [{ action: 'c', before: { verdict: 'allow', rules: [] }, after: { verdict: 'deny', rules: ['z'] } }],
    otherRules: [{ action: 'd', before: { verdict: 'defer', rules: [] }, after: { verdict: 'defer', rules: ['z'] } }],
    missing: ['e', 'f'],
  });
});

it('finds another rule of the same number', () => {
  assert.equal(diffVerdicts([record('a', 'deny', 'x')], [record('a', 'deny', 'y')]).otherRules.length, 1);
});

it('has nothing to say of nothing', () => {
  assert.deepEqual(diffVerdicts([], []), {
    compared: 0,
    unchanged: 0,
    looser: [],
    tighter: [],
    otherRules: [],
    missing: [],
  });
});
