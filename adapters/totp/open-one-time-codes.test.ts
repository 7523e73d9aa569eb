import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOneTimeCodes } from './open-one-time-codes.ts';

const codes = openOneTimeCodes();
const secret = new TextEncoder().encode('12345678901234567890');

test('agrees with the examples of RFC 6238, appendix B, of which apps show the last six digits', async () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const) {
    const counter = Math.floor(seconds / 30);
    assert.equal(await codes.counterOf(code, { secret, nowMs: seconds * 1_000 }), counter);
  }
});

test('takes the step before and after, and no other', async () => {
  const at = 1_111_111_109_000;
  const counter = Math.floor(at / 30_000);
  const takes = async (steps: number) => codes.counterOf('081804', { secret, nowMs: at + steps * 30_000 });
  assert.deepEqual(await Promise.all([-2, -1, 0, 1, 2].map(takes)), [null, counter, counter, counter, null]);
});

test('describes a secret as apps take it up', async () => {
  const { uri, secretText } = await codes.describe(secret, 'human:ada');
  assert.equal(secretText, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const url = new URL(uri);
  assert.deepEqual([url.protocol, url.host], ['otpauth:', 'totp']);
  assert.deepEqual(
    ['issuer', 'secret', 'algorithm', 'digits', 'period'].map((name) => url.searchParams.get(name)),
    ['Countersign', secretText, 'SHA1', '6', '30'],
  );
});
