import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expandBraces } from './expand-braces.ts';

function expanded(pattern: string): readonly string[] {
  const result = expandBraces(pattern);
  assert.ok(result.ok, `expand ${pattern}`);
  return result.value;
}

function list(count: number): string {
  return `{${Array.from({ length: count }, (_, index) => index).join(',')}}`;
}

describe('expanding braces', () => {
  it('leaves a pattern without braces alone', () => {
    assert.deepEqual(expanded('a,b'), ['a,b']);
  });

  it('writes out every combination in order', () => {
    assert.deepEqual(expanded('{a,b}-{c,}'), ['a-c', 'a-', 'b-c', 'b-']);
  });

  it('writes out nested groups', () => {
    assert.deepEqual(expanded('{a,{b,c}d}'), ['a', 'bd', 'cd']);
  });

  it('keeps braces without a comma', () => {
    assert.deepEqual(expanded("awk '{print $1}' {}"), ["awk '{print $1}' {}"]);
    assert.deepEqual(expanded('{x{a,b}}'), ['{xa}', '{xb}']);
  });

  it('is the same when done twice', () => {
    assert.deepEqual(expanded('{x{a,b}}').flatMap(expanded), ['{xa}', '{xb}']);
  });

  for (const pattern of ['{', '}', '{a', '{a,b', 'a}b', '{a,{b}']) {
    it(`refuses unbalanced ${pattern}`, () => {
      const result = expandBraces(pattern);
      assert.ok(!result.ok && result.failure.includes('balanced braces'));
    });
  }

  it('accepts 64 alternatives and refuses one more', () => {
    assert.equal(expanded(list(64)).length, 64);
    assert.equal(expandBraces(list(65)).ok, false);
    assert.equal(expandBraces(list(99)).ok, false);
    assert.equal(expanded('{a,b}'.repeat(6)).length, 64);
    assert.equal(expandBraces('{a,b}'.repeat(200)).ok, false);
  });
});
