import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { redactNamed } from './redact-named.ts';
import { redactSecrets } from './redact-secrets.ts';

/** Parts of keys, so that no scanner takes this file for a leak. */
const TOKEN = ['ghp', 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2'].join('_');
const PASSWORD = ['q7Hd92kLm', 'Zx81Vt4'].join('');
const KEY = ['kB8vQz3wT1nXc5Lr9Y', 'pHs2Jd7Gf4Mb6Ra0UeWiOo'].join('');

describe('A text under a name', () => {
  test('is a secret where its name says so', () => {
    assert.equal(redactNamed('db_password', PASSWORD).text, '[redacted assigned-password]');
    assert.equal(redactNamed('aws_secret_access_key', KEY).text.includes(KEY), false);
    assert.equal(redactNamed('Authorization', `Bearer ${KEY}`).text, 'Bearer [redacted assigned-key]');
  });

  test('loses what it would lose without the name, wherever that stands', () => {
    const text = `one ${TOKEN}, two ${TOKEN}.`;
    for (const name of ['note', '', 'x'.repeat(200), 'quo"ted\\\n']) {
      const { text: redacted, found } = redactNamed(name, text);
      assert.deepEqual([redacted, found], [redactSecrets(text).text, redactSecrets(text).found]);
    }
  });

  test('is not a secret because its name holds one', () => {
    assert.deepEqual(redactNamed(TOKEN, 'plain words'), { text: 'plain words', found: [] });
  });

  test('stays as it is where neither says anything', () => {
    for (const [name, text] of [
      ['note', PASSWORD],
      ['password', 'the word you chose'],
      ['nextPageToken', KEY],
      ['db_password', ''],
    ] as const) {
      assert.deepEqual(redactNamed(name, text), { text, found: [] });
    }
  });
});
