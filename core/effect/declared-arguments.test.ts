import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../encoding/json.ts';
import { applies, firstName, textsAt } from './declared-arguments.ts';

describe('A declared argument', () => {
  const args: JsonObject = {
    path: 'a',
    many: ['a', 2],
    files: [{ path: 'x' }, { path: 'y' }, { other: 1 }],
    one: { path: 'z' },
    none: null,
  };
  const cases: readonly (readonly [string, readonly string[] | null])[] = [
    ['path', ['a']],
    ['many', ['a', '2']],
    ['many[]', ['a', '2']],
    ['files[].path', ['x', 'y']],
    ['one.path', ['z']],
    ['one[].path', ['z']],
    ['one', null],
    ['none', null],
    ['missing', null],
    ['path.deeper', null],
    ['constructor', null],
  ];
  for (const [path, texts] of cases)
    test(`${path} holds ${JSON.stringify(texts)}`, () => assert.deepEqual(textsAt(args, path), texts));

  test('stands for something where it is missing', () => {
    assert.deepEqual(textsAt({}, 'a', '.'), ['.']);
    assert.deepEqual(textsAt({ a: null }, 'a', '.'), ['.']);
    assert.equal(textsAt({ a: {} }, 'a', '.'), null);
  });

  test('with too many texts is not read', () => assert.equal(textsAt({ a: new Array(65).fill('x') }, 'a'), null));

  test('starts with a name', () => {
    assert.deepEqual(['a', 'a[]', 'a[].b', 'a.b'].map(firstName), ['a', 'a', 'a', 'a']);
  });
});

describe('A condition', () => {
  const reads = { argument: 'method', words: ['get', 'head'], wanted: true, missing: 'get' };
  test('compares words, numbers and flags', () => {
    assert.ok(applies(reads, { method: ' GET ' }));
    assert.ok(!applies(reads, { method: 'POST' }));
    assert.ok(applies({ ...reads, wanted: false }, { method: 'POST' }));
    assert.ok(applies({ argument: 'dry', words: ['true'], wanted: true, missing: null }, { dry: true }));
  });

  test('has a default, or fails without one unless it asks for that', () => {
    assert.ok(applies(reads, {}));
    assert.ok(!applies({ ...reads, missing: null }, {}));
    assert.ok(applies({ ...reads, missing: null, wanted: false }, {}));
  });

  test('holds for what is no word, so that nothing is left out', () => {
    assert.ok(applies(reads, { method: ['POST'] }));
    assert.ok(applies({ ...reads, wanted: false }, { method: { a: 1 } }));
  });
});
