import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileAllowedSecrets } from './allow-secrets.ts';

const places = { home: '/home/ada', workspace: '/home/ada/site' };
const at = (path: string | null, isMarked = false) => ({ path, isMarked, places });

describe('What the operator lets stand', () => {
  test('is of a kind and at a path', () => {
    const allows = compileAllowedSecrets([{ kind: 'json-web-token', path: 'test/**', inline: false }]);
    assert.ok(allows('json-web-token', at('/home/ada/site/test/a.ts')));
    assert.ok(!allows('private-key', at('/home/ada/site/test/a.ts')));
    assert.ok(!allows('json-web-token', at('/home/ada/site/src/a.ts')));
    assert.ok(!allows('json-web-token', at(null)));
  });

  test('is of every kind where a star says so', () => {
    assert.ok(
      compileAllowedSecrets([{ kind: '*', path: '**/fixtures/**', inline: false }])(
        'x',
        at('/home/ada/site/a/fixtures/b'),
      ),
    );
  });

  test('needs the mark on the line where it is asked for', () => {
    const allows = compileAllowedSecrets([{ kind: 'npm-token', path: null, inline: true }]);
    assert.ok(allows('npm-token', at(null, true)));
    assert.ok(!allows('npm-token', at('/home/ada/site/a')));
  });

  test('is nothing where nothing is said, or a pattern cannot be read', () => {
    assert.ok(!compileAllowedSecrets([])('x', at('/a', true)));
    assert.ok(!compileAllowedSecrets([{ kind: '*', path: 'a/', inline: false }])('x', at('/home/ada/site/a/b')));
  });
});
