import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  BUILT_IN_CHECKS,
  CHECK_KINDS,
  type Check,
  type CheckKind,
  DEFAULT_REACTION,
  REACTIONS,
  type Reaction,
} from './check.ts';
import { CHECK_STATUSES, type CheckResult, type CheckStatus } from './check-result.ts';
import { judgeVerification, withBuiltIns } from './judge-verification.ts';

function check(kind: CheckKind, onFailure: Reaction = DEFAULT_REACTION[kind], name: string = kind): Check {
  return { name, kind, argv: ['run', kind], timeoutMs: 1_000, onFailure, layer: 'organisation' };
}

function result(name: string, status: CheckStatus = 'passed', contained = true): CheckResult {
  return { name, status, detail: `came to ${status}`, excerpt: '', contained };
}

const CLEAN = [result('scope'), result('secrets')];

function outcome(checks: readonly Check[], results: readonly CheckResult[], attempt = 1): string {
  return judgeVerification([...CLEAN, ...results], { checks, attempt }).outcome;
}

describe('A failure of', () => {
  const expected = { syntax: 'rollback', build: 'rollback', tests: 'human', static: 'rollback' } as const;
  for (const kind of ['syntax', 'build', 'tests', 'static'] as const) {
    test(`${kind} means ${expected[kind]} where the policy does not say`, () => {
      assert.equal(outcome([check(kind)], [result(kind, 'failed')]), expected[kind]);
    });
  }
  test('the scope or the search for secrets brings the state before back', () => {
    for (const name of ['scope', 'secrets']) {
      const results = [...CLEAN.filter((one) => one.name !== name), result(name, 'failed')];
      assert.equal(judgeVerification(results, { checks: [], attempt: 1 }).outcome, 'rollback');
    }
  });
});

test('commits what passed every check, and says so', () => {
  const verification = judgeVerification([...CLEAN, result('tests')], { checks: [check('tests')], attempt: 1 });
  assert.deepEqual([verification.outcome, verification.reason], ['commit', 'all 3 checks passed']);
});

test('lets the strictest reaction count, in any order', () => {
  const checks = [check('tests', 'fix'), check('build', 'human'), check('static', 'rollback')];
  const failed = (...names: CheckKind[]) =>
    checks.map(({ kind }) => result(kind, names.includes(kind) ? 'failed' : 'passed'));
  assert.equal(outcome(checks, failed('tests')), 'fix');
  assert.equal(outcome(checks, failed('tests', 'build')), 'human');
  assert.equal(outcome(checks, failed('tests', 'build', 'static')), 'rollback');
  assert.equal(outcome(checks, failed('static')), 'rollback');
});

describe('No pass is', () => {
  for (const status of ['timed-out', 'crashed', 'not-run'] as const) {
    test(`a check that ended as ${status}, which the agent may not repair by itself`, () => {
      assert.equal(outcome([check('tests', 'fix')], [result('tests', status)]), 'human');
      assert.equal(outcome([check('tests', 'rollback')], [result('tests', status)]), 'rollback');
    });
  }
  test('a check without a result', () => assert.equal(outcome([check('tests', 'fix')], []), 'human'));
  test('a check with a second result that failed', () => {
    assert.equal(outcome([check('tests')], [result('tests'), result('tests', 'failed')]), 'human');
    assert.equal(outcome([check('tests')], [result('tests', 'failed'), result('tests')]), 'human');
  });
  test('a result of no known check', () => assert.equal(outcome([], [result('mystery')]), 'human'));
  test('a verification without the built-in checks', () => {
    assert.equal(judgeVerification([], { checks: [], attempt: 1 }).outcome, 'rollback');
  });
});

test('lets an agent repair twice more, then asks a person', () => {
  const failed = [result('tests', 'failed')];
  const outcomes = [1, 2, 3, 4].map((attempt) => outcome([check('tests', 'fix')], failed, attempt));
  assert.deepEqual(outcomes, ['fix', 'fix', 'human', 'human']);
});

test('names what decided, and whether anything ran outside a sandbox', () => {
  const checks = [check('tests', 'fix'), check('build', 'human')];
  const results = [...CLEAN, result('tests', 'failed'), result('build', 'timed-out', false)];
  const { reason, contained } = judgeVerification(results, { checks, attempt: 1 });
  assert.deepEqual([reason, contained], ['build timed out: it came to timed-out', false]);
});

test('keeps what a policy says of the built-in checks', () => {
  const scope = { ...(BUILT_IN_CHECKS[0] as Check), onFailure: 'human' as const };
  assert.deepEqual(
    withBuiltIns([scope]).map(({ name, onFailure }) => [name, onFailure]),
    [
      ['secrets', 'rollback'],
      ['scope', 'human'],
    ],
  );
});

test('commits only where every check has results and all of them passed', () => {
  const statuses = fc.constantFrom(...CHECK_STATUSES);
  const checks = fc.uniqueArray(
    fc.record({ kind: fc.constantFrom(...CHECK_KINDS), reaction: fc.constantFrom(...REACTIONS) }),
    { selector: ({ kind }) => kind, maxLength: 6 },
  );
  const results = fc.array(fc.tuple(fc.constantFrom(...CHECK_KINDS), statuses), { maxLength: 12 });
  fc.assert(
    fc.property(checks, results, fc.integer({ min: 1, max: 5 }), (rules, found, attempt) => {
      const all = rules.map(({ kind, reaction }) => check(kind, reaction));
      const known = withBuiltIns(all).map(({ name }) => name);
      const given = found.map(([name, status]) => result(name, status));
      const isClean =
        given.every(({ name, status }) => known.includes(name) && status === 'passed') &&
        known.every((name) => given.some((one) => one.name === name));
      assert.equal(judgeVerification(given, { checks: all, attempt }).outcome === 'commit', isClean);
    }),
    { numRuns: 3_000 },
  );
});
