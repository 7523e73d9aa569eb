import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memberText, withMembers } from './member-text.ts';

test('answers the text of a member exactly as it stands', () => {
  const text = '{ "a" : 1.0 , "b":{"x":[1,2,{"y":"}"}]}, "c":"\\"quoted, {\\\\" }';
  assert.equal(memberText(text, 'a'), '1.0');
  assert.equal(memberText(text, 'b'), '{"x":[1,2,{"y":"}"}]}');
  assert.equal(memberText(text, 'c'), '"\\"quoted, {\\\\"');
  assert.equal(memberText(text, 'd'), null);
});

test('answers nothing for a member that stands there twice, however its name is spelt', () => {
  assert.equal(memberText('{"a":1,"a":2}', 'a'), null);
  assert.equal(memberText('{"a":1,"\\u0061":2}', 'a'), null);
});

test('agrees with the parser on every member of any object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 0, max: 4 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      for (const [name, member] of Object.entries(value)) {
        assert.deepEqual(JSON.parse(memberText(text, name) ?? 'missing'), JSON.parse(JSON.stringify(member)));
      }
    }),
  );
});

test('puts members in front and leaves the rest as it is', () => {
  assert.equal(withMembers('{"a":1.0}', { b: 'x' }), '{"b":"x","a":1.0}');
  assert.equal(withMembers('{ }', { b: 1 }), '{"b":1 }');
});
