import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { redactSecrets } from './redact-secrets.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

const AWS = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;

describe('A text without its secrets', () => {
  test('says what stood where, and of which kind', () => {
    const { text, found } = redactSecrets(`id ${AWS}, again ${AWS}.`);
    assert.equal(text, 'id [redacted aws-access-key-id], again [redacted aws-access-key-id].');
    assert.deepEqual(
      found.map(({ start, end }) => [start, end]),
      [
        [3, 23],
        [31, 51],
      ],
    );
  });

  test('holds none any more', () => assert.deepEqual(redactSecrets(redactSecrets(AWS).text).found, []));

  test('is the text itself where there was none', () => {
    assert.deepEqual(redactSecrets('plain'), { text: 'plain', found: [] });
  });
});
