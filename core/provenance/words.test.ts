import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsOf, wordsOfName } from './words.ts';

test('compares words as people read them', () => {
  assert.deepEqual(wordsOf('  Sarah  BAKER, sarah.baker@Example.com!'), [
    'sarah',
    'baker',
    'sarah',
    'baker',
    'example',
    'com',
  ]);
  assert.deepEqual(wordsOf('Grüße ＡＢＣ 2025-01-11'), ['grüße', 'abc', '2025', '01', '11']);
  assert.deepEqual(wordsOf(' -- '), []);
});

const NAMES: readonly (readonly [string, string])[] = [
  ['send_email', 'send email'],
  ['GmailSendEmail', 'gmail send email'],
  ['userID', 'user id'],
  ['HTTPServer', 'http server'],
  ['n', 'n'],
  ['', ''],
  ['file-path.2', 'file path 2'],
];

for (const [name, words] of NAMES)
  test(`reads ${JSON.stringify(name)} as programmers write it`, () => assert.equal(wordsOfName(name).join(' '), words));

test('takes time in proportion to the text', () => {
  const startMs = performance.now();
  wordsOf('a-'.repeat(500_000));
  wordsOfName('aB'.repeat(500_000));
  assert.ok(performance.now() - startMs < 2_000);
});
