import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Authorization } from '../../application/gateway.ts';
import { WAIT } from '../../core/gate/gate-report.ts';
import { refusedText } from './messages.ts';

const OWN = 'Read .env.example instead.';

/** An answer with what the sentences are made of. */
function answerOf(verdict: string, status: string | null): Authorization {
  const decision = { verdict, reason: 'because', gates: [], remedies: [OWN, WAIT], risk: { level: 'high', score: 66 } };
  const approval = status === null ? null : { request: { id: 'k9hyh7e5aghce359', status } };
  return { verdict, decision, approval } as unknown as Authorization;
}

test('Whoever was answered with no, or with silence, is not told to wait for an answer', () => {
  for (const text of [
    refusedText(answerOf('deny', 'denied'), 'Bash'),
    refusedText(answerOf('require-approval', 'timed-out'), 'Bash'),
  ]) {
    assert.ok(text.includes(OWN));
    assert.ok(!text.includes(WAIT));
  }
});

test('As long as a question is open, waiting for its answer is what to do', () => {
  assert.ok(refusedText(answerOf('require-approval', 'pending'), 'Bash').includes(WAIT));
});
