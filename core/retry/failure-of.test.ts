import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseOutput } from '../output/parse-output.ts';
import { checkPlan } from '../plan/check-plan.ts';
import { planOf, stepOf, surroundingsOf } from '../plan/testing/plans.ts';
import { failureOf } from './failure-of.ts';
import { nextAttempt } from './next-attempt.ts';

const NONE = { retries: [], retriedAtMs: [] };

describe('A refused output', () => {
  test('is a failure of validation with every problem in a line, and is retried', () => {
    const parsed = parseOutput('{"answer":7}', 'answer');
    assert.ok(!parsed.ok);
    const failure = failureOf('the output', parsed.failure);
    assert.deepEqual(failure, {
      code: 'VAL-001',
      message: 'the output has a problem',
      problems: ['$.answer: found 7, want a text'],
    });
    const next = nextAttempt(NONE, failure, { nowMs: 0 });
    assert.ok(next.kind === 'retry' && next.instructions.includes('- $.answer: found 7, want a text'));
    assert.equal(
      failureOf('the plan', checkPlan(planOf({ steps: [], estimatedTokens: 1e9 }), surroundingsOf())).message,
      'the plan has 2 problems',
    );
  });

  test('that tries to leave the workspace is a finding of security, and is not', () => {
    for (const target of ['../../etc/passwd', 'a/%2e%2e/%2e%2e/b', '//host/share']) {
      const plan = planOf({ targetFiles: [target], steps: [stepOf({ target })] });
      const failure = failureOf('the plan', checkPlan(plan, surroundingsOf()));
      assert.equal(failure.code, 'SEC-002', target);
      assert.equal(nextAttempt(NONE, failure, { nowMs: 0 }).kind, 'escalate');
    }
  });

  test('that only spells a path otherwise is retried', () => {
    for (const target of ['./src/a.ts', '/home/ada/site/src/a.ts', 'src\\a.ts']) {
      const plan = planOf({ targetFiles: [target], steps: [stepOf({ target })] });
      assert.equal(failureOf('the plan', checkPlan(plan, surroundingsOf())).code, 'VAL-001', target);
    }
  });
});
