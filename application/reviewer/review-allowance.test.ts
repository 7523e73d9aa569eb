import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REVIEW_ALLOWANCE, ReviewAllowance } from './review-allowance.ts';

test('a principal has so many reviews a minute, and others are not held up by it', () => {
  const allowance = new ReviewAllowance();
  const one = (principal: string, nowMs: number): boolean => {
    const begun = allowance.begin(principal, nowMs);
    if (begun) allowance.end();
    return begun;
  };
  for (let count = 0; count < REVIEW_ALLOWANCE.perMinute; count++) assert.equal(one('agent:a', 1_000), true);
  assert.equal(one('agent:a', 60_999), false);
  assert.equal(one('agent:b', 60_999), true);
  assert.equal(one('agent:a', 61_000), true);
});

test('so many run at once', () => {
  const allowance = new ReviewAllowance();
  for (let count = 0; count < REVIEW_ALLOWANCE.atOnce; count++)
    assert.equal(allowance.begin(`agent:${count}`, 0), true);
  assert.equal(allowance.begin('agent:late', 0), false);
  allowance.end();
  assert.equal(allowance.begin('agent:late', 0), true);
});

test('principals without end do not fill the memory, and take nothing from those that were counted last', () => {
  const allowance = new ReviewAllowance();
  for (let count = 0; count <= REVIEW_ALLOWANCE.principals; count++) {
    allowance.begin(`agent:${count}`, 0);
    allowance.end();
  }
  for (let count = 1; count < REVIEW_ALLOWANCE.perMinute; count++) {
    assert.equal(allowance.begin(`agent:${REVIEW_ALLOWANCE.principals}`, 0), true);
    allowance.end();
  }
  assert.equal(allowance.begin(`agent:${REVIEW_ALLOWANCE.principals}`, 0), false);
});
