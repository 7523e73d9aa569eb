import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect, EffectClass } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { judgeSessionLease } from '../gate/judge-lease.ts';
import { deliberationOf } from '../testing/deliberate.ts';
import { actionOf, effectOf, HOME, WORKSPACE } from '../testing/samples.ts';
import { judgeLease } from './judge-lease.ts';
import { type LeaseFacts, type LeaseScope, TASK_CAPABILITIES } from './lease.ts';

const NOW_MS = 1_700_000_000_000;

const SCOPE: LeaseScope = {
  reads: ['/**'],
  writes: [`${WORKSPACE}/**`],
  hosts: ['*.example.com'],
  branches: ['task-*'],
  tools: ['*'],
};

type More = Partial<Omit<LeaseFacts, 'terms'>> & { readonly terms?: Partial<LeaseFacts['terms']> };

function leaseOf({ terms = {}, ...more }: More = {}): LeaseFacts {
  const limits = { tokens: 100, costMicros: 200, calls: 3 };
  return {
    id: 'l1',
    live: true,
    why: '',
    terms: {
      capabilities: [...TASK_CAPABILITIES, 'net.upload', 'git.push', 'ci.modify'],
      scopes: [SCOPE],
      limits,
      expiresAtMs: NOW_MS + 1,
      ...terms,
    },
    uses: [{ limits, used: { tokens: 0, costMicros: 0, calls: 0 } }],
    ...more,
  };
}

function ruleOf(effects: readonly Effect[], lease = leaseOf(), nowMs = NOW_MS): string | null {
  return judgeLease(lease, { action: actionOf(), effects, nowMs, home: HOME })?.rule ?? null;
}

const at = (name: EffectClass, kind: Effect['resource']['kind'], value: string): Effect =>
  makeEffect(name, { kind, value }, { detail: '' });

describe('A lease', () => {
  test('holds until its last millisecond', () => {
    assert.equal(ruleOf([effectOf('file.read')], leaseOf(), NOW_MS), null);
    assert.equal(ruleOf([effectOf('file.read')], leaseOf(), NOW_MS + 1), 'lease.expired');
    assert.equal(ruleOf([effectOf('file.read')], leaseOf(), Number.NaN), 'lease.expired');
  });

  test('that has ended covers nothing but support in a crisis', () => {
    const ended = leaseOf({ live: false, why: 'it was revoked' });
    assert.equal(ruleOf([effectOf('file.read')], ended), 'lease.ended');
    assert.equal(ruleOf([], ended), 'lease.ended');
    assert.equal(ruleOf([effectOf('crisis.support')], ended), null);
    assert.equal(ruleOf([effectOf('crisis.support'), effectOf('file.read')], ended), 'lease.ended');
  });

  for (const [kind, rule] of [
    ['calls', 'lease.calls'],
    ['tokens', 'lease.tokens'],
    ['costMicros', 'lease.cost'],
  ] as const) {
    test(`is used up when its ${kind} are, and so is one narrowed from it`, () => {
      const limits = { tokens: 10, costMicros: 10, calls: 10 };
      const fresh = { limits, used: { tokens: 0, costMicros: 0, calls: 0 } };
      const last = { limits, used: { ...fresh.used, [kind]: 9 } };
      const over = { limits, used: { ...fresh.used, [kind]: 10 } };
      assert.equal(ruleOf([effectOf('file.read')], leaseOf({ uses: [last, last] })), null);
      assert.equal(ruleOf([effectOf('file.read')], leaseOf({ uses: [fresh, over] })), rule);
    });
  }

  test('covers only what it holds a capability for', () => {
    assert.equal(ruleOf([effectOf('process.run')]), null);
    assert.equal(ruleOf([effectOf('payment')]), 'lease.capability');
    assert.equal(ruleOf([effectOf('sandbox.escape-attempt')], leaseOf({ terms: { capabilities: ['none'] } })), null);
    assert.equal(ruleOf([effectOf('file.read')], leaseOf({ terms: { capabilities: [] } })), 'lease.capability');
  });

  test('covers only its tools', () => {
    const other = leaseOf({ terms: { scopes: [{ ...SCOPE, tools: ['Wri*', '{'] }] } });
    assert.equal(ruleOf([effectOf('file.read')], other), 'lease.scope');
    assert.equal(judgeLease(other, { action: actionOf('Write'), effects: [], nowMs: NOW_MS, home: HOME }), null);
  });
});

describe('The scope of a lease', () => {
  const cases: readonly (readonly [string, Effect, string | null])[] = [
    ['a file of the workspace', at('file.write', 'path', `${WORKSPACE}/a`), null],
    ['the workspace itself', at('file.write', 'path', WORKSPACE), null],
    ['a neighbour of the workspace', at('file.write', 'path', `${WORKSPACE}x/a`), 'lease.scope'],
    ['a file elsewhere', at('file.delete', 'path', '/etc/hosts'), 'lease.scope'],
    ['a CI file elsewhere', at('ci.modify', 'path', '/etc/ci'), 'lease.scope'],
    ['reading anywhere', at('file.read', 'path', '/etc/hosts'), null],
    ['reading what is not known', at('file.read', 'path', '…'), null],
    ['writing what is not known', at('file.write', 'path', '…'), 'lease.scope'],
    ['a host of the pattern', at('net.fetch', 'host', 'api.example.com'), null],
    ['the same host in capitals', at('net.fetch', 'host', 'API.Example.com'), null],
    ['another host', at('net.fetch', 'host', 'example.org'), 'lease.scope'],
    ['a host by its address', at('net.fetch', 'url', 'https://api.example.com/x'), null],
    ['an address that cannot be read', at('net.fetch', 'url', 'https://a b'), 'lease.scope'],
    ['a host that is not named', at('net.upload', 'command', 'git fetch'), 'lease.scope'],
    ['a branch of the pattern', at('git.push', 'command', 'git push -u origin HEAD:refs/heads/task-1'), null],
    ['a branch by its name', at('git.push', 'command', 'git push -u origin task-1'), null],
    ['a branch by its destination', at('git.push', 'command', 'git push origin main:refs/heads/task-1'), null],
    ['another branch', at('git.push', 'command', 'git push origin main'), 'lease.scope'],
    ['one branch of two', at('git.push', 'command', 'git push origin task-1 main'), 'lease.scope'],
    ['a push that says no branch', at('git.push', 'command', 'git push'), 'lease.scope'],
    ['a forced push', at('git.push-force', 'command', 'git push'), 'lease.scope'],
  ];
  for (const [what, effect, rule] of cases) {
    test(`${rule === null ? 'covers' : 'refuses'} ${what}`, () => assert.equal(ruleOf([effect]), rule));
  }

  test('of everything covers what cannot be told', () => {
    const wide = leaseOf({ terms: { scopes: [{ ...SCOPE, hosts: ['*'], branches: ['**'], writes: ['/**'] }] } });
    assert.equal(ruleOf([at('net.upload', 'command', 'git fetch')], wide), null);
    assert.equal(ruleOf([at('git.push', 'command', 'git push')], wide), null);
    assert.equal(ruleOf([at('file.write', 'path', '…')], wide), null);
    assert.equal(
      ruleOf([at('file.write', 'path', '/')], leaseOf({ terms: { scopes: [{ ...SCOPE, writes: ['/**'] }] } })),
      null,
    );
  });

  test('of patterns that cannot be read covers nothing', () => {
    const broken = leaseOf({
      terms: { scopes: [{ ...SCOPE, reads: ['a//b', 'x//**'], hosts: ['https://x'], tools: ['*'] }] },
    });
    assert.equal(ruleOf([at('file.read', 'path', '/a')], broken), 'lease.scope');
    assert.equal(ruleOf([at('net.fetch', 'host', 'x')], broken), 'lease.scope');
  });

  test('relative to the workspace covers it whole', () => {
    const own = leaseOf({ terms: { scopes: [{ ...SCOPE, writes: ['**'] }] } });
    assert.equal(ruleOf([at('file.write', 'path', WORKSPACE)], own), null);
    assert.equal(ruleOf([at('file.write', 'path', `${WORKSPACE}/a/b`)], own), null);
  });

  test('must admit together with every other scope', () => {
    const two = leaseOf({ terms: { scopes: [SCOPE, { ...SCOPE, writes: [`${WORKSPACE}/docs/**`] }] } });
    assert.equal(ruleOf([at('file.write', 'path', `${WORKSPACE}/docs/a`)], two), null);
    assert.equal(ruleOf([at('file.write', 'path', `${WORKSPACE}/a`)], two), 'lease.scope');
  });

  test('is named in the refusal, the first twelve of it', () => {
    const many = Array.from({ length: 14 }, (_, number) => `/a${number}/**`);
    const lease = leaseOf({ terms: { scopes: [{ ...SCOPE, writes: many }] } });
    const input = { action: actionOf(), effects: [at('file.write', 'path', '/b')], nowMs: NOW_MS, home: HOME };
    assert.match(judgeLease(lease, input)?.reason ?? '', /\/a11\/\*\* and 2 more$/);
    const none = leaseOf({ terms: { scopes: [{ ...SCOPE, hosts: [] }] } });
    const fetch = { ...input, effects: [at('net.fetch', 'host', 'x.org')] };
    assert.match(judgeLease(none, fetch)?.reason ?? '', /the host x\.org .* covers none$/);
  });
});

describe('The lease gate', () => {
  test('has nothing to judge without a lease, and says so as it always did', () => {
    assert.deepEqual(judgeSessionLease(deliberationOf()), {
      gate: 'lease',
      outcome: 'not-applicable',
      rule: '',
      reason: 'sessions carry no lease',
      remedy: '',
    });
  });

  test('passes what the lease covers, and denies the rest', () => {
    const facts = { nowMs: NOW_MS, lease: leaseOf() };
    assert.equal(judgeSessionLease(deliberationOf({ facts })).outcome, 'pass');
    const effects = [effectOf('payment')];
    assert.equal(judgeSessionLease(deliberationOf({ facts, effects })).outcome, 'deny');
  });
});
