import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { EFFECT_CLASSES, type Effect, RESOURCE_KINDS } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { actionOf, HOME } from '../testing/samples.ts';
import { attenuateLease, type Narrowing } from './attenuate-lease.ts';
import { judgeLease } from './judge-lease.ts';
import { CAPABILITIES, type LeaseFacts, type LeaseScope, type LeaseTerms } from './lease.ts';
import { grantOf, narrowingToWire, parseNarrowing } from './parse-lease-terms.ts';

const paths = fc.constantFrom('/**', '/a/**', '/a', '/a/b/*', '/c/**', '**', '~/x');
const hosts = fc.constantFrom('*', '*.a.com', 'x.a.com', 'b.org');
const words = fc.constantFrom('*', 'task-*', 'main', 'Read', 'Wri*');
const list = (item: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> => fc.array(item, { maxLength: 3 });

const scope: fc.Arbitrary<LeaseScope> = fc.record(
  {
    reads: list(paths),
    writes: list(paths),
    hosts: list(hosts),
    branches: list(words),
    tools: fc.constantFrom(['*'], ['Read'], []),
  },
  { noNullPrototype: true },
);
const number = fc.nat(5);
const limits = fc.record({ tokens: number, costMicros: number, calls: number }, { noNullPrototype: true });
const capabilities = fc.subarray([...CAPABILITIES]);

const terms: fc.Arbitrary<LeaseTerms> = fc.record({
  capabilities: fc.oneof(fc.constant(CAPABILITIES), capabilities),
  scopes: fc.array(scope, { minLength: 1, maxLength: 3 }),
  limits,
  expiresAtMs: number,
});

/** What whoever narrows may write, also what is no narrowing at all. */
const narrowing: fc.Arbitrary<Narrowing> = fc.record(
  {
    capabilities: fc.array(fc.constantFrom(...CAPABILITIES, 'everything', 'none')),
    scope: fc.record(
      { reads: list(paths), writes: list(paths), hosts: list(hosts), branches: list(words), tools: list(words) },
      { requiredKeys: [] },
    ),
    limits: fc.record(
      {
        tokens: fc.oneof(number, fc.constant(1e9), fc.constant(-1)),
        costMicros: number,
        calls: fc.constant(Number.NaN),
      },
      { requiredKeys: [] },
    ),
    expiresAtMs: fc.oneof(number, fc.constant(1e15)),
  },
  { requiredKeys: [] },
);

const values = fc.constantFrom(
  '/a',
  '/a/b/c',
  '/c/d',
  '/z',
  'x.a.com',
  'b.org',
  'https://x.a.com/',
  'git push origin task-1',
  'git push',
);
const effect: fc.Arbitrary<Effect> = fc
  .record({ name: fc.constantFrom(...EFFECT_CLASSES), kind: fc.constantFrom(...RESOURCE_KINDS), value: values })
  .map(({ name, kind, value }) => makeEffect(name, { kind, value }, { detail: '' }));

const attempt = fc.record({
  effects: fc.array(effect, { maxLength: 3 }),
  nowMs: number,
  tool: fc.constantFrom('Read', 'Write'),
});

const used = fc.record({ tokens: number, costMicros: number, calls: number });

const factsOf = (own: LeaseTerms, uses: LeaseFacts['uses']): LeaseFacts => ({
  id: 'l',
  live: true,
  why: '',
  terms: own,
  uses,
});

test('a narrowed lease covers nothing that the one it was narrowed from does not', () => {
  fc.assert(
    fc.property(
      terms,
      fc.array(narrowing, { minLength: 1, maxLength: 4 }),
      attempt,
      used,
      (held, steps, { tool, ...more }, spent) => {
        const narrow = steps.reduce(attenuateLease, held);
        const input = { action: actionOf(tool), home: HOME, ...more };
        const parent = judgeLease(factsOf(held, [{ limits: held.limits, used: spent }]), input);
        const child = judgeLease(factsOf(narrow, [{ limits: narrow.limits, used: spent }]), input);
        if (parent !== null) assert.notEqual(child, null);
      },
    ),
    { numRuns: 3_000 },
  );
});

test('every number of a narrowed lease is at most that of the one before it, and every capability is its', () => {
  fc.assert(
    fc.property(terms, narrowing, (held, step) => {
      const narrow = attenuateLease(held, step);
      for (const kind of ['tokens', 'costMicros', 'calls'] as const)
        assert.ok(narrow.limits[kind] <= held.limits[kind]);
      assert.ok(narrow.expiresAtMs <= held.expiresAtMs);
      assert.ok(narrow.capabilities.every((name) => held.capabilities.includes(name)));
      assert.deepEqual(narrow.scopes.slice(0, held.scopes.length), held.scopes);
    }),
  );
});

test('terms are read as they were written', () => {
  fc.assert(
    fc.property(terms, (held) => {
      const [first] = held.scopes;
      const grant = { ...grantOf(held), ...(first === undefined ? {} : { scope: first }) };
      assert.deepEqual(parseNarrowing(JSON.parse(JSON.stringify(narrowingToWire(grant)))), { ok: true, value: grant });
    }),
  );
});
