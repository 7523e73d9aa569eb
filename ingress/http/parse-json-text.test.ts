import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseJsonText } from './parse-json-text.ts';

const DEEP = { maxDepth: 64 };

test('reads every JSON value as the platform does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      const parsed = parseJsonText(text, DEEP);
      if (text.includes('"__proto__"')) return;
      assert.deepEqual(parsed, { ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 500 },
  );
});

test('refuses a key that comes twice, wherever and however it is spelt', () => {
  const twice = ['{"a":1,"a":1}', '[{"b":{"a":1,"a":2}}]', '{"a":1,"\\u0061":2}', '{"":1,"":2}', '{"a:":1,"a:":2}'];
  for (const text of twice) assert.equal(parseJsonText(text, DEEP).ok, false, text);
  const once = ['{"a":":","b":"\\":"}', '{"a\\"":1,"a":2}', '{"a\\\\":1,"a":[":"]}', '":"', '{"a":{"a":{"a":1}}}'];
  for (const text of once) assert.equal(parseJsonText(text, DEEP).ok, true, text);
});

test('refuses a duplicate put into any object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (object, key) => {
      const members = Object.entries(object).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
      const extra = `${JSON.stringify(key)}:0`;
      const text = `{${[extra, ...members, extra].join(',')}}`;
      assert.equal(parseJsonText(text, DEEP).ok, false);
    }),
  );
});

test('refuses the key __proto__ and depth beyond the limit', () => {
  for (const text of ['{"__proto__":1}', '{"a":[{"__proto__":{}}]}', '{"\\u005f_proto__":1}']) {
    assert.equal(parseJsonText(text, DEEP).ok, false, text);
  }
  assert.equal(parseJsonText(`${'['.repeat(64)}${']'.repeat(64)}`, DEEP).ok, true);
  assert.equal(parseJsonText(`${'['.repeat(65)}${']'.repeat(65)}`, DEEP).ok, false);
  assert.equal(parseJsonText('['.repeat(2_000_000), DEEP).ok, false);
});

test('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      assert.equal(typeof parseJsonText(text, DEEP).ok, 'boolean');
    }),
    { numRuns: 1_000 },
  );
});

test('takes time in proportion to the text, for text made to be slow', () => {
  const slow = ['"'.repeat(1_000_001), '\\'.repeat(2_000_000), `"${'\\'.repeat(2_000_000)}"`, ':'.repeat(2_000_000)];
  for (const text of slow) {
    const started = process.cpuUsage();
    parseJsonText(text, DEEP);
    assert.ok(process.cpuUsage(started).user < 1_000_000);
  }
});
