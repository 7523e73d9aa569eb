import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../adapters/tree-sitter/open-shell-parser.ts';
import type { Action } from './action/action.ts';
import { decide } from './decide.ts';
import type { Facts, VerifiedApproval } from './facts.ts';
import type { CompiledPolicy } from './policy/compiled-policy.ts';
import { actionOf, factsOf, foreignAction, GATEWAY, policyOf, ruleOf } from './testing/samples.ts';

const POLICY = policyOf({}, { parseShell: await openShellParser() });
const WRITE = actionOf('Write', { file_path: 'a.ts', content: '' });
const FETCH = actionOf('WebFetch', { url: 'https://a.example/' });
const SHELL = actionOf('Bash', { command: 'eval "$TASK"' });
const APPROVAL: VerifiedApproval = { request: 'r', approvers: ['human:ada'], secondFactor: false, scope: 'action' };

function decided(action: Action, facts: Partial<Facts> = {}, policy: CompiledPolicy = POLICY) {
  return decide(action, factsOf(facts), policy);
}

describe('Without rules in the profile dev', () => {
  const cases: readonly (readonly [string, Action, string, string])[] = [
    ['a read', actionOf(), 'allow', 'none'],
    ['a write in the workspace', WRITE, 'allow', 'low'],
    ['a write outside', actionOf('Write', { file_path: '/srv/a' }), 'require-approval', 'high'],
    ['a temporary file', actionOf('Write', { file_path: '/tmp/a' }), 'require-approval', 'medium'],
    ['a shell line that nobody can know', SHELL, 'require-approval', 'high'],
    ['a line that runs unread code', actionOf('Bash', { command: 'npm test' }), 'require-approval', 'low'],
    ['a shell line that only looks', actionOf('Bash', { command: 'ls -l | wc -l' }), 'allow', 'none'],
    ['a line of the hard floor', actionOf('Bash', { command: 'rm -rf /' }), 'deny', 'critical'],
    ['a fetch', FETCH, 'require-approval', 'medium'],
    ['a fetch of metadata', actionOf('WebFetch', { url: 'http://169.254.169.254/' }), 'deny', 'high'],
    ['a tool nobody knows', foreignAction({}), 'require-approval', 'high'],
    ['the gateway’s own folder', actionOf('Read', { file_path: `${GATEWAY}/keys/a` }), 'deny', 'critical'],
    ['its own configuration', actionOf('Edit', { file_path: '.claude/settings.json' }), 'require-approval', 'critical'],
  ];
  for (const [name, action, verdict, level] of cases) {
    test(`answers ${verdict} to ${name}, which is ${level} risk`, () => {
      const decision = decided(action);
      assert.equal(decision.verdict, verdict);
      assert.equal(decision.risk.level, level);
      assert.equal(decision.gates.length, 14);
    });
  }
});

describe('The most restrictive gate', () => {
  const closed = { minuteOfDay: 3 };
  const forbid = policyOf(
    {},
    { evaluateRules: () => ({ forbids: [ruleOf('forbid')], asks: [], permits: [], broken: [] }) },
  );

  test('wins: deny over defer over approval', () => {
    assert.equal(decided(FETCH).verdict, 'require-approval');
    assert.equal(decided(FETCH, closed).verdict, 'defer');
    assert.equal(decided(FETCH, closed, forbid).verdict, 'deny');
  });

  test('gives its reason and the remedies of its kind: no advice to wait for a human who cannot approve', () => {
    const decision = decided(FETCH, closed, forbid);
    assert.equal(decision.reason, 'forbid it');
    assert.deepEqual(decision.remedies, ['Do something the policy permits, or ask the operator to change it.']);
    assert.match(decided(FETCH, closed).remedies.join(), /^Propose it again from 08:00 UTC on/);
    assert.deepEqual(decided(WRITE).remedies, []);
  });

  test('hides no other: a muted agent with a contained tool in a broken budget has three reasons', () => {
    const target = { kind: 'tool', name: 'WebFetch' } as const;
    const containment = { verb: 'revoke', target, by: 'human:ada', reason: 'a test', sinceMs: 1 } as const;
    const nothing = { tokens: 0, costMicros: 0 };
    const decision = decided(FETCH, {
      principal: { authenticated: true, standing: 'muted' },
      emergency: { halt: null, safeMode: false, containments: [containment] },
      budgets: [{ scope: 'day', limit: nothing, used: nothing, held: nothing }],
      estimate: { tokens: 1, costMicros: 1 },
    });
    const denying = decision.gates.filter(({ outcome }) => outcome === 'deny').map(({ gate }) => gate);
    assert.deepEqual(denying, ['principal', 'emergency', 'budget']);
  });
});

describe('An approval', () => {
  test('turns a question into an allow, and says who gave it', () => {
    const decision = decided(SHELL, { approval: APPROVAL });
    assert.equal(decision.verdict, 'allow');
    assert.equal(decision.reason, 'approved by human:ada');
    assert.equal(decision.approval?.timeoutMs, 30_000);
  });

  test('never turns a deny or a deferral into anything', () => {
    assert.equal(decided(actionOf('Bash', { command: 'rm -rf /' }), { approval: APPROVAL }).verdict, 'deny');
    assert.equal(decided(SHELL, { approval: APPROVAL, minuteOfDay: 3 }).verdict, 'defer');
  });

  test('that does not meet the terms leaves the question open', () => {
    const critical = actionOf('Edit', { file_path: '.claude/settings.json' });
    assert.equal(decided(critical, { approval: APPROVAL }).verdict, 'require-approval');
    const strong = { ...APPROVAL, secondFactor: true };
    assert.equal(decided(critical, { approval: strong }).verdict, 'allow');
    assert.equal(
      decided(critical, { approval: strong }, policyOf({ criticalApprovers: 2 })).verdict,
      'require-approval',
    );
    assert.equal(decided(critical, { approval: strong, approvingPeople: 2 }).verdict, 'require-approval');
    assert.equal(decided(SHELL, { approval: APPROVAL, authors: ['human:ada'] }).verdict, 'require-approval');
    assert.equal(decided(SHELL, { approval: { ...APPROVAL, approvers: ['agent:coder'] } }).verdict, 'require-approval');
    assert.equal(decided(SHELL, { approval: { ...APPROVAL, shownScore: 40 } }).verdict, 'require-approval');
  });

  test('of what is destructive is given one by one', () => {
    const profile = { tool: 'remove', effects: [{ class: 'file.delete', argument: 'path' }] } as const;
    const surroundings = { ...policyOf().settings.surroundings, toolProfiles: [profile] };
    const policy = policyOf({ surroundings, thresholds: { api: 1, telegram: 1, discord: 1, cli: 1 } });
    const decision = decided(foreignAction({ path: 'a.ts' }, 'remove'), {}, policy);
    assert.equal(decision.risk.level, 'medium');
    assert.deepEqual(decision.approval?.scopes, ['action']);
    assert.deepEqual(decided(FETCH).approval?.scopes, ['action', 'session', 'proposal']);
  });
});

describe('Obligations', () => {
  const kinds = (...given: Parameters<typeof decided>) => decided(...given).obligations;
  test('keep what is changed, where that is possible', () => {
    assert.deepEqual(kinds(WRITE), [{ kind: 'checkpoint', paths: ['/home/ada/site/a.ts'] }]);
    assert.deepEqual(kinds(actionOf()), []);
    assert.deepEqual(kinds(WRITE, { checkpoint: 'unavailable', reviewer: 'no-objection' }), []);
  });
  test('tell people of questions, and of critical actions that are held back', () => {
    assert.deepEqual(kinds(SHELL), [{ kind: 'notify', whom: 'approvers' }]);
    assert.deepEqual(kinds(SHELL, { minuteOfDay: 3 }), []);
    const critical = actionOf('Edit', { file_path: '.claude/settings.json' });
    assert.deepEqual(kinds(critical, { minuteOfDay: 3 }), [{ kind: 'notify', whom: 'emergency' }]);
    assert.deepEqual(kinds(actionOf('Bash', { command: 'reboot' })), []);
  });
});

describe('The context', () => {
  test('of production is high risk, by policy or by the effect itself', () => {
    assert.equal(decided(actionOf(), {}, policyOf({}, { isProduction: () => true })).risk.score, 66);
    const effects = [{ class: 'deploy.production', argument: null }] as const;
    const surroundings = { ...policyOf().settings.surroundings, toolProfiles: [{ tool: 'ship', effects }] };
    assert.equal(decided(foreignAction({}, 'ship'), {}, policyOf({ surroundings })).risk.score, 90);
  });

  test('of a plan adds its points', () => {
    assert.equal(decided(actionOf(), { plan: { points: 45, quality: 80 } }).risk.score, 45);
  });
});

test('takes an error anywhere for a deny', () => {
  const broken = policyOf(
    {},
    {
      evaluateRules: () => {
        throw new TypeError('broken');
      },
    },
  );
  assert.equal(decided(actionOf(), {}, broken).verdict, 'deny');
  assert.match(decided(actionOf(), {}, broken).reason, /TypeError/);
});
