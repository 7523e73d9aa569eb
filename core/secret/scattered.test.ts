import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isScattered } from './scattered.ts';
import { ALPHABETS, drawn } from './testing/drawn.ts';

describe('Letters and digits', () => {
  test('of drawn texts are scattered', () => {
    let seen = 0;
    for (let seed = 1; seed <= 200; seed++)
      for (const alphabet of [ALPHABETS.mixed, ALPHABETS.small])
        if (isScattered(drawn(16, { of: alphabet, seed }))) seen += 1;
    assert.ok(seen >= 380, `${seen} of 400`);
  });

  test('of words, names and identifiers are not', () => {
    for (const text of [
      'correct-horse-battery-staple',
      'getElementsByClassName',
      'MAX_RETRY_ATTEMPTS_REACHED',
      'node_modules/.bin/typescript',
      'application/vnd.github.v3+json',
      'encodeURIComponent',
      'passwordPlaceholder2',
      'Q1w2',
      '1234567890',
      '',
    ])
      assert.equal(isScattered(text), false, text);
  });
});
