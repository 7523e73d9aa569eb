import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Proposed } from '../../../../application/policy/list-proposals.ts';
import { checkProposal } from './check-proposal.ts';

const AT_MS = Date.parse('2026-11-01T00:00:00Z');
const PROPOSED: Proposed = {
  index: 4,
  atMs: AT_MS,
  by: 'human:operator',
  tool: 'Bash',
  ruleId: 'permit-x',
  yaml: '- id: permit-x\n  permit: "Bash(npm test)"\n  reason: "r"\n  expires: 2027-01-01T00:00:00Z\n',
  expiresAtMs: Date.parse('2027-01-01T00:00:00Z'),
  state: 'open',
  why: null,
};

function refusal(changes: Partial<Proposed>): string {
  const checked = checkProposal({ ...PROPOSED, ...changes });
  return checked.ok ? 'accepted' : checked.failure;
}

test('takes a rule as it was proposed', () => {
  const checked = checkProposal(PROPOSED);
  assert.deepEqual(checked.ok && checked.value, { id: 'permit-x', pattern: 'Bash(npm test)', yaml: PROPOSED.yaml });
});

test('refuses what has expired, was erased or could not be proposed', () => {
  assert.match(refusal({ state: 'expired' }), /expired on 2027-01-01/);
  assert.match(refusal({ state: 'erased' }), /payload erased/);
  assert.match(refusal({ state: 'open', yaml: null }), /payload erased/);
  assert.match(refusal({ state: 'refused', why: 'destructive' }), /destructive/);
});

test('refuses a rule that is wider than an exact permit, whatever the log says of it', () => {
  const yaml = (text: string): string => refusal({ yaml: PROPOSED.yaml?.replace('Bash(npm test)', text) ?? null });
  for (const wide of ['Bash', 'Bash(*)', '*(npm test)', 'Bash(npm *)', ''])
    assert.match(yaml(wide), /more than one exact/, wide);
});

test('refuses more than one rule, other fields, another id and another end', () => {
  const rule = PROPOSED.yaml ?? '';
  assert.match(refusal({ yaml: rule + rule.replace('permit-x', 'permit-y') }), /not one rule/);
  assert.match(refusal({ yaml: 'x: 1\n' }), /not one rule/);
  assert.match(refusal({ yaml: '- [\n' }), /not one rule/);
  assert.match(refusal({ yaml: `${rule}  forbid: "Read(a)"\n` }), /also says forbid/);
  assert.match(refusal({ ruleId: 'other' }), /id is not the recorded one/);
  assert.match(refusal({ expiresAtMs: AT_MS }), /end is not the recorded one/);
  const late = Date.parse('2028-01-01T00:00:00Z');
  assert.match(refusal({ yaml: rule.replace('2027', '2028'), expiresAtMs: late }), /more than 90 days/);
  assert.match(refusal({ yaml: rule.replace('  expires: 2027-01-01T00:00:00Z\n', '') }), /end is not/);
});
