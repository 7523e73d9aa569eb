import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { FAILURE_CODES, type Failure, isSecurityFinding, prefixOf } from './failure.ts';
import { BACK_OFF_MS, nextAttempt, type PastRetry, RETRY_LIMITS, type RetryHistory } from './next-attempt.ts';
import { CHANGES, instructionsOf, STRATEGIES } from './strategy.ts';

const NOW = { nowMs: 10_000_000 };

function failureOf(code: string, more: Partial<Failure> = {}): Failure {
  return { code, message: 'It did not pass', problems: [], ...more };
}

function historyOf(retries: readonly PastRetry[], retriedAtMs: readonly number[] = []): RetryHistory {
  return { retries, retriedAtMs };
}

/** The retries of a task that failed this often, each time with this code. */
function failedOften(times: number, code: string = FAILURE_CODES.invalidOutput): readonly PastRetry[] {
  return STRATEGIES.slice(0, times).map((strategy) => ({ strategy, failure: failureOf(code) }));
}

describe('A failed attempt', () => {
  test('is followed by three retries, each with another strategy, and then by a person', () => {
    const next = [0, 1, 2, 3].map((times) => nextAttempt(historyOf(failedOften(times)), failureOf('VAL-001'), NOW));
    assert.deepEqual(
      next.map((one) => (one.kind === 'retry' ? `${one.number} ${one.strategy}` : one.reason)),
      ['1 say-what-was-wrong', '2 widen-context', '3 simplify-and-split', 'task-limit'],
    );
  });

  test('tells the model what was wrong, and what to do now', () => {
    const problems = Array.from({ length: 25 }, (_, index) => `problem ${index}`);
    const next = nextAttempt(historyOf(failedOften(1)), failureOf('VAL-005', { problems }), NOW);
    assert.ok(next.kind === 'retry');
    assert.ok(next.instructions.startsWith('The last attempt was refused (VAL-005): It did not pass\n- problem 0\n'));
    assert.ok(next.instructions.includes('- problem 19\n- and 5 more\nThe files are shown again'));
    assert.deepEqual(next.changes, { extraContextLines: 10, rereadFiles: true, narrower: null });
    assert.equal(instructionsOf('say-what-was-wrong', failureOf('VAL-001')).split('\n').length, 2);
  });

  test('is retried after a wait that grows, by its sort', () => {
    const waits = (code: string) =>
      [0, 1, 2].map((times) => {
        const next = nextAttempt(historyOf(failedOften(times)), failureOf(code), NOW);
        return next.kind === 'retry' ? next.waitMs : null;
      });
    assert.deepEqual(waits('FS-001'), [500, 2_000, 5_000]);
    assert.deepEqual(waits('AI-002'), [1_000, 2_000, 4_000]);
    assert.deepEqual(waits('VAL-001'), [0, 0, 0]);
    assert.deepEqual(waits('BLD-001'), BACK_OFF_MS.BLD);
    assert.deepEqual(waits('SEC-003'), [null, null, null]);
  });
});

describe('Never retried', () => {
  const reason = (code: string, past: readonly PastRetry[] = []) => {
    const next = nextAttempt(historyOf(past), failureOf(code), NOW);
    return next.kind === 'escalate' ? next.reason : next.kind;
  };

  test('are findings of security, now or earlier in the task', () => {
    for (const code of ['SEC-001', 'SEC-002', 'SEC-003', 'SEC-999', 'FS-003']) {
      assert.equal(isSecurityFinding(failureOf(code)), true);
      assert.equal(reason(code), 'security-finding');
      assert.equal(reason('VAL-001', failedOften(1, code)), 'security-finding');
    }
    assert.equal(isSecurityFinding(failureOf('FS-001')), false);
  });

  test('are failures that nobody knows', () => {
    for (const code of ['IPC-001', 'VAL', 'VAL-1', 'VAL-0001', 'VAL-1x1', 'val-001', '', 'XVAL-001']) {
      assert.equal(prefixOf(code), null, code);
      assert.equal(reason(code), 'unknown-failure');
    }
  });

  test('are tasks with more than three retries, whatever their strategies', () => {
    const same = [1, 2, 3].map(() => ({ strategy: 'widen-context' as const, failure: failureOf('VAL-001') }));
    assert.equal(reason('VAL-001', same), 'task-limit');
    const other = nextAttempt(historyOf(same.slice(0, 1)), failureOf('VAL-001'), NOW);
    assert.ok(other.kind === 'retry' && other.strategy === 'say-what-was-wrong');
  });

  test('are requesters with ten retries within an hour, to the millisecond', () => {
    const after = (agesMs: readonly number[]) =>
      nextAttempt(
        historyOf(
          [],
          agesMs.map((ageMs) => NOW.nowMs - ageMs),
        ),
        failureOf('VAL-001'),
        NOW,
      ).kind;
    const nine = Array.from({ length: 9 }, () => 5);
    assert.equal(after(nine), 'retry');
    assert.equal(after([...nine, 3_599_999]), 'escalate');
    assert.equal(after([...nine, 3_600_000]), 'retry');
    assert.equal(after([...nine, -5]), 'escalate');
    assert.equal(
      nextAttempt(historyOf([], [...nine, 1]), failureOf('VAL-001'), { nowMs: Number.NaN }).kind,
      'escalate',
    );
    assert.deepEqual(RETRY_LIMITS, { perTask: 3, perHour: 10, hourMs: 3_600_000 });
  });
});

describe('The message to a person', () => {
  const messageOf = (code: string, past: readonly PastRetry[] = [], problems: readonly string[] = []) => {
    const next = nextAttempt(historyOf(past), failureOf(code, { problems }), NOW);
    return next.kind === 'escalate' ? next.message : '';
  };

  test('says what was tried, what was wrong, and what to do', () => {
    const problems = Array.from({ length: 9 }, (_, index) => `problem ${index}`);
    assert.deepEqual(messageOf('BLD-002', failedOften(3), problems).split('\n'), [
      'The task needs a person after 4 attempts: all three strategies were tried.',
      '1. VAL-001: It did not pass',
      '2. VAL-001: It did not pass',
      '3. VAL-001: It did not pass',
      '4. BLD-002: It did not pass',
      ...problems.slice(0, 5).map((problem) => `   - ${problem}`),
      'Read the output of the build or the tests, repair what the task did not break, or change the task.',
      'Every attempt was held to the same checks; none was let through to get on.',
    ]);
  });

  test('is about the finding of security where there is one', () => {
    assert.match(messageOf('FS-003'), /after one attempt: it was a finding of security.*\nLook at what was tried/s);
    assert.match(messageOf('VAL-001', failedOften(1, 'SEC-001')), /Look at what was tried and why/);
    assert.match(messageOf('IPC-001'), /nobody knows this failure.*decide whether the task goes on/s);
  });

  test('is cut where a failure is long', () => {
    const next = nextAttempt(historyOf([]), failureOf('SEC-001', { message: 'x'.repeat(9_999) }), NOW);
    assert.ok(next.kind === 'escalate' && next.message.length < 1_000 && next.message.includes('…'));
  });
});

test('no retry is looser than the one before it, and none comes after a finding of security', () => {
  const failures = fc.record({
    code: fc.constantFrom(...Object.values(FAILURE_CODES), 'IPC-001', 'AI-999'),
    message: fc.string(),
    problems: fc.array(fc.string(), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(failures, { minLength: 1, maxLength: 8 }), (list) => {
      const retries: PastRetry[] = [];
      let steps = Number.POSITIVE_INFINITY;
      for (const [index, failure] of list.entries()) {
        const next = nextAttempt(historyOf(retries), failure, NOW);
        if (next.kind === 'escalate') {
          assert.ok(next.message.length > 0);
          return;
        }
        assert.ok(!list.slice(0, index + 1).some(isSecurityFinding));
        assert.ok(!retries.some(({ strategy }) => strategy === next.strategy));
        const most = next.changes.narrower?.steps ?? Number.POSITIVE_INFINITY;
        assert.ok(most <= steps && next.number <= 3);
        steps = most;
        retries.push({ strategy: next.strategy, failure });
      }
      assert.ok(retries.length <= RETRY_LIMITS.perTask);
    }),
  );
  assert.deepEqual(Object.keys(CHANGES), [...STRATEGIES]);
});
