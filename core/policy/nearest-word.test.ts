import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearestWord, suggestWord } from './nearest-word.ts';

const KNOWN = ['forbid', 'permit', 'ask', 'not_match'];

describe('the word that was meant', () => {
  it('is the nearest known one, in any case', () => {
    assert.equal(nearestWord('fobid', KNOWN), 'forbid');
    assert.equal(nearestWord('Permitt', KNOWN), 'permit');
    assert.equal(nearestWord('not-match', KNOWN), 'not_match');
    assert.equal(nearestWord('as', KNOWN), 'ask');
  });

  it('is none when nothing is near', () => {
    assert.equal(nearestWord('deny', KNOWN), null);
    assert.equal(nearestWord('x'.repeat(65), ['x'.repeat(64)]), null);
  });

  it('comes first in a suggestion', () => {
    assert.equal(suggestWord('aks', ['ask', 'allow']), 'one of ask, allow');
    assert.equal(suggestWord('asc', ['ask', 'allow']), 'ask (known: ask, allow)');
  });
});
