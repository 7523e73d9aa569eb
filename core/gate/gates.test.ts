import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GATES } from '../decision.ts';
import { makeEffect } from '../effect/make-effect.ts';
import type { Facts } from '../facts.ts';
import { deliberationOf, type Scene } from '../testing/deliberate.ts';
import { effectOf, policyOf } from '../testing/samples.ts';
import { PIPELINE } from './pipeline.ts';

function judged(name: string, scene: Scene = {}) {
  const gate = PIPELINE.find((candidate) => candidate.name === name);
  assert.ok(gate !== undefined, name);
  return gate.run(deliberationOf(scene));
}

function brief(name: string, scene: Scene = {}): string {
  const { outcome, rule } = judged(name, scene);
  return rule === '' ? outcome : `${outcome} ${rule}`;
}

test('stand in the order of the pipeline, each once; the input was judged before', () => {
  assert.deepEqual(
    PIPELINE.map(({ name }) => name),
    GATES.filter((name) => name !== 'input'),
  );
});

test('have no objection to reading on a calm day', () => {
  const objections = PIPELINE.map(({ run }) => run(deliberationOf())).filter(
    ({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable',
  );
  assert.deepEqual(objections, []);
});

test('deny with a reason and a remedy what the emergency state stops', () => {
  const emergency = { halt: null, safeMode: true, containments: [] };
  const report = judged('emergency', { facts: { emergency }, effects: [effectOf('file.write')] });
  assert.equal(report.outcome, 'deny');
  assert.notEqual(report.remedy, '');
});

test('ask about what cannot be undone while a person may be in a crisis, and about nothing else', () => {
  const inCrisis = (effectClass: 'message.send' | 'file.write' | 'crisis.support'): string =>
    brief('emergency', { facts: { crisis: 'high' }, effects: [effectOf(effectClass)] });
  assert.equal(inCrisis('message.send'), 'require-approval emergency.crisis');
  assert.equal(inCrisis('file.write'), 'pass');
  assert.equal(inCrisis('crisis.support'), 'pass');
  assert.equal(brief('emergency', { effects: [effectOf('message.send')] }), 'pass');
});

test('deny the hard floor and the addresses of metadata services', () => {
  const hardFloor = { rule: 'floor.wipe', reason: 'it would wipe' };
  assert.equal(brief('hard-floor', { hardFloor }), 'deny floor.wipe');
  const effects = [effectOf('file.read'), effectOf('net.fetch', ['metadata-address'])];
  assert.equal(brief('deny-rules', { effects }), 'deny deny.metadata-address');
});

test('keep refused what a person refused, whatever the tool', () => {
  const effects = [makeEffect('file.delete', { kind: 'path', value: '/w/a' }, { detail: 'a sample' })];
  const refusal = { class: 'file.delete', kind: 'path', value: '/w' } as const;
  const scene = (tool: string): Scene => ({
    effects,
    facts: {
      session: { consecutiveDenials: 0, identicalBefore: 0, otherWorkspaces: [], denied: [{ ...refusal, tool }] },
    },
  });
  assert.equal(brief('deny-rules', scene('mcp:files remove')), 'deny deny.refused-before');
  assert.equal(brief('deny-rules', scene('builtin:claude-code Read')), 'require-approval deny.refused-again');
  const elsewhere = (tool: string) => judged('deny-rules', { ...scene(tool), effects: [effectOf('file.read')] }).reason;
  assert.match(
    elsewhere('builtin:claude-code Read'),
    /another try of a tool after a person refused file.delete of \/w;/,
  );
  assert.equal(elsewhere('mcp:files remove'), 'no forbidden place is touched');
});

test('say of a tool whether it is understood', () => {
  assert.match(judged('tool', { effects: [effectOf('unknown')] }).reason, /not fully understood/);
  assert.match(judged('tool').reason, /Read from builtin:claude-code/);
});

describe('The provenance gate', () => {
  const chosenBy = (name: 'file.write' | 'file.read', provenance: 'web' | 'tool:mail' | 'user' | 'unknown'): Scene => {
    const effect = effectOf(name);
    return { effects: [{ ...effect, resource: { ...effect.resource, provenance } }] };
  };
  test('asks where untrusted data chose what a privileged effect touches', () => {
    assert.equal(brief('provenance', chosenBy('file.write', 'web')), 'require-approval provenance.tainted');
    assert.equal(brief('provenance', chosenBy('file.write', 'tool:mail')), 'require-approval provenance.tainted');
    assert.equal(brief('provenance', chosenBy('file.write', 'user')), 'not-applicable');
    assert.equal(brief('provenance', chosenBy('file.write', 'unknown')), 'not-applicable');
    assert.equal(brief('provenance', chosenBy('file.read', 'web')), 'not-applicable');
  });
  test('names the tool where the effect names nothing', () => {
    const effect = { ...effectOf('message.send'), detail: 'mcp__mail__send' };
    const resource = { kind: 'other', value: '', provenance: 'web' } as const;
    assert.match(
      judged('provenance', { effects: [{ ...effect, resource }] }).reason,
      /^mcp__mail__send was chosen by web$/,
    );
  });
});

describe('The quality gate', () => {
  const accepting = policyOf({ profile: 'full-auto', acceptFairQuality: true });
  const cases = [
    [59, policyOf(), 'deny quality.plan'],
    [60, policyOf(), 'require-approval quality.plan'],
    [74, policyOf(), 'require-approval quality.plan'],
    [75, policyOf(), 'pass'],
    [59, accepting, 'deny quality.plan'],
    [60, accepting, 'pass'],
  ] as const;
  for (const [quality, policy, expected] of cases) {
    test(`answers ${expected} to ${quality} in ${policy.settings.profile}`, () => {
      assert.equal(brief('quality', { policy, facts: { plan: { points: 0, quality } } }), expected);
    });
  }
});

describe('The window gate', () => {
  const at = (minuteOfDay: number, score: number, window = policyOf().settings.window): Scene => ({
    score,
    facts: { minuteOfDay },
    policy: policyOf({ window }),
  });
  test('defers medium risk and above from the minute it closes to the minute it opens', () => {
    assert.equal(brief('window', at(479, 31)), 'defer window.closed');
    assert.equal(brief('window', at(480, 31)), 'pass');
    assert.equal(brief('window', at(1_319, 95)), 'pass');
    assert.equal(brief('window', at(1_320, 95)), 'defer window.closed');
    assert.equal(brief('window', at(3, 30)), 'pass');
    assert.equal(brief('window', at(3, 95, null)), 'pass');
  });
  test('says when to come back, or that nobody will look', () => {
    assert.match(judged('window', at(3, 31)).remedy, /from 08:00 UTC on/);
    const never = { fromMinute: 480, toMinute: 480, timeZone: 'UTC' };
    assert.match(judged('window', at(3, 31, never)).remedy, /Ask the operator/);
  });
});

describe('The budget gate', () => {
  const limit = { tokens: 10, costMicros: 10 };
  const nothing = { tokens: 0, costMicros: 0 };
  const spend = (tokens: number): Scene => {
    const facts: Partial<Facts> = {
      budgets: [{ scope: 'day', limit, used: nothing, held: nothing }],
      estimate: { tokens, costMicros: 1 },
    };
    return { facts };
  };
  test('denies what does not fit', () => {
    assert.equal(brief('budget', spend(10)), 'pass');
    assert.equal(brief('budget', spend(11)), 'deny budget.exhausted');
    assert.equal(brief('budget', spend(-1)), 'deny budget.exhausted');
    assert.equal(brief('budget', spend(Number.NaN)), 'deny budget.exhausted');
    assert.equal(brief('budget'), 'not-applicable');
  });
});

test('tell what the reviewer said and who approved, and decide nothing by it', () => {
  assert.equal(brief('reviewer', { facts: { reviewer: 'objection' } }), 'pass');
  assert.match(judged('reviewer', { facts: { reviewer: 'objection' } }).reason, /advisory: objection/);
  const approval = { request: 'r1', approvers: ['human:ada'], secondFactor: false, scope: 'action' } as const;
  assert.equal(brief('approval', { facts: { approval } }), 'pass approval r1');
});
