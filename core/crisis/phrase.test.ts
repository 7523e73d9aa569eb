import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EDGES } from './fits.ts';
import { findPhrases, findSpread, phraseTable, placeReader, vocabularyOf } from './phrase.ts';
import { wordsOf } from './words.ts';

function found(line: string, text: string): readonly string[] {
  const words = wordsOf(text);
  return findPhrases(words, phraseTable([[line, true]])).map(({ from, to }) => words.slice(from, to).join(' '));
}

describe('findPhrases', () => {
  test('finds words in a row, and any of several', () => {
    assert.deepEqual(found('kill|end myself|it', 'i kill myself, end it, kill time'), ['kill myself', 'end it']);
  });

  test('finds words by their beginning, at the first place and later', () => {
    assert.deepEqual(found('suicid* thought*', 'suicidal thoughts, suicide thought'), [
      'suicidal thoughts',
      'suicide thought',
    ]);
  });

  test('leaves out what may be left out', () => {
    assert.deepEqual(found('want ?to ?really die', 'want die, want to die, want to really die'), [
      'want die',
      'want to die',
      'want to really die',
    ]);
  });

  test('lets up to three words stand in a gap', () => {
    assert.deepEqual(found('took .. pills', 'took pills; took a lot of pills'), ['took pills', 'took a lot of pills']);
    assert.deepEqual(found('took .. pills', 'took all of the many pills'), []);
    assert.deepEqual(found('took .. pills', 'took a'), []);
  });

  test('lets up to six words stand in a wide gap', () => {
    assert.deepEqual(found('took ... pills', 'took all of the many white pills'), ['took all of the many white pills']);
    assert.deepEqual(found('took ... pills', 'took a b c d e f g pills'), []);
  });

  test('takes rows of words for one, and whole classes by their name', () => {
    const words = wordsOf('end my life, end it all, end of file');
    const reader = placeReader({ life: 'my_life it_all', what: '{life} everything' });
    const spans = findPhrases(words, phraseTable([['end {what}|nothing', true]], reader));
    assert.deepEqual(
      spans.map(({ from, to }) => words.slice(from, to).join(' ')),
      ['end my life', 'end it all'],
    );
    assert.deepEqual(findPhrases(words, phraseTable([['end {nobody}', true]], reader)), []);
  });

  test('lets a German umlaut be written as two letters', () => {
    assert.deepEqual(found('möchte sterben', 'möchte sterben, moechte sterben, mochte sterben'), [
      'mochte sterben',
      'moechte sterben',
      'mochte sterben',
    ]);
  });

  test('goes on where a word fits twice', () => {
    assert.deepEqual(found('a .. b c', 'a b x b c'), ['a b x b c']);
  });

  test('takes a row of signs for as many words, with a gap before the first', () => {
    assert.deepEqual(found('不想活', '我不想活了'), ['不 想 活']);
    assert.deepEqual(found('我 .. 不想 活|死', '我真的不想活'), ['我 真 的 不 想 活']);
  });

  test('knows where a sentence begins and where it ends', () => {
    const table = phraseTable([['^ ?ok bye $', true]]);
    const isWhole = (...words: readonly string[]): boolean =>
      findPhrases([EDGES.begin, ...words, EDGES.end], table).length > 0;
    assert.equal(isWhole('ok', 'bye'), true);
    assert.equal(isWhole('bye'), true);
    assert.equal(isWhole('bye', 'bug'), false);
    assert.equal(isWhole('good', 'bye'), false);
  });

  test('is linear in the length of the text', () => {
    const table = phraseTable([['i .. want .. to .. die', true]]);
    assert.deepEqual(findPhrases(wordsOf('i want to '.repeat(20_000)), table), []);
  });
});

test('knows every whole word that its lines name, each once', () => {
  const table = phraseTable([
    ['want to die', 1],
    ['want suicid* end_it', 2],
  ]);
  assert.deepEqual([...vocabularyOf(table)], ['want', 'to', 'die', 'end', 'it']);
});

describe('findSpread', () => {
  const table = phraseTable([
    ['kill|end myself', 'plain'],
    ['kill .. everything', 'gap'],
    ['suicid* thoughts', 'beginning'],
    ['want ?to dieeeeee', 'optional'],
    ['suicide', 'one word'],
    ['a b', 'short'],
    [`${'a|b|c|d '.repeat(5)}eeeeeeee`, 'too many'],
  ]);

  test('finds a phrase of whole words whose gaps were lost', () => {
    assert.deepEqual(findSpread(['ikillmyselfnow'], table), ['plain']);
    assert.deepEqual(findSpread(['endmyself'], table), ['plain']);
  });

  test('finds nothing else', () => {
    const others = ['killeverything', 'suicidalthoughts', 'wanttodieeeeee', 'suicide', 'ab', 'aaaaaeeeeeeee'];
    assert.deepEqual(findSpread(others, table), []);
  });
});
