import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EFFECT_CLASSES, type Effect } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { type BatchPlan, type PlannedCall, planBatch } from './plan-batch.ts';

const WRITES = ['file.write', 'file.delete', 'file.metadata', 'ci.modify', 'config.modify'];
const LONE = EFFECT_CLASSES.filter(
  (name) =>
    ![...WRITES, 'file.read', 'secret.read', 'db.read', 'model.call', 'net.fetch', 'net.connect'].includes(name),
);

const effect: fc.Arbitrary<Effect> = fc
  .record({
    name: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('file.read' as const, 'file.write' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(...EFFECT_CLASSES),
      },
    ),
    path: fc.constantFrom('/', '/w', '/w/a', '/w/a/b', '/w/A', '/w/ab', '/w/c', '/w/c/d', '/x'),
  })
  .map(({ name, path }) => makeEffect(name, { kind: 'path', value: path }, { detail: '' }));

/** Batches without cycles: a call depends on calls that some order puts before it. */
const batches: fc.Arbitrary<readonly PlannedCall[]> = fc
  .array(
    fc.record({
      effects: fc.array(effect, { maxLength: 3 }),
      rank: fc.nat(1_000),
      picks: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((rows) =>
    rows.map(({ effects, rank, picks }, at) => ({
      id: `call-${at}`,
      effects,
      dependsOn: [...new Set(picks)].filter((pick) => (rows[pick]?.rank ?? rank) < rank).map((pick) => `call-${pick}`),
    })),
  );

function stepsOf(plan: BatchPlan): ReadonlyMap<string, number> {
  return new Map(plan.steps.flatMap((step, at) => step.map((id) => [id, at] as const)));
}

/** Written apart from the planner: whole paths, segment by segment. */
function overlaps(first: PlannedCall, second: PlannedCall): boolean {
  const isLone = ({ effects }: PlannedCall) => effects.some(({ class: name }) => LONE.includes(name));
  if (isLone(first) || isLone(second)) return true;
  return first.effects.some((one) =>
    second.effects.some((other) => {
      const changes = WRITES.includes(one.class) || WRITES.includes(other.class);
      const touches = (name: string) => [...WRITES, 'file.read', 'secret.read'].includes(name);
      return changes && touches(one.class) && touches(other.class) && isSameTree(one, other);
    }),
  );
}

function isSameTree(one: Effect, other: Effect): boolean {
  const parts = ({ resource }: Effect) => resource.value.toLowerCase().split('/').filter(Boolean);
  const [short = [], long = []] = [parts(one), parts(other)].sort((first, second) => first.length - second.length);
  return short.every((part, at) => long[at] === part);
}

function check(property: (calls: readonly PlannedCall[], plan: BatchPlan, at: ReadonlyMap<string, number>) => void) {
  fc.assert(
    fc.property(batches, (calls) => {
      const plan = planBatch(calls);
      assert.ok(plan.ok);
      property(calls, plan.value, stepsOf(plan.value));
    }),
    { numRuns: 1_500 },
  );
}

test('no two calls of a step touch the same place where one of them changes it', () => {
  check((calls, _plan, at) => {
    for (const [index, first] of calls.entries()) {
      for (const second of calls.slice(index + 1)) {
        if (at.get(first.id) === at.get(second.id)) assert.equal(overlaps(first, second), false);
      }
    }
  });
});

test('every call is in one step, behind what it depends on, and no step has more than eight', () => {
  check((calls, { steps }, at) => {
    assert.deepEqual(steps.flat().toSorted(), calls.map(({ id }) => id).toSorted());
    assert.ok(steps.every((step) => step.length > 0 && step.length <= 8));
    for (const { id, dependsOn } of calls) {
      for (const other of dependsOn) assert.ok((at.get(other) ?? 0) < (at.get(id) ?? 0));
    }
  });
});

test('calls that touch the same place keep their order unless a dependency turns it, and a step keeps it always', () => {
  check((calls, { steps }, at) => {
    const places = new Map(calls.map(({ id }, place) => [id, place]));
    for (const step of steps) {
      const order = step.map((id) => places.get(id) ?? 0);
      assert.deepEqual(
        order,
        order.toSorted((one, other) => one - other),
      );
    }
    if (calls.some(({ dependsOn }) => dependsOn.length > 0)) return;
    for (const [index, first] of calls.entries()) {
      for (const second of calls.slice(index + 1)) {
        if (overlaps(first, second)) assert.ok((at.get(first.id) ?? 0) < (at.get(second.id) ?? 0));
      }
    }
  });
});

test('what another call may change first is decided in its turn, and nothing else is', () => {
  check((calls, { decideInTurn }, at) => {
    for (const call of calls) {
      const isChanged = calls.some(
        (other) => (at.get(other.id) ?? 0) < (at.get(call.id) ?? 0) && overlaps(other, call),
      );
      if (isChanged) assert.ok(decideInTurn.has(call.id));
    }
  });
});

test('a plan is the same whenever it is made', () => {
  check((calls, plan) => assert.deepEqual(planBatch(calls), { ok: true, value: plan }));
});
