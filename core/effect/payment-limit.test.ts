import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOverLimit, PAYMENT_LIMIT } from './payment-limit.ts';

test('draws the line above 50', () => {
  assert.equal(PAYMENT_LIMIT, 50);
  for (const amount of [50, '50', ' 50.00', 0, '', true, 'fifty', '1 000'])
    assert.equal(isOverLimit(amount), false, `${amount}`);
  for (const amount of [50.01, '51', '1,000', -51, '1e9', Number.POSITIVE_INFINITY])
    assert.equal(isOverLimit(amount), true, `${amount}`);
});
