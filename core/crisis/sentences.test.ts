import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sentencesOf } from './sentences.ts';
import { MAX_CHARACTERS } from './words.ts';

describe('sentencesOf', () => {
  test('parts a text behind its marks and at empty lines', () => {
    assert.deepEqual(sentencesOf('One. Two! Three? Four; five\n\nsix\nseven…'), [
      'One.',
      ' Two!',
      ' Three?',
      ' Four;',
      ' five\n',
      '\nsix\nseven…',
    ]);
    assert.deepEqual(sentencesOf('我不想活了。真的！'), ['我不想活了。', '真的！']);
  });

  test('leaves a mark within a word alone', () => {
    assert.deepEqual(sentencesOf('see src/a.ts, v1.2 and k.i.l.l'), ['see src/a.ts, v1.2 and k.i.l.l']);
  });

  test('takes a point behind a digit for a number’s', () => {
    assert.deepEqual(sentencesOf('from the 9. floor'), ['from the 9. floor']);
  });

  test('finds none in nothing', () => {
    assert.deepEqual(sentencesOf(' \n\n '), []);
  });

  test('looks at the first and the last part of a text that is too long, which are two sentences', () => {
    const [first = '', last = '', ...more] = sentencesOf(`first ${'x '.repeat(MAX_CHARACTERS)} last`);
    assert.deepEqual([first.slice(0, 5), last.slice(-4), more.length], ['first', 'last', 0]);
    assert.ok(first.length + last.length <= MAX_CHARACTERS + 2);
  });
});
