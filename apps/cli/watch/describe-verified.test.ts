import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifiedText } from './describe-verified.ts';

const SEEN = {
  kind: 'verification',
  log_index: 7,
  at_ms: 0,
  action_id: '0190a0b0-0000-7000-8000-000000000001',
  session: 's',
  outcome: 'human',
  stands: true,
  failed: ['tests'],
} as const;

test('says of a change that a person must look at it, and what did not pass', () => {
  assert.match(verifiedText(SEEN) ?? '', /stands, and a person must look at it \(not passed: tests\)/);
});

test('says that a rejected change stands where it could not be taken back', () => {
  const text = verifiedText({ ...SEEN, outcome: 'rollback', failed: [] });
  assert.match(text ?? '', /could not be taken back, and STANDS \(its checks gave no answer\)/);
});

test('says nothing of what nobody needs to look at', () => {
  assert.equal(verifiedText({ ...SEEN, outcome: 'commit', failed: [] }), null);
  assert.equal(verifiedText({ ...SEEN, outcome: 'fix' }), null);
  assert.equal(verifiedText({ ...SEEN, outcome: 'rollback', stands: false }), null);
});

test('makes visible what a name of a check hides', () => {
  assert.ok(!(verifiedText({ ...SEEN, failed: ['te\u001b[2Jsts'] }) ?? '').includes('\u001b'));
});
