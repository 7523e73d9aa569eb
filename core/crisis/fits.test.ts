import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FitsShelf, openFits } from './fits.ts';

describe('What fits at a place', () => {
  test('is rows of words by their first, and beginnings', () => {
    const { rows, beginnings } = openFits('a|b_c|b_d|suicid*|Größe');
    assert.deepEqual([...rows.keys()], ['a', 'b', 'grosse', 'groesse']);
    assert.deepEqual(rows.get('b'), [['c'], ['d']]);
    assert.deepEqual(rows.get('a'), [[]]);
    assert.deepEqual(beginnings, ['suicid']);
  });

  test('stays open on the shelf until much else was met', () => {
    const shelf = new FitsShelf();
    const first = shelf.of('a|b');
    assert.equal(shelf.of('a|b'), first);
    for (let index = 0; index < 3_000; index++) shelf.of(`word${index}`);
    const again = shelf.of('a|b');
    assert.notEqual(again, first);
    assert.deepEqual(again, first);
  });
});
