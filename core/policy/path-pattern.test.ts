import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compilePathPattern,
  concernsPath,
  isAnchored,
  liesWithin,
  matchPath,
  type PathPattern,
} from './path-pattern.ts';

const PLACES = { home: '/home/ada', workspace: '/work/site' };

function pattern(text: string): PathPattern {
  const compiled = compilePathPattern(text);
  assert.ok(compiled.ok, `compile ${text}`);
  return compiled.value;
}

function matches(text: string, path: string): boolean {
  return matchPath(pattern(text), path, PLACES) === 'yes';
}

describe('path patterns', () => {
  it('starts a slash at the root, a tilde at the home and the rest at the workspace', () => {
    assert.equal(matches('/etc/*', '/etc/hosts'), true);
    assert.equal(matches('~/.ssh/**', '/home/ada/.ssh/id_ed25519'), true);
    assert.equal(matches('src/**', '/work/site/src/a/b.ts'), true);
    assert.equal(matches('./src/**', '/work/site/src/a/b.ts'), true);
    assert.equal(matches('src/**', '/work/site2/src/a'), false);
    assert.equal(matches('~/.ssh/**', '/home/adam/.ssh/x'), false);
  });

  it('matches the bases themselves', () => {
    assert.equal(matches('~', '/home/ada'), true);
    assert.equal(matches('.', '/work/site'), true);
    assert.equal(matches('~/a', '/home/ada'), false);
    assert.equal(matches('/', '/'), true);
    assert.equal(matches('/', '/etc'), false);
    assert.equal(matches('/**', '/etc/hosts'), true);
  });

  it('anchors each alternative of braces by itself', () => {
    assert.equal(matches('{~/.aws,/etc/aws}/**', '/home/ada/.aws/credentials'), true);
    assert.equal(matches('{~/.aws,/etc/aws}/**', '/etc/aws/config'), true);
  });

  it('works when the workspace is the root', () => {
    assert.equal(matchPath(pattern('src/*'), '/src/a', { home: '/root', workspace: '/' }), 'yes');
    assert.equal(liesWithin(pattern('src/*'), '/src', { home: '/root', workspace: '/' }), true);
  });

  it('answers too-long unless another alternative matches', () => {
    const path = `/work/site/${'a'.repeat(70_000)}`;
    assert.equal(matchPath(pattern('src/*'), path, PLACES), 'too-long');
    assert.equal(concernsPath(pattern('src/*'), path, PLACES), 'too-long');
    assert.equal(matchPath(pattern('/x/*'), '/y', PLACES), 'no');
  });

  it('concerns the top of a tree when it restricts, but does not cover it', () => {
    assert.equal(matches('/srv/secrets/**', '/srv/secrets'), false);
    assert.equal(concernsPath(pattern('/srv/secrets/**'), '/srv/secrets', PLACES), 'yes');
    assert.equal(concernsPath(pattern('/srv/secrets/**'), '/srv/secrets/key', PLACES), 'yes');
    assert.equal(concernsPath(pattern('/srv/secrets/**'), '/srv', PLACES), 'no');
    assert.equal(concernsPath(pattern('/srv/secrets/*'), '/srv/secrets', PLACES), 'no');
    assert.equal(concernsPath(pattern('~/**'), '/home/ada', PLACES), 'yes');
  });

  it('knows which removals would take the place along', () => {
    assert.equal(liesWithin(pattern('/srv/prod/**/*.key'), '/srv', PLACES), true);
    assert.equal(liesWithin(pattern('/srv/prod/**/*.key'), '/srv/prod', PLACES), true);
    assert.equal(liesWithin(pattern('/srv/prod/**/*.key'), '/srv/prod/x', PLACES), false);
    assert.equal(liesWithin(pattern('/srv/prod/a.key'), '/srv/prod', PLACES), true);
    assert.equal(liesWithin(pattern('~/.ssh/*'), '/home/ada', PLACES), true);
    assert.equal(liesWithin(pattern('**/.env'), '/work/site', PLACES), true);
    assert.equal(liesWithin(pattern('**/.env'), '/work/site/src', PLACES), false);
  });

  it('tells patterns that say where they start', () => {
    assert.deepEqual(['/a', '~', '~/a', 'a', './a', '~a'].map(isAnchored), [true, true, true, false, false, false]);
  });
});

describe('path patterns that are refused', () => {
  for (const [text, wanted] of [
    ['', 'want a path'],
    ['{,a}', 'want a path'],
    ['/srv/../etc', 'want a pattern without . and ..'],
    ['a/./b', 'want a pattern without . and ..'],
    ['/srv/', 'want /srv/** for all that is in the folder'],
    ['//etc/passwd', 'want single slashes'],
    ['/etc//passwd', 'want single slashes'],
    ['~//x', 'want single slashes'],
    ['a\0b', 'want a path'],
    ['{a', 'want balanced braces'],
    ['a'.repeat(513), 'want at most 512'],
  ] as const) {
    it(`says why for ${JSON.stringify(text.slice(0, 20))}`, () => {
      const result = compilePathPattern(text);
      assert.ok(!result.ok);
      assert.ok(result.failure.includes(wanted), result.failure);
    });
  }
});
