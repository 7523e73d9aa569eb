import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { compileGlob, type GlobDialect, matchGlob } from './glob.ts';
import { globCovers } from './glob-covers.ts';

describe('one pattern covering another', () => {
  it('is seen for equal patterns, literal texts and closing wildcards', () => {
    assert.equal(globCovers('a*b', 'a*b', 'text'), true);
    assert.equal(globCovers('npm *', 'npm run *', 'text'), true);
    assert.equal(globCovers('*', 'anything?', 'text'), true);
    assert.equal(globCovers('/srv/**', '/srv/a/*.ts', 'path'), true);
    assert.equal(globCovers('/srv/*.ts', '/srv/a.ts', 'path'), true);
    assert.equal(globCovers('{a,b}*', '{b1,a2}', 'text'), true);
  });

  it('is not claimed where it is not sure', () => {
    assert.equal(globCovers('/srv/*', '/srv/a*', 'path'), false);
    assert.equal(globCovers('/srv/**', '/srvx/**', 'path'), false);
    assert.equal(globCovers('npm run *', 'npm *', 'text'), false);
    assert.equal(globCovers('{a,b}', 'c', 'text'), false);
    assert.equal(globCovers('{a', 'a', 'text'), false);
    assert.equal(globCovers('a', 'a}', 'text'), false);
    assert.equal(globCovers('', 'a', 'text'), false);
  });

  it('means that no text is matched by the narrow pattern alone', () => {
    const patterns = fc.array(fc.constantFrom('*', '**', '?', '/', 'a', 'b', '{a,b/}'), { minLength: 1, maxLength: 5 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 6 });
    const dialects = fc.constantFrom<GlobDialect>('path', 'text');
    const runs = fc.record({ wide: patterns, narrow: patterns, text: texts, dialect: dialects });
    fc.assert(
      fc.property(runs, ({ wide, narrow, text, dialect }) => {
        const [wideGlob, narrowGlob] = [compileGlob(wide.join(''), dialect), compileGlob(narrow.join(''), dialect)];
        if (!wideGlob.ok || !narrowGlob.ok || !globCovers(wide.join(''), narrow.join(''), dialect)) return;
        if (matchGlob(narrowGlob.value, text) === 'yes') assert.equal(matchGlob(wideGlob.value, text), 'yes');
      }),
      { numRuns: 20_000 },
    );
  });
});
