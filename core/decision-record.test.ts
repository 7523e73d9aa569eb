import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from './decide.ts';
import { formatDecisionRecord, parseDecisionRecord } from './decision-record.ts';
import { actionOf, factsOf, policyOf } from './testing/samples.ts';

const SAMPLES = [
  actionOf('Read', { file_path: 'a.md' }),
  actionOf('Bash', { command: 'npm test' }),
  actionOf('Bash', { command: 'rm -rf /' }),
  actionOf('Write', { file_path: '/etc/passwd', content: '' }),
];

test('a record reads back as it was written, every gate and remedy included', () => {
  for (const action of SAMPLES) {
    const facts = factsOf();
    const record = { action, facts, decision: decide(action, facts, policyOf()) };
    assert.deepEqual(parseDecisionRecord(formatDecisionRecord(record)), record);
  }
});

test('a record of another version is not guessed at', () => {
  const action = actionOf('Read', { file_path: 'a.md' });
  const facts = factsOf();
  const text = formatDecisionRecord({ action, facts, decision: decide(action, facts, policyOf()) });
  assert.ok(text.startsWith('{"v":2,'));
  assert.equal(parseDecisionRecord(text.replace('{"v":2,', '{"v":3,')), null);
});

test('a record that names a report of a newer version is not guessed at', () => {
  const action = actionOf('Read', { file_path: 'a.md' });
  const facts = factsOf();
  const text = formatDecisionRecord({ action, facts, decision: decide(action, facts, policyOf()) });
  const newer = text.replace(/"gates":\[/u, '"gates":[999,');
  assert.notEqual(newer, text);
  assert.equal(parseDecisionRecord(newer), null);
});

test('a report that is not usual reads back, with its rule and its remedy or without', () => {
  const action = actionOf('Read', { file_path: 'a.md' });
  const facts = factsOf();
  const decision = decide(action, facts, policyOf());
  const gates = [
    { gate: 'policy', outcome: 'pass', rule: '', reason: 'a', remedy: '' },
    { gate: 'policy', outcome: 'pass', rule: 'mine', reason: 'b', remedy: '' },
    { gate: 'policy', outcome: 'deny', rule: '', reason: 'c', remedy: 'd' },
  ] as const;
  const record = { action, facts, decision: { ...decision, gates } };
  assert.deepEqual(parseDecisionRecord(formatDecisionRecord(record)), record);
});

test('most of what gates say about an ordinary action is said by number', () => {
  const action = actionOf('Read', { file_path: 'a.md' });
  const facts = factsOf();
  const text = formatDecisionRecord({ action, facts, decision: decide(action, facts, policyOf()) });
  const { gates } = JSON.parse(text).decision as { gates: unknown[] };
  assert.ok(gates.filter((row) => typeof row === 'number').length >= 10, JSON.stringify(gates));
});

test('a fact that is not as on a quiet day is written, and read back', () => {
  const action = actionOf('Read', { file_path: 'a.md' });
  const facts = factsOf({
    realPaths: { '/a': '/b' },
    principal: { authenticated: true, standing: 'senior' },
    emergency: { halt: null, safeMode: true, containments: [] },
    estimate: { tokens: 1, costMicros: 0 },
    reviewer: 'abstain',
  });
  const record = { action, facts, decision: decide(action, facts, policyOf()) };
  assert.deepEqual(parseDecisionRecord(formatDecisionRecord(record)), record);
});
