import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { anchorScope } from './anchor-scope.ts';
import { attenuateLease } from './attenuate-lease.ts';
import { LEASE_BOUNDS, TASK_CAPABILITIES, TASK_SCOPE } from './lease.ts';
import { nextRun } from './next-run.ts';
import { grantOf, narrowingToWire, parseNarrowing } from './parse-lease-terms.ts';
import { pushedBranches } from './pushed-branches.ts';

const TERMS = {
  capabilities: TASK_CAPABILITIES,
  scopes: [TASK_SCOPE],
  limits: { tokens: 10, costMicros: 20, calls: 30 },
  expiresAtMs: 100,
};

describe('Terms', () => {
  test('that say nothing change nothing', () => {
    assert.deepEqual(attenuateLease(TERMS, {}), TERMS);
    assert.deepEqual(parseNarrowing({}), { ok: true, value: {} });
    assert.deepEqual(narrowingToWire({}), {});
  });

  test('of a lease without a scope are written without one', () => {
    assert.equal('scope' in grantOf({ ...TERMS, scopes: [] }), false);
    assert.equal('scope' in grantOf(TERMS), true);
  });

  test('leave nothing where a number is none', () => {
    const narrow = attenuateLease(TERMS, {
      limits: { tokens: Number.NaN, calls: -1, costMicros: 5 },
      expiresAtMs: 1e9,
    });
    assert.deepEqual([narrow.limits, narrow.expiresAtMs], [{ tokens: 0, costMicros: 5, calls: 0 }, 100]);
  });

  const wrong: readonly (readonly [unknown, string])[] = [
    [null, 'terms: found null, want an object'],
    [[], 'terms: found a list of 0, want an object'],
    ['x', 'terms: found a value of type string, want an object'],
    [{ more: 1 }, 'more: found it, want one of capabilities, scope, limits, expires_at_ms'],
    [{ scope: { more: 1 } }, 'scope.more: found it, want one of reads, writes, hosts, branches, tools'],
    [{ limits: 3 }, 'limits: found 3, want an object'],
    [{ limits: { calls: -1 } }, 'limits.calls: found -1, want a whole number from 0 on'],
    [{ expires_at_ms: '1' }, 'expires_at_ms: found a value of type string, want a whole number from 0 on'],
    [{ capabilities: 'file.read' }, 'capabilities: found a value of type string, want a list of at most 64 texts'],
    [
      { scope: { reads: Array(LEASE_BOUNDS.patternsPerKind + 1).fill('/a') } },
      'scope.reads: found a list of 65, want a list of at most 64 texts',
    ],
    [{ scope: { tools: ['x'.repeat(513)] } }, 'scope.tools: found a list of 1, want a list of at most 64 texts'],
    [{ scope: { tools: [1] } }, 'scope.tools: found a list of 1, want a list of at most 64 texts'],
  ];
  for (const [input, problem] of wrong) {
    test(`are refused: ${problem}`, () => assert.deepEqual(parseNarrowing(input), { ok: false, failure: [problem] }));
  }

  test('are refused with every problem at once', () => {
    const read = parseNarrowing({
      capabilities: ['all'],
      scope: { reads: ['a//b'], hosts: ['https://x'], branches: [''] },
    });
    assert.equal(!read.ok && read.failure.length, 4);
  });
});

describe('Patterns', () => {
  const places = { workspace: '/work/app', home: '/home/ada' };

  test('are written from the root on', () => {
    const anchored = anchorScope(
      { reads: ['/x', '~', '~/y', '.', './a', '**', 'b'], writes: [], hosts: ['*'] },
      places,
    );
    assert.deepEqual(anchored, {
      ok: true,
      value: {
        reads: ['/x', '/home/ada', '/home/ada/y', '/work/app', '/work/app/a', '/work/app/**', '/work/app/b'],
        writes: [],
        hosts: ['*'],
      },
    });
    assert.deepEqual(anchorScope({ reads: ['**'] }, { ...places, workspace: '/' }), {
      ok: true,
      value: { reads: ['/**'] },
    });
  });

  test('are refused where a folder would turn into a pattern', () => {
    for (const workspace of ['/a*', '/a?', '/{a', '/a}', 'relative'])
      assert.equal(anchorScope({}, { ...places, workspace }).ok, false);
    assert.equal(anchorScope({}, { ...places, home: '/h*' }).ok, false);
  });
});

describe('The branches of a push', () => {
  const cases: readonly (readonly [string, readonly string[] | null])[] = [
    ['git push origin main', ['main']],
    ['  git  push -u origin a b:refs/heads/c ', ['a', 'c']],
    ['git push --set-upstream origin x/Y_1.2-3', ['x/Y_1.2-3']],
    ['git push', null],
    ['git push origin', null],
    ['git push origin HEAD', null],
    ['git push origin @', null],
    ['git push --all origin main', null],
    ['git push origin $B', null],
    ['git commit origin main', null],
    ['hg push origin main', null],
    ['', null],
  ];
  for (const [line, branches] of cases) {
    test(`of ${JSON.stringify(line)} ${branches === null ? 'cannot be told' : 'are told'}`, () =>
      assert.deepEqual(pushedBranches(line), branches));
  }
});

describe('A task that failed', () => {
  const HOUR_MS = 3_600_000;

  test('is tried again three times, each after twice the wait', () => {
    const next = [0, 1, 2, 3].map((retries) => nextRun({ retries, retriedAtMs: [] }, 0));
    assert.deepEqual(next, [
      { kind: 'retry', attempt: 1, waitMs: 1_000 },
      { kind: 'retry', attempt: 2, waitMs: 2_000 },
      { kind: 'retry', attempt: 3, waitMs: 4_000 },
      { kind: 'failed', reason: 'task-limit' },
    ]);
    assert.equal(nextRun({ retries: Number.NaN, retriedAtMs: [] }, 0).kind, 'failed');
  });

  test('is not tried again when ten were within the hour', () => {
    const retriedAtMs = Array<number>(10).fill(0);
    assert.equal(nextRun({ retries: 0, retriedAtMs }, HOUR_MS - 1).kind, 'failed');
    assert.equal(nextRun({ retries: 0, retriedAtMs }, HOUR_MS).kind, 'retry');
    assert.equal(nextRun({ retries: 0, retriedAtMs: retriedAtMs.slice(1) }, 0).kind, 'retry');
  });
});
