import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { effectOf, WEIGHTS } from '../testing/samples.ts';
import { assessRisk, type RiskInput } from './assess-risk.ts';

function assess(effects: readonly Effect[], more: Partial<RiskInput> = {}) {
  return assessRisk({ effects, production: false, financial: false, planPoints: 0, ...more }, WEIGHTS);
}

describe('Floors', () => {
  const byMark: readonly (readonly [EffectMark, number])[] = [
    ['outside-workspace', 66],
    ['system-path', 66],
    ['other-workspace', 66],
    ['as-root', 66],
    ['dangerous-shell', 66],
    ['metadata-address', 66],
    ['data-deletion', 90],
    ['over-limit', 90],
    ['gateway-state', 90],
    ['unknown-host', 20],
    ['private-address', 11],
    ['links-elsewhere', 11],
    ['sensitive-path', 40],
  ];
  for (const [mark, score] of byMark) {
    test(`gives a change marked ${mark} a score of ${score}`, () => {
      assert.equal(assess([effectOf('file.write', [mark])]).score, score);
    });
  }

  test('gives a change of every row of a table a score of 66, and one of many files none for that', () => {
    assert.equal(assess([effectOf('db.write', ['bulk'])]).score, 66);
    assert.equal(assess([effectOf('db.write')]).score, 31);
    assert.equal(assess([effectOf('file.write', ['bulk'])]).score, 11);
  });

  test('leaves reading without risk wherever it happens', () => {
    const read = effectOf('file.read', ['outside-workspace', 'system-path', 'other-workspace', 'sensitive-path']);
    assert.deepEqual(assess([read]), { score: 0, level: 'none', parts: [] });
  });

  test('gives reading what nobody knows at least 11', () => {
    assert.equal(assess([effectOf('file.read', ['unresolved'])]).score, 11);
  });

  test('gives what cannot be undone at least 31', () => {
    const resource = { kind: 'other', value: '' } as const;
    const gone = makeEffect('file.write', resource, { detail: '', reversibility: 'irreversible' });
    assert.equal(assess([gone]).score, 31);
    const inverse = makeEffect('file.write', resource, { detail: '', reversibility: 'compensable' });
    assert.equal(assess([inverse]).score, 11);
  });

  test('gives production and financial context at least 66', () => {
    assert.equal(assess([effectOf('file.read')], { production: true }).score, 66);
    assert.equal(assess([effectOf('file.read')], { financial: true }).score, 66);
  });

  test('gives a privileged effect that untrusted data chose at least 66, and a read nothing', () => {
    const tainted = (name: 'file.write' | 'file.read', provenance: 'web' | 'tool:mail'): Effect => {
      const effect = effectOf(name);
      return { ...effect, resource: { ...effect.resource, provenance } };
    };
    assert.equal(assess([tainted('file.write', 'web')]).score, 66);
    assert.equal(assess([tainted('file.write', 'tool:mail')]).score, 66);
    assert.equal(assess([tainted('file.read', 'web')]).score, 0);
  });
});

describe('Points', () => {
  test('adds plan and signals and takes the larger of sum and floors', () => {
    const effects = [effectOf('message.send'), effectOf('net.fetch', ['unknown-host'])];
    assert.equal(assess(effects).score, 50);
    assert.equal(assess(effects, { planPoints: 30 }).score, 80);
    assert.equal(assess([effectOf('net.upload')], { planPoints: 30 }).score, 66);
  });

  test('counts a signal once however many effects show it', () => {
    const one = assess([effectOf('message.send')], { planPoints: 10 });
    const many = assess([effectOf('message.send'), effectOf('message.send')], { planPoints: 10 });
    assert.deepEqual(many, one);
    assert.equal(one.score, 40);
  });

  test('caps the score at 100', () => {
    assert.equal(assess([effectOf('crisis.decision'), effectOf('self.modify')]).score, 100);
  });

  test('records every floor and addend with its rule', () => {
    assert.deepEqual(assess([effectOf('net.fetch', ['unknown-host'])], { planPoints: 5 }), {
      score: 31,
      level: 'medium',
      parts: [
        { kind: 'floor', rule: 'effect:net.fetch', points: 31 },
        { kind: 'floor', rule: 'irreversible', points: 31 },
        { kind: 'plan', rule: 'plan', points: 5 },
        { kind: 'pattern', rule: 'signal:unknown-external-host', points: 20 },
      ],
    });
  });

  test('keeps scores whole: plan points and weights are rounded and bounded', () => {
    const read = [effectOf('file.read')];
    assert.equal(assess(read, { planPoints: 12.4 }).score, 12);
    assert.equal(assess(read, { planPoints: -3 }).score, 0);
    assert.equal(assess(read, { planPoints: Number.NaN }).score, 100);
    assert.equal(assess(read, { planPoints: 1e9 }).score, 100);
    const weights = { ...WEIGHTS, hundredths: { ...WEIGHTS.hundredths, 'affects-other-people': -500 } };
    const input = { effects: [effectOf('message.send')], production: false, financial: false, planPoints: 40 };
    assert.equal(assessRisk(input, weights).score, 40);
  });

  test('sees a changed path of another agent and a service change as signals', () => {
    const signals = assess([effectOf('file.write', ['other-workspace']), effectOf('service.change')]).parts;
    assert.deepEqual(
      signals.filter(({ kind }) => kind !== 'floor').map(({ rule, points }) => [rule, points]),
      [
        ['signal:service-change', 30],
        ['signal:other-agents-workspace', 30],
      ],
    );
  });
});

test('a plan that touches what keeps agents in check is high, one that widens rights critical', () => {
  const level = (planClass: 'ordinary' | 'system-level' | 'privilege-escalation'): string =>
    assessRisk({ effects: [], production: false, financial: false, planPoints: 0, planClass }, WEIGHTS).level;
  assert.deepEqual(
    ['ordinary', 'system-level', 'privilege-escalation'].map((name) => level(name as 'ordinary')),
    ['none', 'high', 'critical'],
  );
});
