import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SessionGrant } from '../approval/approval.ts';
import { grantCoverOf } from '../approval/session-grant.ts';
import { EFFECT_CLASSES, type Effect } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { deliberationOf, type Scene } from '../testing/deliberate.ts';
import { effectOf, ruleOf } from '../testing/samples.ts';
import { judgeRisk } from './judge-risk.ts';

const FETCH = makeEffect('net.fetch', { kind: 'host', value: 'a.example' }, { detail: '' });
const PERMITTED: Scene = { effects: [FETCH], score: 31, rules: { permits: [ruleOf('permit')] } };

function brief(scene: Scene): string {
  const { outcome, rule } = judgeRisk(deliberationOf(scene));
  return `${outcome} ${rule}`;
}

function granted(effects: readonly Effect[], more: Partial<SessionGrant> = {}): Scene {
  const covers =
    grantCoverOf(effects) ?? effects.map((effect) => ({ class: effect.class, resource: effect.resource.value }));
  const base = {
    id: 'g',
    session: 's1',
    request: 'r',
    tool: 'builtin:claude-code Read',
    policyVersion: 'sha256:policy',
  };
  const grant: SessionGrant = { ...base, covers, expiresAtMs: Number.MAX_SAFE_INTEGER, ...more };
  return { effects, facts: { grants: [grant] } };
}

describe('A call that repeats itself', () => {
  const repeated = (identicalBefore: number): Scene => ({
    facts: { session: { consecutiveDenials: 0, identicalBefore, otherWorkspaces: [] } },
  });
  test('is asked about the third time, even when it only looks', () => {
    assert.equal(brief(repeated(1)), 'pass matrix.none');
    assert.equal(brief(repeated(2)), 'require-approval risk.loop');
    assert.equal(brief(repeated(Number.NaN)), 'require-approval risk.loop');
  });
  test('is asked about whatever permits it', () => {
    assert.equal(brief({ ...repeated(2), ...PERMITTED, facts: repeated(2).facts ?? {} }), 'require-approval risk.loop');
  });
});

describe('A standing permission', () => {
  test('covers what the matrix would ask about, up to medium risk', () => {
    assert.equal(brief({ effects: [FETCH], score: 31 }), 'require-approval matrix.irreversible');
    assert.equal(brief(PERMITTED), 'pass rule r.permit');
    assert.equal(brief({ ...PERMITTED, score: 65 }), 'pass rule r.permit');
    assert.equal(brief({ ...PERMITTED, score: 66 }), 'require-approval matrix.high');
    assert.equal(brief({ ...PERMITTED, score: 90 }), 'require-approval matrix.critical');
  });

  test('is never a permit of a project', () => {
    const rules = { permits: [ruleOf('permit', { layer: 'project' })] };
    assert.equal(brief({ ...PERMITTED, rules }), 'require-approval matrix.irreversible');
    const both = { permits: [ruleOf('permit', { layer: 'project' }), ruleOf('permit', { layer: 'safety', id: 'r2' })] };
    assert.equal(brief({ ...PERMITTED, rules: both }), 'pass rule r2');
  });

  test('is a grant of this session under this policy', () => {
    assert.equal(brief({ ...granted([FETCH]), score: 31 }), 'pass grant g');
    assert.equal(brief({ ...granted([FETCH]), score: 66 }), 'require-approval matrix.high');
    assert.equal(
      brief({ ...granted([FETCH], { policyVersion: 'x' }), score: 31 }),
      'require-approval matrix.irreversible',
    );
    assert.equal(brief({ ...granted([FETCH], { session: 's2' }), score: 31 }), 'require-approval matrix.irreversible');
  });

  for (const name of EFFECT_CLASSES) {
    if (!EFFECT_TABLE[name].destructive) continue;
    test(`never covers ${name}`, () => {
      const effects = [effectOf(name)];
      const facts = { channel: 'api' as const, ...granted(effects).facts };
      const scene = { effects, facts, score: 31, rules: { permits: [ruleOf('permit')] } };
      assert.equal(brief(scene), 'require-approval matrix.threshold');
    });
  }
});
