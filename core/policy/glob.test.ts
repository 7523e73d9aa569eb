import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileGlob, GLOB_LIMITS, type GlobDialect, literalPrefix, matchGlob } from './glob.ts';

function matches(pattern: string, text: string, dialect: GlobDialect = 'path'): boolean {
  const glob = compileGlob(pattern, dialect);
  assert.ok(glob.ok, `compile ${pattern}`);
  return matchGlob(glob.value, text) === 'yes';
}

describe('glob over paths', () => {
  it('keeps a star within one folder', () => {
    assert.equal(matches('src/*.ts', 'src/a.ts'), true);
    assert.equal(matches('src/*.ts', 'src/deep/a.ts'), false);
    assert.equal(matches('src/*', 'src/'), true);
  });

  it('lets two stars cross folders', () => {
    assert.equal(matches('src/**', 'src/deep/a.ts'), true);
    assert.equal(matches('src/**', 'src'), false);
    assert.equal(matches('a**z', 'a/b/z'), true);
  });

  it('reads a leading folder wildcard as any number of folders, none included', () => {
    assert.equal(matches('**/.env', '.env'), true);
    assert.equal(matches('**/.env', 'a/b/.env'), true);
    assert.equal(matches('**/.env', 'a/b.env'), false);
    assert.equal(matches('a/**/b/**/c', 'a/b/c'), true);
    assert.equal(matches('a/**/b/**/c', 'a/x/b/y/z/c'), true);
    assert.equal(matches('a/**/*.ts', 'a/x.ts'), true);
  });

  it('keeps a question mark to one character that is no slash', () => {
    assert.equal(matches('a?c', 'abc'), true);
    assert.equal(matches('a?c', 'a/c'), false);
    assert.equal(matches('a?c', 'ac'), false);
  });

  it('takes every other character literally', () => {
    assert.equal(matches('app/[id]/page.tsx', 'app/[id]/page.tsx'), true);
    assert.equal(matches('app/[id]', 'app/i'), false);
    assert.equal(matches('a+(b)\\', 'a+(b)\\'), true);
  });

  it('matches whole texts only', () => {
    assert.equal(matches('a*b', 'xaab'), false);
    assert.equal(matches('a*b', 'aabx'), false);
    assert.equal(matches('ab*ba', 'aba'), false);
  });

  it('lets braces stand for each alternative', () => {
    assert.equal(matches('{src,test}/**/*.{ts,tsx}', 'test/a/b.tsx'), true);
    assert.equal(matches('{src,test}/**/*.{ts,tsx}', 'docs/b.ts'), false);
  });

  it('reads three stars as a crossing run', () => {
    assert.equal(matches('a/***/b', 'a/x/y/b'), true);
  });
});

describe('glob over text', () => {
  it('lets a star match any run, slashes included', () => {
    assert.equal(matches('npm run *', 'npm run a/b; c', 'text'), true);
    assert.equal(matches('*.example.com', 'a.b.example.com', 'text'), true);
    assert.equal(matches('*.example.com', 'example.com', 'text'), false);
    assert.equal(matches('a**b?c', 'axxbyc', 'text'), true);
  });
});

describe('glob over a permitted command', () => {
  it('matches plain words', () => {
    assert.equal(matches('npm run *', 'npm run build --if-present', 'command'), true);
    assert.equal(matches('npm run ?', 'npm run\tx', 'command'), false);
    assert.equal(matches('npm *', 'npm \trun', 'command'), true);
  });

  for (const tail of [';', '&', '|', '<', '>', '`', '$', '(', ')', '\n', '\r', '\0', '\u007f']) {
    it(`never lets a wildcard stand for ${JSON.stringify(tail)}`, () => {
      assert.equal(matches('npm run *', `npm run x${tail}rm`, 'command'), false);
      assert.equal(matches('npm run x?rm', `npm run x${tail}rm`, 'command'), false);
    });
  }

  it('lets the pattern hold shell syntax literally', () => {
    assert.equal(matches('make | tee *.log', 'make | tee a.log', 'command'), true);
  });
});

describe('bounds of a glob', () => {
  it('refuses an empty and an overlong pattern', () => {
    assert.deepEqual(compileGlob('', 'text'), {
      ok: false,
      failure: 'found an empty pattern, want at least one character',
    });
    assert.equal(compileGlob('a'.repeat(GLOB_LIMITS.patternLength), 'text').ok, true);
    const long = compileGlob('a'.repeat(GLOB_LIMITS.patternLength + 1), 'text');
    assert.deepEqual(long, { ok: false, failure: 'found a pattern of 513 characters, want at most 512' });
  });

  it('refuses braces that do not balance or stand for too much', () => {
    assert.equal(compileGlob('{a,b', 'text').ok, false);
    assert.equal(compileGlob('{a,b}'.repeat(7), 'text').ok, false);
  });

  it('answers too-long instead of reading an overlong text', () => {
    const glob = compileGlob('*', 'text');
    assert.ok(glob.ok);
    assert.equal(matchGlob(glob.value, 'a'.repeat(GLOB_LIMITS.textLength)), 'yes');
    assert.equal(matchGlob(glob.value, 'a'.repeat(GLOB_LIMITS.textLength + 1)), 'too-long');
  });

  it('stays within pattern times text on a pattern made to backtrack', () => {
    const glob = compileGlob(`${'*a'.repeat(200)}b*`, 'text');
    assert.ok(glob.ok);
    const started = process.cpuUsage();
    assert.equal(matchGlob(glob.value, 'a'.repeat(4_000)), 'no');
    assert.ok(process.cpuUsage(started).user < 2_000_000);
  });
});

describe('the literal beginning of a pattern', () => {
  it('ends at the first wildcard', () => {
    assert.equal(literalPrefix('/srv/a?b*'), '/srv/a');
    assert.equal(literalPrefix('/srv'), '/srv');
  });
});
