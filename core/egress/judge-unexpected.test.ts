import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeUnexpected, UNEXPECTED_LIMITS } from './judge-unexpected.ts';

const AT = { blockedAddresses: 0, unknownHosts: 0, isNew: true };

test('freezes at the first attempt at a blocked address', () => {
  assert.equal(judgeUnexpected('blocked-address', { ...AT, blockedAddresses: 1 }, UNEXPECTED_LIMITS), 'freeze');
});

test('tells of every unknown host once, and freezes when there are too many', () => {
  assert.equal(judgeUnexpected('unknown-host', { ...AT, unknownHosts: 1 }, UNEXPECTED_LIMITS), 'notify');
  assert.equal(judgeUnexpected('unknown-host', { ...AT, unknownHosts: 1, isNew: false }, UNEXPECTED_LIMITS), 'none');
  assert.equal(judgeUnexpected('unknown-host', { ...AT, unknownHosts: 25 }, UNEXPECTED_LIMITS), 'freeze');
});

test('never freezes where the limit is zero', () => {
  const limits = { blockedAddresses: 0, unknownHosts: 0 };
  assert.equal(judgeUnexpected('blocked-address', { ...AT, blockedAddresses: 9 }, limits), 'notify');
  assert.equal(judgeUnexpected('unknown-host', { ...AT, unknownHosts: 900 }, limits), 'notify');
});

test('says nothing of what is not unexpected', () => {
  assert.equal(judgeUnexpected('none', { ...AT, blockedAddresses: 5 }, UNEXPECTED_LIMITS), 'none');
});
