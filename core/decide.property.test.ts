import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../adapters/node-crypto/hash.ts';
import { readyPolicy } from '../test/harness/test-policy.ts';
import type { Action } from './action/action.ts';
import { digestAction } from './action/digest-action.ts';
import { parseAction } from './action/parse-action.ts';
import { APPROVAL_LIMITS, type ApprovalRequest } from './approval/approval.ts';
import { approvalStatement, bindingHolds, signedApprovalText } from './approval/approval-statement.ts';
import { approvalTerms } from './approval/approval-terms.ts';
import { decide } from './decide.ts';
import type { Verdict } from './decision.ts';
import { EFFECT_CLASSES, type Effect } from './effect/effect.ts';
import { makeEffect } from './effect/make-effect.ts';
import type { CompiledPolicy } from './policy/compiled-policy.ts';
import type { PolicyRule } from './policy/policy.ts';
import { assessRisk } from './risk/assess-risk.ts';
import { factsOf } from './testing/samples.ts';

const STRICTNESS: { readonly [Name in Verdict]: number } = { allow: 0, 'require-approval': 1, defer: 2, deny: 3 };
const tools = [
  'Read',
  'Write',
  'Edit',
  'Bash',
  'WebFetch',
  'TodoWrite',
  'Task',
  'mcp__x__y',
  '__proto__',
  'constructor',
];
const words = fc.oneof(
  fc.constantFrom('src/a.ts', '/etc/passwd', '~/.ssh/id_rsa', 'npm test', 'rm -rf /', 'https://example.com/', ''),
  fc.string(),
);
const argNames = fc.constantFrom('file_path', 'command', 'url', 'path', 'to', 'amount', '__proto__', 'x');

const actions: fc.Arbitrary<Action> = fc
  .record({
    tool: fc.constantFrom(...tools),
    args: fc.dictionary(argNames, fc.oneof(words, fc.integer(), fc.constant(null))),
    session: fc.constantFrom('s', 't'),
  })
  .map(({ tool, args, session }) => ({
    id: 'a',
    session,
    principal: 'agent:p',
    onBehalfOf: 'human:h',
    surface: 'hook',
    tool: { name: tool, origin: tool.startsWith('mcp') ? 'mcp:x' : 'builtin:claude-code', digest: null },
    args,
    cwd: '/work/app',
    workspace: '/work/app',
    plan: null,
    idempotencyKey: null,
    proposedAtMs: 0,
  }));

const FACTS = factsOf({ nowMs: 1, minuteOfDay: 600, home: '/home/dev', gatewayPaths: [] });

function rule(decision: PolicyRule['decision'], tool: string): PolicyRule {
  return {
    id: `${decision}-${tool}`,
    layer: 'organisation',
    decision,
    when: [{ tool, argument: null, effect: null }],
    reason: 'r',
    instead: '',
    expiresAtMs: null,
    match: [],
    notMatch: [],
  };
}

const rules = fc.array(
  fc
    .tuple(fc.constantFrom('permit', 'forbid', 'ask' as const), fc.constantFrom(...tools, '*'))
    .map(([decision, tool]) => rule(decision, tool)),
  { maxLength: 6 },
);

test('adding a forbid never loosens a verdict', () => {
  fc.assert(
    fc.property(actions, rules, fc.constantFrom(...tools, '*'), (action, given, tool) => {
      const before = decide(action, FACTS, readyPolicy({ rules: given }).policy);
      const after = decide(action, FACTS, readyPolicy({ rules: [...given, rule('forbid', tool)] }).policy);
      assert.ok(STRICTNESS[after.verdict] >= STRICTNESS[before.verdict]);
    }),
    { numRuns: 2_000 },
  );
});

test('a permit never lets high or critical risk through, nor what the hard floor stops', () => {
  fc.assert(
    fc.property(actions, (action) => {
      const { verdict, risk } = decide(
        action,
        FACTS,
        readyPolicy({ rules: [rule('permit', '*')], profile: 'full-auto' }).policy,
      );
      if (risk.level === 'high' || risk.level === 'critical') assert.notEqual(verdict, 'allow');
    }),
    { numRuns: 2_000 },
  );
});

const effects: fc.Arbitrary<Effect> = fc
  .record({
    class: fc.constantFrom(...EFFECT_CLASSES),
    marks: fc.subarray([
      'outside-workspace',
      'system-path',
      'sensitive-path',
      'dangerous-shell',
      'unknown-host',
      'metadata-address',
      'other-workspace',
      'data-deletion',
    ] as const),
    reversibility: fc.constantFrom('reversible' as const, 'compensable' as const, 'irreversible' as const),
  })
  .map(({ class: effectClass, marks, reversibility }) =>
    makeEffect(effectClass, { kind: 'path', value: '/x' }, { detail: '', marks, reversibility }),
  );

test('adding an effect, or a mark, or making one irreversible, never lowers the score', () => {
  const { weights } = readyPolicy().policy.settings;
  const score = (list: readonly Effect[]): number =>
    assessRisk({ effects: list, production: false, financial: false, planPoints: 0 }, weights).score;
  fc.assert(
    fc.property(fc.array(effects, { maxLength: 6 }), effects, (list, added) => {
      const before = score([...list, added]);
      assert.ok(before >= score(list));
      assert.ok(score([...list, { ...added, marks: [...added.marks, 'dangerous-shell'] }]) >= before);
      assert.ok(score([...list, { ...added, reversibility: 'irreversible' }]) >= before);
    }),
    { numRuns: 2_000 },
  );
});

test('is total and deterministic, whatever the action holds', () => {
  fc.assert(
    fc.property(
      actions,
      fc.json().map((text) => JSON.parse(text)),
      (action, noise) => {
        const policy = readyPolicy().policy;
        for (const args of [action.args, { ...action.args, noise }, noise]) {
          const hostile = { ...action, args: args as Action['args'] };
          assert.equal(JSON.stringify(decide(hostile, FACTS, policy)), JSON.stringify(decide(hostile, FACTS, policy)));
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('an error in a rule or an outside engine denies', () => {
  const broken = (): never => {
    throw new Error('broken');
  };
  const policies: readonly CompiledPolicy[] = [
    { ...readyPolicy().policy, evaluateRules: broken },
    { ...readyPolicy().policy, externalRules: broken },
    { ...readyPolicy().policy, externalRules: () => ({ decision: 'failed', policies: [] }) },
  ];
  fc.assert(
    fc.property(actions, fc.constantFrom(...policies), (action, policy) =>
      assert.equal(decide(action, FACTS, policy).verdict, 'deny'),
    ),
  );
});

test('parsing an action answers every value without throwing', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => assert.equal(typeof parseAction(value).ok, 'boolean')),
    { numRuns: 3_000 },
  );
});

function requestFor(action: Action): ApprovalRequest {
  return {
    id: '0123456789abcdef',
    actionId: action.id,
    decisionIndex: 1,
    binding: {
      actionDigest: digestAction(action, sha256),
      toolDigest: null,
      policyVersion: 'sha256:p',
      profile: 'dev',
      lease: null,
      plan: null,
      requester: action.principal,
      session: action.session,
    },
    onBehalfOf: action.onBehalfOf,
    riskLevel: 'high',
    riskScore: 66,
    terms: approvalTerms('high', { criticalApprovers: 1, oneByOne: false }),
    nonce: '00',
    createdAtMs: 0,
    deadlineMs: 30_000,
    status: 'approved',
    answers: [],
    late: false,
    usableUntilMs: APPROVAL_LIMITS.usableForMs,
    consumedBy: null,
  };
}

/** Changes one character of one text within the digested fields. */
function changeOne(action: Action, field: string, extra: string): Action {
  switch (field) {
    case 'args':
      return { ...action, args: { ...action.args, x: `${JSON.stringify(action.args['x'])}${extra}` } };
    case 'tool':
      return { ...action, tool: { ...action.tool, name: action.tool.name + extra } };
    case 'origin':
      return { ...action, tool: { ...action.tool, origin: action.tool.origin + extra } };
    case 'digest':
      return { ...action, tool: { ...action.tool, digest: extra } };
    default:
      return { ...action, [field]: `${JSON.stringify(action[field as keyof Action])}${extra}` };
  }
}

test('any one-character change of a digested field changes the digest, the statement, and voids the approval', () => {
  const fields = [
    'args',
    'tool',
    'origin',
    'digest',
    'session',
    'principal',
    'onBehalfOf',
    'surface',
    'cwd',
    'workspace',
    'plan',
  ];
  fc.assert(
    fc.property(
      actions,
      fc.constantFrom(...fields),
      fc.string({ minLength: 1, maxLength: 1 }),
      (action, field, extra) => {
        const other = changeOne(action, field, extra);
        const [given, now] = [requestFor(action), requestFor(other)];
        assert.notEqual(given.binding.actionDigest, now.binding.actionDigest);
        assert.equal(bindingHolds(given.binding, now.binding), false);
        const answer = {
          answer: 'approve',
          scope: 'action',
          channel: 'cli',
          approver: 'human:h',
          keyId: 'k',
          note: '',
        } as const;
        assert.notEqual(
          signedApprovalText(approvalStatement(given), answer),
          signedApprovalText(approvalStatement(now), answer),
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

test('what only marks an attempt does not change the digest', () => {
  fc.assert(
    fc.property(actions, fc.string(), fc.nat(), (action, id, atMs) => {
      assert.equal(
        digestAction({ ...action, id, proposedAtMs: atMs, idempotencyKey: id }, sha256),
        digestAction(action, sha256),
      );
    }),
  );
});
