import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { digestedPlanFields, digestPlan, digestPlanStatement, planStatement } from './digest-plan.ts';
import { PLAN_LIMITS } from './plan.ts';
import type { PlanBinding } from './plan-binding.ts';
import { approvePlan, autoApprovePlan, expirePlan, mayCarryOut, type PlanRecord, rejectPlan } from './plan-status.ts';
import { describeVoidReason, expiresAtMs, judgePlanValidity, type PlanCircumstances } from './plan-validity.ts';
import { bindingOf, constraintOf, planOf, stepOf } from './testing/plans.ts';

const hash = (data: string | Uint8Array) => Uint8Array.from(createHash('sha256').update(data).digest());
const BINDING = bindingOf();
const MADE = BINDING.createdAtMs;

function now(more: Partial<PlanCircumstances> = {}): PlanCircumstances {
  return { ...BINDING, nowMs: MADE, ...more };
}

function reasons(more: Partial<PlanCircumstances>): readonly string[] {
  return judgePlanValidity(BINDING, now(more)).map(describeVoidReason);
}

describe('A plan', () => {
  test('holds for thirty minutes, to the millisecond', () => {
    assert.equal(expiresAtMs(BINDING), MADE + 1_800_000);
    for (const ageMs of [0, 1, 1_799_999]) assert.deepEqual(reasons({ nowMs: MADE + ageMs }), [], String(ageMs));
    assert.deepEqual(reasons({ nowMs: MADE + 1_800_000 }), [
      'use a plan: found one of 1800000 ms, want less than 30 minutes',
    ]);
    for (const nowMs of [MADE + 1_800_001, MADE - 1, Number.NaN])
      assert.equal(reasons({ nowMs }).length, 1, String(nowMs));
  });

  test('is void once a target file is another, is gone, came to be, or is not known', () => {
    const { fileDigests } = BINDING;
    for (const changed of [
      { ...fileDigests, 'src/a.ts': 'b'.repeat(64) },
      { ...fileDigests, 'src/a.ts': null },
      { 'src/new.ts': null },
    ])
      assert.deepEqual(reasons({ fileDigests: changed }), [
        'use a plan: found src/a.ts changed since, want it as it was',
      ]);
    assert.deepEqual(
      judgePlanValidity(BINDING, now({ fileDigests: { ...fileDigests, 'src/new.ts': 'a'.repeat(64) } })),
      [{ kind: 'file-changed', path: 'src/new.ts' }],
    );
    assert.deepEqual(reasons({ fileDigests: { ...fileDigests, 'src/other.ts': 'a'.repeat(64) } }), []);
  });

  test('is void once configuration, policy, profile or session is another', () => {
    const found = reasons({ configurationDigest: 'x', policyVersion: 'x', profile: 'safe', session: null });
    assert.deepEqual(found, [
      'use a plan: found the configuration changed, want what the plan was made against',
      'use a plan: found the policy changed, want what the plan was made against',
      'use a plan: found the profile changed, want what the plan was made against',
      'use a plan: found the session ended, want what the plan was made against',
    ]);
  });
});

describe('The status of a plan', () => {
  const pending: PlanRecord = { binding: BINDING, class: 'ordinary', isComplete: true, status: 'pending' };
  const answer = { by: 'human:ada', planDigest: BINDING.planDigest };
  const status = (result: ReturnType<typeof rejectPlan>) => (result.ok ? result.value.status : result.failure);
  const late = now({ nowMs: MADE + PLAN_LIMITS.validForMs });

  test('is approved without a person only for an ordinary plan that holds', () => {
    assert.equal(status(autoApprovePlan(pending, now())), 'auto-approved');
    assert.equal(status(autoApprovePlan(pending, late)), 'void');
    for (const planClass of ['system-level', 'privilege-escalation'] as const)
      assert.equal(status(autoApprovePlan({ ...pending, class: planClass }, now())), 'needs-human');
  });

  test('is never approved without a person while diffs are still to come', () => {
    const open = { ...pending, isComplete: false };
    assert.equal(status(autoApprovePlan(open, now())), 'needs-human');
    assert.equal(status(approvePlan(open, { answer, now: now() })), 'user-approved');
  });

  test('is approved by a person for exactly this plan, and never by the one who asked', () => {
    assert.equal(status(approvePlan(pending, { answer, now: now() })), 'user-approved');
    assert.equal(status(approvePlan({ ...pending, class: 'system-level' }, { answer, now: now() })), 'user-approved');
    assert.equal(status(approvePlan(pending, { answer: { ...answer, planDigest: 'x' }, now: now() })), 'other-plan');
    assert.equal(
      status(approvePlan(pending, { answer: { ...answer, by: 'agent:coder' }, now: now() })),
      'self-approval',
    );
    assert.equal(status(approvePlan(pending, { answer, now: late })), 'void');
  });

  test('is decided once', () => {
    for (const decided of ['auto-approved', 'user-approved', 'rejected', 'expired'] as const) {
      const record = { ...pending, status: decided };
      assert.equal(status(autoApprovePlan(record, now())), 'decided');
      assert.equal(status(approvePlan(record, { answer, now: now() })), 'decided');
      assert.equal(status(rejectPlan(record)), 'decided');
      assert.equal(expirePlan(record).status, decided === 'rejected' ? 'rejected' : 'expired');
    }
    assert.equal(status(rejectPlan(pending)), 'rejected');
    assert.equal(expirePlan(pending).status, 'expired');
  });

  test('lets a plan be carried out while it is approved and holds', () => {
    for (const approved of ['auto-approved', 'user-approved'] as const) {
      assert.equal(mayCarryOut({ ...pending, status: approved }, now()), true);
      assert.equal(mayCarryOut({ ...pending, status: approved }, late), false);
    }
    for (const other of ['pending', 'rejected', 'expired'] as const)
      assert.equal(mayCarryOut({ ...pending, status: other }, now()), false);
  });
});

describe('The digest of a plan', () => {
  test('does not depend on the order of members, and names all of it', () => {
    const plan = planOf({ constraints: [constraintOf()], steps: [stepOf({ diff: '--- a\n' })] });
    const { targetFiles, ...rest } = plan;
    assert.equal(digestPlan({ targetFiles, ...rest }, hash), digestPlan(plan, hash));
    assert.match(digestPlan(plan, hash), /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(Object.keys(digestedPlanFields(plan)), [
      'constraints',
      'estimated_seconds',
      'estimated_tokens',
      'intent',
      'steps',
      'target_files',
    ]);
  });

  test('changes with every part of the plan', () => {
    const plan = planOf({ constraints: [constraintOf()] });
    const step = plan.steps[0] ?? stepOf();
    const others = [
      { ...plan, intent: { ...plan.intent, summary: 'x' } },
      { ...plan, intent: { ...plan.intent, confidence: 0.8 } },
      { ...plan, intent: { ...plan.intent, kind: 'AddFeature' as const } },
      { ...plan, targetFiles: [] },
      { ...plan, constraints: [] },
      { ...plan, constraints: [constraintOf({ statement: 'x' })] },
      { ...plan, estimatedTokens: 1 },
      { ...plan, estimatedSeconds: 1 },
      ...[
        { id: 'x' },
        { kind: 'delete' as const },
        { target: 'x' },
        { description: 'x' },
        { dependsOn: ['x'] },
        { diff: 'x' },
      ].map((change) => ({ ...plan, steps: [{ ...step, ...change }] })),
    ];
    const digests = new Set([plan, ...others].map((one) => digestPlan(one, hash)));
    assert.equal(digests.size, others.length + 1);
  });

  test('stands in the statement with everything it is bound to', () => {
    const statement = planStatement(BINDING);
    assert.ok(
      statement.startsWith('countersign-plan/v1\n{"configuration":"sha256:configuration","created_at_ms":1000000,'),
    );
    assert.equal(statement.split('\n').length, 2);
    const changes: readonly Partial<PlanBinding>[] = [
      { planDigest: 'x' },
      { session: 'x' },
      { requester: 'x' },
      { workspace: '/x' },
      { policyVersion: 'x' },
      { profile: 'safe' },
      { configurationDigest: 'x' },
      { fileDigests: {} },
      { createdAtMs: 1 },
      { turn: 1 },
      { turn: 2 },
    ];
    const digests = new Set([{}, ...changes].map((change) => digestPlanStatement(bindingOf(change), hash)));
    assert.equal(digests.size, changes.length + 1);
  });

  test('never lets two bindings share a statement', () => {
    const texts = fc.string();
    fc.assert(
      fc.property(texts, texts, texts, texts, (one, two, three, four) => {
        const first = planStatement(bindingOf({ session: one, requester: two }));
        const second = planStatement(bindingOf({ session: three, requester: four }));
        assert.equal(first === second, one === three && two === four);
      }),
    );
  });
});
