import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { grantCoverOf } from './approval/session-grant.ts';
import { decide } from './decide.ts';
import type { Decision, Verdict } from './decision.ts';
import { EFFECT_TABLE } from './effect/effect-table.ts';
import type { Facts } from './facts.ts';
import { CALM } from './incident/emergency-state.ts';
import type { CompiledPolicy } from './policy/compiled-policy.ts';
import { assessRisk } from './risk/assess-risk.ts';
import { actions, effects, emergencies, facts, policies, withSettings } from './testing/arbitraries.ts';
import { ruleOf, WEIGHTS } from './testing/samples.ts';

const STRICTNESS: { readonly [Name in Verdict]: number } = { allow: 0, 'require-approval': 1, defer: 2, deny: 3 };

function strictness({ verdict }: Decision): number {
  return STRICTNESS[verdict];
}

function permitting(policy: CompiledPolicy): CompiledPolicy {
  return { ...policy, evaluateRules: () => ({ forbids: [], asks: [], permits: [ruleOf('permit')], broken: [] }) };
}

test('the emergency state only tightens', () => {
  fc.assert(
    fc.property(actions, facts, policies, emergencies, (action, given, policy, emergency) => {
      const calm = decide(action, { ...given, emergency: CALM }, policy);
      assert.ok(strictness(decide(action, { ...given, emergency }, policy)) >= strictness(calm));
    }),
    { numRuns: 3_000 },
  );
});

test('permits and grants never loosen high or critical risk, nor what is destructive', () => {
  fc.assert(
    fc.property(actions, facts, policies, (action, given, policy) => {
      const plain = decide(action, given, policy);
      const covers = plain.effects.map(({ class: name, resource }) => ({ class: name, resource: resource.value }));
      const base = { id: 'g', session: action.session, request: 'r', tool: action.tool.name, expiresAtMs: 1e15 };
      const grants = [covers, grantCoverOf(plain.effects) ?? []].map((list) => ({
        ...base,
        covers: list,
        policyVersion: policy.settings.version,
      }));
      const loosened = decide(action, { ...given, grants }, permitting(policy));
      const isGrave = plain.risk.level === 'high' || plain.risk.level === 'critical';
      const isDestructive = plain.effects.some((effect) => EFFECT_TABLE[effect.class].destructive);
      if (isGrave || isDestructive) assert.equal(loosened.verdict, plain.verdict);
      else assert.ok(strictness(loosened) <= strictness(plain));
      assert.equal(loosened.risk.score, plain.risk.score);
    }),
    { numRuns: 3_000 },
  );
});

test('an approval answers questions only: it never turns a deny or a deferral into anything', () => {
  fc.assert(
    fc.property(actions, facts, policies, (action, given, policy) => {
      const without = decide(action, { ...given, approval: null }, policy);
      const approval = { request: 'r', approvers: ['human:ada', 'human:bob', 'human:eve'], secondFactor: true };
      const with_ = decide(action, { ...given, approval: { ...approval, scope: 'action' } }, policy);
      assert.equal(with_.verdict, without.verdict === 'require-approval' ? 'allow' : without.verdict);
    }),
    { numRuns: 2_000 },
  );
});

test('a stricter profile never loosens a verdict', () => {
  fc.assert(
    fc.property(actions, facts, policies, (action, given, policy) => {
      const [safe, dev, auto] = (['safe', 'dev', 'full-auto'] as const).map((profile) =>
        strictness(decide(action, given, withSettings(policy, { profile }))),
      ) as [number, number, number];
      assert.ok(safe >= dev && dev >= auto);
    }),
    { numRuns: 2_000 },
  );
});

test('a more severe effect never lowers the score: more marks, less reversible, tainted, or a class with a higher floor', () => {
  const score = (list: Parameters<typeof assessRisk>[0]['effects'], planPoints: number): number =>
    assessRisk({ effects: list, production: false, financial: false, planPoints }, WEIGHTS).score;
  const order = ['reversible', 'compensable', 'irreversible'] as const;
  // Classes without a signal of their own: those of the others are policy, and add up beside the floor.
  const plain = (['file.write', 'net.fetch', 'net.upload', 'config.modify', 'identity.change'] as const).toSorted(
    (first, second) => EFFECT_TABLE[first].floor - EFFECT_TABLE[second].floor,
  );
  fc.assert(
    fc.property(
      fc.array(effects, { maxLength: 5 }),
      effects,
      effects,
      fc.integer({ min: 0, max: 100 }),
      (others, milder, other, planPoints) => {
        const severities = order.slice(order.indexOf(milder.reversibility));
        const marks = [...milder.marks, ...other.marks];
        const before = score([...others, milder], planPoints);
        for (const reversibility of severities) {
          assert.ok(score([...others, { ...milder, marks, reversibility }], planPoints) >= before);
        }
        const tainted = { ...milder, resource: { ...milder.resource, provenance: 'web' as const } };
        assert.ok(score([...others, tainted], planPoints) >= before);
        assert.ok(before >= score(others, planPoints));
        const ladder = plain.map((name) => score([...others, { ...milder, class: name }], planPoints));
        assert.deepEqual(
          ladder,
          ladder.toSorted((first, second) => first - second),
        );
      },
    ),
    { numRuns: 3_000 },
  );
});

test('is total and deterministic on anything at all, and allows nothing that is broken', () => {
  type Hostile = (...given: readonly unknown[]) => Decision;
  const hostile = decide as unknown as Hostile;
  fc.assert(
    fc.property(
      actions,
      facts,
      policies,
      fc.anything(),
      fc.constantFrom(0, 1, 2),
      (action, given, policy, noise, at) => {
        const inputs: unknown[] = [action, given, policy];
        inputs[at] = noise;
        const decision = hostile(...inputs);
        assert.equal(decision.verdict, 'deny');
        assert.equal(JSON.stringify(hostile(...inputs)), JSON.stringify(decision));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('is total and deterministic with one fact that is not what it should be', () => {
  const names = [
    'minuteOfDay',
    'channel',
    'principal',
    'emergency',
    'session',
    'checkpoint',
    'reviewer',
    'plan',
    'budgets',
  ] as const;
  fc.assert(
    fc.property(
      actions,
      facts,
      policies,
      fc.constantFrom(...names),
      fc.anything(),
      (action, given, policy, name, noise) => {
        const broken = { ...given, [name]: noise } as Facts;
        const decision = decide(action, broken, policy);
        assert.equal(JSON.stringify(decide(action, broken, policy)), JSON.stringify(decision));
        assert.ok(decision.verdict in STRICTNESS);
      },
    ),
    { numRuns: 3_000 },
  );
});
