import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingOf } from './request-standing.ts';

const DENIAL = { answer: 'deny', approver: 'human:ada', note: 'use yarn' };

test('takes for open and for approved only what is', () => {
  assert.deepEqual(standingOf({ status: 'pending', answers: [] }), { state: 'pending', why: '' });
  assert.deepEqual(standingOf({ status: 'approved', answers: [] }), { state: 'approved', why: '' });
  for (const status of ['denied', 'expired', 'consumed', 'cancelled', 'something new'])
    assert.equal(standingOf({ status, answers: [] }).state, 'over', status);
});

test('says who said no, and what they said', () => {
  assert.equal(standingOf({ status: 'denied', answers: [DENIAL] }).why, 'denied by human:ada: use yarn');
  assert.equal(standingOf({ status: 'denied', answers: [{ ...DENIAL, note: '' }] }).why, 'denied by human:ada');
  assert.equal(standingOf({ status: 'expired', answers: [] }).why, 'the request for approval is expired');
});
