import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { WireJson } from '../../../sdk/wire.ts';
import { editJson } from './edit-json.ts';

const LAYOUT = { indent: '  ', lineBreak: '\n' };

test('adds behind what is there, and keeps how that is written', () => {
  const text = '{\n    "a": [1,2],   "b":{"c" : null},\n    "d": "\\u0041"\n}\n';
  const after = editJson(
    text,
    { a: [1, 2, { x: [] }], b: { c: null }, d: 'A', e: { f: 1 } },
    { indent: '    ', lineBreak: '\n' },
  );
  assert.equal(
    after,
    '{\n    "a": [1,2,\n        {\n            "x": []\n        }],   "b":{"c" : null},\n    "d": "\\u0041",\n    "e": {\n        "f": 1\n    }\n}\n',
  );
});

test('takes out with its comma what is not wanted, wherever it stands', () => {
  const text = '{ "a": 1, "b": 2, "c": 3, "d": [1, 2, 3] }';
  assert.equal(editJson(text, { b: 2, d: [2] }, LAYOUT), '{ "b": 2, "d": [2] }');
  assert.equal(editJson(text, { a: 1 }, LAYOUT), '{ "a": 1 }');
  assert.equal(editJson(text, {}, LAYOUT), '{}');
  assert.equal(editJson(text, { a: 1, b: 2, c: 3, d: [1, 2, 3] }, LAYOUT), text);
});

test('refuses comments and keys that stand twice', () => {
  assert.equal(editJson('{ /* x */ }', { a: 1 }, LAYOUT), null);
  assert.equal(editJson('{ "a": 1, "a": 2 }', { a: 1 }, LAYOUT), null);
});

test('says exactly what is wanted, whatever the text was, and goes back where something was only added', () => {
  const { json } = fc.letrec<{ json: WireJson }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<WireJson>(null, true, 1, -2.5, 'x', 'é"\\'),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), tie('json'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const indent = fc.constantFrom('', ' ', '  ', '\t');
  fc.assert(
    fc.property(json, json, indent, (before, wanted, space) => {
      const text = JSON.stringify(before, null, space);
      const after = editJson(text, wanted, LAYOUT);
      assert.ok(after !== null, `${text} to ${JSON.stringify(wanted)}`);
      assert.deepEqual(JSON.parse(after), wanted);
      const whole = { first: before, second: 1 };
      const wholeText = JSON.stringify(whole, null, space);
      const more = editJson(wholeText, { ...whole, third: wanted }, LAYOUT) ?? '';
      assert.equal(editJson(more, whole, LAYOUT), wholeText);
    }),
    { numRuns: 500 },
  );
});
