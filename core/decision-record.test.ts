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
  assert.ok(text.startsWith('{"v":1,'));
  assert.equal(parseDecisionRecord(text.replace('{"v":1,', '{"v":2,')), null);
});
