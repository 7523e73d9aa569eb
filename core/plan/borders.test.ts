import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide } from '../decide.ts';
import type { PlanFacts } from '../facts.ts';
import { riskLevelOf } from '../risk/risk.ts';
import { actionOf, factsOf, policyOf } from '../testing/samples.ts';

/** Decides a read, whose score is the points of its plan and nothing else. */
function decideWith(plan: PlanFacts, profile: 'dev' | 'full-auto' = 'dev') {
  const decision = decide(
    actionOf(),
    factsOf({ plan, channel: 'cli' }),
    policyOf({ profile, thresholds: { api: 101, telegram: 101, discord: 101, cli: 101 } }),
  );
  return { verdict: decision.verdict, score: decision.risk.score, level: decision.risk.level };
}

describe('The points of a plan', () => {
  const borders = [
    [10, 'none'],
    [11, 'low'],
    [30, 'low'],
    [31, 'medium'],
    [65, 'medium'],
    [66, 'high'],
    [89, 'high'],
    [90, 'critical'],
  ] as const;
  for (const [points, level] of borders)
    test(`of ${points} make an action ${level}`, () => {
      assert.deepEqual(decideWith({ points, quality: 100 }), {
        verdict: points >= 66 ? 'require-approval' : 'allow',
        score: points,
        level,
      });
      assert.equal(riskLevelOf(points), level);
    });
});

describe('The quality of a plan', () => {
  const borders = [
    [59, 'deny', 'deny'],
    [60, 'require-approval', 'require-approval'],
    [74, 'require-approval', 'require-approval'],
    [75, 'allow', 'allow'],
  ] as const;
  for (const [quality, dev, fullAuto] of borders)
    test(`of 0.${quality} is answered with ${dev}`, () => {
      assert.equal(decideWith({ points: 0, quality }).verdict, dev);
      assert.equal(decideWith({ points: 0, quality }, 'full-auto').verdict, fullAuto);
    });
});
