import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkScope } from './check-scope.ts';

const status = (touched: readonly string[], scope: readonly string[]): string => checkScope(touched, scope).status;

describe('A change is in scope', () => {
  test('where every path is named, in a named folder, or matched', () => {
    assert.equal(
      status(['src/a.ts', 'docs/x/y.md', 'test/a.test.ts'], ['src/a.ts', 'docs/', 'test/*.test.ts']),
      'passed',
    );
    assert.equal(status(['a/b/c'], ['a']), 'passed');
    assert.equal(status([], []), 'passed');
  });
  test('with a special file only where that is named outright', () => {
    const path = '.github/workflows/ci.yml';
    assert.equal(status([path], ['**']), 'failed');
    assert.equal(status([path], ['.github/']), 'failed');
    assert.equal(status([path], [path]), 'passed');
    assert.equal(status(['.env'], ['*']), 'failed');
  });
});

describe('A change is out of scope', () => {
  const scope = ['src/a.ts', 'docs/'];
  for (const path of ['src/b.ts', 'SRC/a.ts', 'docsx/a', 'src/a.ts.bak']) {
    test(`at ${path}`, () => assert.equal(status(['src/a.ts', path], scope), 'failed'));
  }
  test('at a path that is refused, or not written as it is kept, whatever the scope', () => {
    for (const path of ['../x', '.git/config', '/etc/passwd', './src/a.ts', 'docs//x']) {
      assert.equal(status([path], ['**']), 'failed');
      assert.notEqual(status([path], ['**', path]), 'passed');
    }
  });
  test('without a scope', () => assert.equal(status(['a'], []), 'failed'));
  test('and names ten of what it found', () => {
    const { detail } = checkScope(
      Array.from({ length: 12 }, (_, index) => `x${index}`),
      scope,
    );
    assert.match(detail, /"x0", .*"x9" and 2 more$/);
  });
});

test('does not pass a scope that cannot be read', () => {
  assert.equal(status(['a'], ['{a']), 'not-run');
});
