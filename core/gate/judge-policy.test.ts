import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExternalRuleAnswer, RuleOutcome } from '../policy/rule-outcome.ts';
import { deliberationOf } from '../testing/deliberate.ts';
import { policyOf, ruleOf } from '../testing/samples.ts';
import { judgePolicy } from './judge-policy.ts';

const FORBID = ruleOf('forbid');
const ASK = ruleOf('ask');
const PERMIT = ruleOf('permit');

function judged(rules: Partial<RuleOutcome>, answer: ExternalRuleAnswer | null = null) {
  const policy = policyOf({}, { externalRules: answer === null ? null : () => answer });
  return judgePolicy(deliberationOf({ rules, policy }));
}

function brief(...given: Parameters<typeof judged>): string {
  const { outcome, rule } = judged(...given);
  return `${outcome} ${rule}`;
}

test('lets one forbid outweigh every permit and question', () => {
  assert.equal(brief({ forbids: [FORBID], asks: [ASK], permits: [PERMIT] }), 'deny r.forbid');
});

test('counts a broken forbid or question as matched, and a broken permit as nothing', () => {
  assert.equal(brief({ broken: [PERMIT, ASK, FORBID], permits: [PERMIT] }), 'deny r.forbid');
  assert.equal(brief({ broken: [PERMIT, ASK], permits: [PERMIT] }), 'require-approval r.ask');
  assert.equal(brief({ broken: [PERMIT] }), 'pass ');
});

test('lets a question outweigh a permit', () => {
  assert.equal(brief({ asks: [ASK], permits: [PERMIT] }), 'require-approval r.ask');
  assert.equal(brief({ permits: [PERMIT] }), 'pass r.permit');
  assert.equal(brief({}), 'pass ');
});

test('denies whatever the outside engine answers but a permit', () => {
  const answer = (decision: string, policies: readonly string[] = []): ExternalRuleAnswer =>
    ({ decision, policies }) as ExternalRuleAnswer;
  assert.equal(brief({ permits: [PERMIT] }, answer('permit', ['p1'])), 'pass r.permit');
  assert.equal(brief({ permits: [PERMIT] }, answer('forbid', ['p1', 'p2'])), 'deny cedar:p1,p2');
  assert.equal(brief({ permits: [PERMIT] }, answer('no-permit')), 'deny cedar:no-permit');
  assert.equal(brief({ asks: [ASK] }, answer('failed', ['p3'])), 'deny cedar:p3');
  assert.equal(judged({}, answer('perhaps')).reason, 'the Cedar policies gave no answer');
});

test('tells the agent what the rule says it may do instead', () => {
  const instead = 'Use the test database.';
  assert.equal(judged({ forbids: [{ ...FORBID, instead }] }).remedy, instead);
  assert.equal(judged({ asks: [{ ...ASK, instead }] }).remedy, instead);
  assert.notEqual(judged({ forbids: [FORBID] }).remedy, '');
  assert.notEqual(judged({ asks: [ASK] }).remedy, '');
});
