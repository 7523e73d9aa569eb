import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect, EffectClass, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import type { Facts } from '../facts.ts';
import { RISK_LEVELS, type RiskLevel, riskLevelOf } from '../risk/risk.ts';
import { effectOf, factsOf, settingsOf } from '../testing/samples.ts';
import { acceptsFairQuality, checkpointFor, judgeProfile, needsCheckpoint, pathsToKeep } from './judge-profile.ts';
import { AUTONOMY_PROFILES, CHANNELS, type Policy } from './policy.ts';

const WRITE = makeEffect('file.write', { kind: 'path', value: '/w/a' }, { detail: '' });
const SCORES: { readonly [Level in RiskLevel]: number } = { none: 0, low: 20, medium: 35, high: 70, critical: 95 };

type Case = { readonly score: number; readonly policy?: Partial<Policy>; readonly facts?: Partial<Facts> };

function rule({ score, policy = {}, facts = {} }: Case, effects: readonly Effect[] = [WRITE]): string {
  const risk = { score, level: riskLevelOf(score), parts: [] };
  const judged = judgeProfile({ policy: settingsOf(policy), facts: factsOf(facts), risk, effects });
  return `${judged.outcome} ${judged.rule}`;
}

describe('The matrix', () => {
  for (const profile of AUTONOMY_PROFILES) {
    for (const level of RISK_LEVELS) {
      const asks = level === 'high' || level === 'critical' || (profile === 'safe' && level !== 'none');
      test(`${asks ? 'asks about' : 'lets through'} ${level} risk in ${profile}`, () => {
        const outcome = rule({ score: SCORES[level], policy: { profile } }).split(' ')[0];
        assert.equal(outcome, asks ? 'require-approval' : 'pass');
      });
    }
  }

  test('takes a profile it does not know for safe', () => {
    const policy = { profile: 'reckless' } as unknown as Partial<Policy>;
    assert.equal(rule({ score: 20, policy }), 'require-approval matrix.safe');
  });
});

describe('The threshold of the channel', () => {
  const { thresholds } = settingsOf();
  test('is 30, 40, 50, 60', () =>
    assert.deepEqual(
      CHANNELS.map((channel) => thresholds[channel]),
      [30, 40, 50, 60],
    ));
  for (const channel of CHANNELS) {
    const threshold = thresholds[channel];
    for (const [score, asks] of [
      [threshold - 1, false],
      [threshold, true],
      [threshold + 1, true],
    ] as const) {
      test(`${asks ? 'asks about' : 'lets through'} ${score} on ${channel}`, () => {
        const outcome = rule({ score, facts: { channel, reviewer: 'no-objection' } });
        assert.equal(outcome, asks ? 'require-approval matrix.threshold' : 'pass matrix.reviewed');
      });
    }
  }

  test('that is missing or no number asks', () => {
    const channel = '__proto__' as unknown as 'cli';
    assert.equal(rule({ score: 20, facts: { channel } }), 'require-approval matrix.threshold');
    const thresholds = { api: 30, telegram: 40, discord: 50, cli: Number.NaN };
    assert.equal(rule({ score: 20, policy: { thresholds } }), 'require-approval matrix.threshold');
  });
});

describe('Plan quality at medium risk', () => {
  const cases = [
    ['dev', true, 74, 'require-approval matrix.quality'],
    ['dev', true, 75, 'pass matrix.reversible'],
    ['full-auto', false, 74, 'require-approval matrix.quality'],
    ['full-auto', true, 59, 'require-approval matrix.quality'],
    ['full-auto', true, 60, 'pass matrix.reversible'],
  ] as const;
  for (const [profile, acceptFairQuality, quality, expected] of cases) {
    test(`of ${quality / 100} in ${profile}${acceptFairQuality ? ' accepting fair quality' : ''}: ${expected}`, () => {
      const outcome = rule({
        score: 35,
        policy: { profile, acceptFairQuality },
        facts: { plan: { points: 0, quality } },
      });
      assert.equal(outcome, expected);
    });
  }

  test('is not looked at below medium', () => {
    assert.equal(rule({ score: 20, facts: { plan: { points: 0, quality: 60 } } }), 'pass matrix.reversible');
  });

  test('is accepted when fair only by full-auto', () => {
    assert.equal(acceptsFairQuality({ profile: 'dev', acceptFairQuality: true }), false);
    assert.equal(acceptsFairQuality({ profile: 'full-auto', acceptFairQuality: true }), true);
  });
});

describe('The reviewer', () => {
  const gone = makeEffect('net.fetch', { kind: 'host', value: 'a.example' }, { detail: '' });
  for (const reviewer of ['objection', 'abstain', 'malformed', 'timed-out'] as const) {
    test(`asks a human when it answers ${reviewer}`, () => {
      assert.equal(rule({ score: 20, facts: { reviewer } }), 'require-approval matrix.reviewer');
    });
  }

  test('that has no objection lets through what cannot be undone', () => {
    assert.equal(rule({ score: 31, facts: { reviewer: 'no-objection' } }, [gone]), 'pass matrix.reviewed');
    assert.equal(rule({ score: 31 }, [gone]), 'require-approval matrix.irreversible');
  });

  test('cannot let through what always goes to a human', () => {
    const sent = effectOf('message.send');
    assert.equal(rule({ score: 31, facts: { reviewer: 'no-objection' } }, [sent]), 'require-approval matrix.escalated');
  });

  test('is needed where the state before cannot be kept', () => {
    assert.equal(rule({ score: 20, facts: { checkpoint: 'unavailable' } }), 'require-approval matrix.checkpoint');
    assert.equal(
      rule({ score: 20, facts: { checkpoint: 'unavailable' } }, [effectOf('process.run')]),
      'pass matrix.reversible',
    );
  });
});

test('keeps the paths that are changed, each once, and nothing else', () => {
  const read = makeEffect('file.read', { kind: 'path', value: '/w/b' }, { detail: '' });
  const nameless = makeEffect('file.write', { kind: 'other', value: '' }, { detail: '' });
  assert.deepEqual(pathsToKeep([WRITE, WRITE, read, nameless]), ['/w/a']);
  assert.equal(needsCheckpoint([WRITE]), true);
  assert.equal(needsCheckpoint([read]), false);
});

test('a change of files that are not named needs a checkpoint, and none can be taken', () => {
  const nameless = makeEffect('file.write', { kind: 'other', value: '' }, { detail: '' });
  const pattern = makeEffect('file.write', { kind: 'path', value: '/w/*.txt' }, { detail: '' });
  const read = makeEffect('file.read', { kind: 'path', value: '/w/b' }, { detail: '' });
  const asked: (readonly string[])[] = [];
  const canKeep = (paths: readonly string[]): boolean => asked.push(paths) > 0;
  assert.equal(needsCheckpoint([nameless]), true);
  assert.equal(checkpointFor([WRITE, nameless], canKeep), 'unavailable');
  assert.equal(checkpointFor([WRITE, pattern], canKeep), 'unavailable');
  assert.equal(checkpointFor([read], canKeep), 'unavailable');
  assert.deepEqual(asked, []);
  assert.equal(checkpointFor([WRITE, read], canKeep), 'available');
  assert.deepEqual(asked, [['/w/a']]);
  assert.equal(
    checkpointFor([WRITE], () => false),
    'unavailable',
  );
});

describe('Without a reviewer model', () => {
  const sandboxed = { sandbox: 'workspace' } as const;
  const marked = (effectClass: EffectClass, ...marks: readonly EffectMark[]) => [effectOf(effectClass, marks)];

  test('what nobody has read passes only where it is contained', () => {
    for (const mark of ['unseen-code', 'unresolved'] as const) {
      assert.equal(rule({ score: 20 }, marked('process.run', mark)), 'require-approval matrix.uncontained');
      assert.equal(rule({ score: 20, facts: sandboxed }, marked('process.run', mark)), 'pass matrix.reversible');
    }
  });

  test('a change in a temporary folder is asked about, contained or not', () => {
    for (const facts of [{}, sandboxed])
      assert.equal(rule({ score: 31, facts }, marked('file.write', 'scratch')), 'require-approval matrix.scratch');
  });

  test('deleting many files at once is asked about, contained or not', () => {
    for (const facts of [{}, sandboxed]) {
      assert.equal(rule({ score: 35, facts }, marked('file.delete', 'bulk')), 'require-approval matrix.bulk');
    }
    assert.equal(rule({ score: 35 }, marked('file.delete')), 'pass matrix.reversible');
  });

  test('an installation that stays in the project passes where it is contained', () => {
    const project = marked('package.install', 'project-only');
    assert.equal(rule({ score: 35 }, project), 'require-approval matrix.irreversible');
    assert.equal(rule({ score: 35, facts: sandboxed }, project), 'pass matrix.reversible');
    const everywhere = marked('package.install');
    assert.equal(rule({ score: 35, facts: sandboxed }, everywhere), 'require-approval matrix.irreversible');
  });

  test('reading from the loopback passes in a sandbox, whose own it is, and sending there does not', () => {
    for (const value of ['localhost', '127.0.0.1', '[0:0:0:0:0:0:0:1]']) {
      const to = (effectClass: EffectClass) =>
        marked(effectClass, 'private-address').map((effect) => ({
          ...effect,
          reversibility: 'irreversible' as const,
          resource: { ...effect.resource, value },
        }));
      assert.equal(rule({ score: 31 }, to('net.fetch')), 'require-approval matrix.irreversible', value);
      assert.equal(rule({ score: 31, facts: sandboxed }, to('net.fetch')), 'pass matrix.reversible', value);
      assert.equal(rule({ score: 31, facts: sandboxed }, to('net.connect')), 'require-approval matrix.irreversible');
    }
  });
});
