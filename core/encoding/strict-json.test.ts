import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { jsonPath, placeOf, readStrictJson } from './strict-json.ts';

const LIMITS = { maxDepth: 16, maxProblems: 10 };

function problems(text: string): readonly string[] {
  const read = readStrictJson(text, LIMITS);
  return read.ok ? [] : read.failure.map(({ path, found, wanted }) => `${path}: found ${found}, want ${wanted}`);
}

test('reads every JSON value as the platform does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      if (text.includes('"__proto__"')) return;
      assert.deepEqual(readStrictJson(text, LIMITS), { ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 500 },
  );
});

test('refuses what the platform refuses, and accepts nothing else', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '1',
    '-',
    '0',
    '.5',
    'e3',
    'E-1',
    'true',
    'null',
    ' ',
    '\n',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces, '"', '\\u0041', '\\', '\u0001', 'x'), { maxLength: 9 }),
      (parts) => {
        const text = parts.join('');
        const read = readStrictJson(text, LIMITS);
        if (read.ok) assert.deepEqual(read.value, JSON.parse(text));
        else if (!read.failure.some(({ found }) => found.includes('second time')))
          assert.throws(() => JSON.parse(text));
      },
    ),
    { numRuns: 5_000 },
  );
});

test('reads escapes, and every number of the grammar', () => {
  for (const text of ['"\\u00e9\\n\\"\\\\"', '-0', '0.25', '1e3', '1E+2', '-1.5e-2', ' [1 , 2 ] ', '"\\ud83d\\ude00"'])
    assert.deepEqual(readStrictJson(text, LIMITS), { ok: true, value: JSON.parse(text) }, text);
});

test('lists every key that comes twice, by its path', () => {
  assert.deepEqual(problems('{"a":1,"b":[{"c d":1,"c d":2}],"\\u0061":2,"x":{"__proto__":1}}'), [
    '$.b[0]["c d"]: found the same key a second time, want each key once',
    '$.a: found the same key a second time, want each key once',
    '$.x.__proto__: found the key __proto__, want another key',
  ]);
});

test('says where the grammar is broken', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', '$: found the end at line 1, column 1, want a JSON value'],
    ['{"a":1}\nso', '$: found "s" at line 2, column 1, want the end after one JSON value'],
    ['{"a" 1}', '$: found "1" at line 1, column 6, want a colon behind a key'],
    ['{a:1}', '$: found "a" at line 1, column 2, want a key in double quotes'],
    ['{"a":1 "b":2}', '$: found "\\"" at line 1, column 8, want a comma or } behind a member'],
    ['[1 2]', '$: found "2" at line 1, column 4, want a comma or ] behind an item'],
    ['[1,\n x]', '$[1]: found "x" at line 2, column 2, want a JSON value'],
    ['{"a":}', '$.a: found "}" at line 1, column 6, want a JSON value'],
    ['"a', '$: found the end at line 1, column 3, want a string without control characters, and its closing quote'],
    ['"\\x"', '$: found "\\\\" at line 1, column 2, want an escape of JSON'],
    ['"\\u00g0"', '$: found "\\\\" at line 1, column 2, want an escape of JSON'],
    ['"\\', '$: found "\\\\" at line 1, column 2, want an escape of JSON'],
    [
      '{"a\n":1}',
      '$: found "\\n" at line 1, column 4, want a string without control characters, and its closing quote',
    ],
    ['-x', '$: found "x" at line 1, column 2, want a digit'],
    ['01', '$: found the end at line 1, column 3, want no zero before a number'],
    ['-01', '$: found the end at line 1, column 4, want no zero before a number'],
    ['1.', '$: found the end at line 1, column 3, want a digit behind the point'],
    ['1e', '$: found the end at line 1, column 3, want a digit in the exponent'],
    ['1e999', '$: found the end at line 1, column 6, want a number of double precision'],
    ['\u{1f600}', '$: found "\u{1f600}" at line 1, column 1, want a JSON value'],
  ];
  for (const [text, problem] of cases) assert.deepEqual(problems(text), [problem], text);
});

test('bounds depth and the number of problems', () => {
  assert.deepEqual(problems(`${'['.repeat(16)}${']'.repeat(16)}`), []);
  assert.match(problems('['.repeat(1_000_000))[0] ?? '', /want nesting of at most 16 levels$/);
  assert.equal(problems(`{${Array.from({ length: 30 }, () => '"a":1').join(',')}}`).length, 10);
});

test('writes paths and places for people', () => {
  assert.equal(jsonPath(['a', 0, 'b c', '']), '$.a[0]["b c"][""]');
  assert.equal(placeOf('a\nbc\n', 3), 'line 2, column 2');
});

test('takes time in proportion to the text, for text made to be slow', () => {
  for (const text of ['"'.repeat(500_000), `"${'\\'.repeat(1_000_000)}"`, ' '.repeat(1_000_000), '1'.repeat(500_000)]) {
    const started = process.cpuUsage();
    readStrictJson(text, LIMITS);
    assert.ok(process.cpuUsage(started).user < 1_000_000);
  }
});
