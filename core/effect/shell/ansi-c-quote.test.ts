import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnsiCQuote } from './ansi-c-quote.ts';

const CASES: readonly (readonly [string, string | null])[] = [
  ["plain'rest", 'plain'],
  ["'", ''],
  ["it\\'s'", "it's"],
  ["\\n\\t\\\\'", '\n\t\\'],
  ["\\a\\b\\e\\E\\f\\r\\v'", '\u0007\b\u001b\u001b\f\r\v'],
  ["\\x72\\x6d'", 'rm'],
  ["\\x7'", '\u0007'],
  ["\\162\\155'", 'rm'],
  ["\\u0072\\U00000072'", 'rr'],
  ["\\UFFFFFFFF'", ''],
  ["\\x'", ''],
  ["\\q'", 'q'],
  ["a\\0b'", 'a'],
  ['open', null],
  ['open\\', null],
];

for (const [text, expected] of CASES) {
  test(`reads $'${text} as ${JSON.stringify(expected)}`, () => {
    assert.equal(readAnsiCQuote(text, 0)?.value ?? null, expected);
  });
}

test('says where the text goes on', () => assert.equal(readAnsiCQuote("xx$'a'b", 4)?.end, 6));
