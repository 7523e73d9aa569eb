import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RISK_LEVELS } from '../risk/risk.ts';
import { requestOf } from '../testing/samples.ts';
import { ANSWER_CHANNELS, APPROVAL_SCOPES, type ApprovalAnswer, type ApprovalRequest, AT_CLIENT } from './approval.ts';
import { approvalTerms } from './approval-terms.ts';
import { applyAnswer } from './approval-transitions.ts';
import { meetsTerms } from './meets-terms.ts';

const ACCOUNTS = ['human:a', 'human:a2', 'human:b', 'human:b2', 'human:c', 'agent:x', AT_CLIENT] as const;
const TOTP = { kind: 'totp', enrolment: 'e', counter: 1, seal: '' } as const;

const account = fc.constantFrom(...ACCOUNTS);

/** Who is who: second accounts, each of its own person or of one that is known by the first name. */
const people = fc.dictionary(
  fc.constantFrom('human:a2', 'human:b2', 'agent:x'),
  fc.constantFrom('human:a', 'human:b', 'human:c'),
);

const answer: fc.Arbitrary<ApprovalAnswer> = fc
  .record({
    answer: fc.constantFrom('approve', 'approve', 'approve', 'deny'),
    approver: account,
    channel: fc.constantFrom(...ANSWER_CHANNELS),
    scope: fc.constantFrom(...APPROVAL_SCOPES),
    atMs: fc.integer({ min: 0, max: 100_000_000 }),
    hasFactor: fc.boolean(),
  })
  .map(({ hasFactor, ...given }) => ({
    ...given,
    ...{ keyId: 'k', note: '', signature: '' },
    ...(hasFactor ? { secondFactor: TOTP } : {}),
  }));

const request: fc.Arbitrary<ApprovalRequest> = fc
  .record({
    requester: account,
    riskLevel: fc.constantFrom(...RISK_LEVELS),
    criticalApprovers: fc.integer({ min: 1, max: 3 }),
    oneByOne: fc.boolean(),
    authors: fc.array(account, { maxLength: 2 }),
    status: fc.constantFrom('pending', 'timed-out'),
  })
  .map(({ requester, riskLevel, status, ...how }) => {
    const usual = requestOf();
    const binding = { ...usual.binding, requester };
    return { ...usual, binding, riskLevel, status, terms: approvalTerms(riskLevel, how), createdAtMs: 0, answers: [] };
  });

test('whatever is answered: an approval is by as many people as are wanted, none of whom asked or wrote, each with what is wanted', () => {
  let approvals = 0;
  fc.assert(
    fc.property(request, people, fc.array(answer, { maxLength: 12 }), (asked, who, answers) => {
      const personOf = (principal: string): string => who[principal] ?? principal;
      let now = asked;
      for (const given of answers) {
        const result = applyAnswer(now, given, { personOf });
        if (!result.ok) continue;
        assert.ok(now.status === 'pending' || now.status === 'timed-out', 'a closed request took an answer');
        now = result.value;
      }
      const approving = now.answers.filter((given) => given.answer === 'approve');
      const persons = approving.map(({ approver }) => personOf(approver));
      const barred = [asked.binding.requester, ...(asked.terms.notBy ?? [])].map(personOf);
      assert.equal(new Set(persons).size, persons.length, 'a person counted twice');
      assert.deepEqual(
        persons.filter((person) => barred.includes(person)),
        [],
      );
      for (const { scope, secondFactor } of approving) {
        assert.ok(asked.terms.scopes.includes(scope));
        assert.ok(!asked.terms.secondFactor || secondFactor !== undefined);
      }
      assert.equal(now.status === 'denied', now.answers.length > approving.length);
      if (now.status !== 'approved') return;
      approvals += 1;
      assert.equal(persons.length, asked.terms.approvers);
      const verified = {
        request: now.id,
        approvers: approving.map(({ approver }) => approver),
        people: persons,
        secondFactor: approving.every(({ secondFactor }) => secondFactor !== undefined),
        scope: approving.at(-1)?.scope ?? 'action',
      };
      const action = { principal: asked.binding.requester };
      assert.ok(meetsTerms(verified, { action, terms: asked.terms, score: asked.riskScore }));
    }),
    { numRuns: 2_000 },
  );
  assert.ok(approvals > 100, `${approvals} approvals: the property looked at too little`);
});
