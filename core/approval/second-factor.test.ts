import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECOND_FACTORS, type SecondFactor } from './second-factor.ts';

test('lists every kind of evidence that a second factor can be', () => {
  const kinds: { readonly [kind in SecondFactor['kind']]: true } = { totp: true, passkey: true };
  assert.deepEqual([...SECOND_FACTORS].sort(), Object.keys(kinds).sort());
});
