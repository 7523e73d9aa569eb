import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../encoding/json.ts';
import { argumentRows } from './argument-rows.ts';
import { changeRows } from './change-rows.ts';
import { wordsOfPart } from './prompt-words.ts';
import { ROW_COLUMNS, sentenceRows, visibleRows } from './visible-rows.ts';
import { visibleText } from './visible-units.ts';

const unwrapped = (rows: readonly string[]): string => rows.map((row) => row.replace(/^↳ /u, '')).join('');

describe('Rows of a text', () => {
  test('are wrapped, and together the whole line', () => {
    const line = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
    const rows = visibleRows(line);
    assert.ok(rows.length > 10);
    assert.ok(rows.every((row) => [...row].length <= ROW_COLUMNS));
    assert.ok(rows.slice(1).every((row) => row.startsWith('↳ ')));
    assert.equal(unwrapped(rows), line);
    assert.equal(unwrapped(visibleRows('x'.repeat(1_000))), 'x'.repeat(1_000));
  });

  test('count wide letters twice and marks not at all', () => {
    assert.equal(visibleRows('日'.repeat(40)).length, 2);
    assert.equal(visibleRows('e\u0301'.repeat(70)).length, 1);
    assert.equal(visibleRows('—'.repeat(70)).length, 1);
    assert.equal(visibleRows('\u0e01'.repeat(70)).length, 1);
  });

  test('never break a remark', () => {
    for (let before = 40; before < 72; before++) {
      const rows = visibleRows(`${'a'.repeat(before)}\u202eb`);
      assert.equal(rows.filter((row) => row.includes('⟨U+202E right-to-left override⟩')).length, 1);
    }
  });

  test('count equal lines after the third, such as a screen of empty ones', () => {
    assert.deepEqual(visibleRows('a\n\n\n\n\n\nb'), ['a', '', '', '', '⟨the line above 2 times more⟩', 'b']);
    const rows = visibleRows(`${'\n'.repeat(1_000_000)}rm`);
    assert.deepEqual(rows, ['', '', '', '⟨the line above 999,997 times more⟩', 'rm']);
  });

  test('of a sentence are broken between words, without blanks at their ends', () => {
    const rows = sentenceRows(`${'word '.repeat(30)}⟨U+202E right-to-left override⟩ end.`, { indent: 4 });
    assert.ok(rows.length > 2);
    assert.ok(rows.every((row) => row.startsWith('    ') && row === row.trimEnd()));
    assert.deepEqual(sentenceRows('⟨a b⟩'), ['⟨a b⟩']);
  });

  test('lose nothing, whatever the text is', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', 'b ', '日', '\u202e', '\u0301', '⟨', '\u0430'),
      maxLength: 300,
    });
    fc.assert(
      fc.property(text, (line) => assert.equal(unwrapped(visibleRows(line)), visibleText(line))),
      { numRuns: 500 },
    );
  });
});

describe('Arguments', () => {
  test('are shown with their types, members below their name, and texts behind a gutter', () => {
    assert.deepEqual(
      argumentRows({
        command: 'npm test',
        none: '',
        count: 5,
        yes: true,
        nothing: null,
        list: ['a', {}, []],
        'na=me': { text: 'one\ncommand = two' },
      }),
      [
        'command = npm test',
        'none = ⟨empty text⟩',
        'count = 5 ⟨number⟩',
        'yes = true ⟨true or false⟩',
        'nothing = null ⟨null⟩',
        'list ⟨list of 3⟩',
        '  1 = a',
        '  2 = ⟨empty object⟩',
        '  3 = ⟨empty list⟩',
        '"na=me" ⟨object of 1⟩',
        '  text = ⟨text of 2 lines⟩',
        '  │ one',
        '  │ command = two',
      ],
    );
    assert.deepEqual(argumentRows({}), ['(no arguments)']);
    assert.deepEqual(argumentRows({ '': 'a', 'b\nc': 'd' }), ['"" = a', '"b\\nc" = d']);
  });

  test('that lie deep are shown as JSON', () => {
    let deep: Json = 'x';
    for (let depth = 0; depth < 9; depth++) deep = { a: deep };
    const rows = argumentRows({ deep });
    assert.equal(rows.at(-2), `${' '.repeat(16)}a = ⟨object as JSON⟩`);
    assert.equal(rows.at(-1), `${' '.repeat(16)}│ {"a":"x"}`);
  });
});

describe('A change', () => {
  test('is shown as a diff of all of both texts', () => {
    assert.deepEqual(changeRows({ old_string: 'a\nb\nc', new_string: 'a\nB\nc' }), ['  a', '- b', '+ B', '  c']);
    assert.deepEqual(changeRows({ old_str: '', new_str: 'x' }), ['- ', '+ x']);
    assert.deepEqual(changeRows({ old_string: 'a', new_string: 'a' }), ['⟨both texts are the same⟩']);
    assert.deepEqual(changeRows({ old_string: 'a\nb', new_string: 'a\n\n\n\n\n' }).slice(-4), [
      '+ ',
      '+ ',
      '+ ',
      '+ ⟨the line above 2 times more⟩',
    ]);
    assert.deepEqual(changeRows({ content: 'a' }), []);
    assert.deepEqual(changeRows({ edits: 'no', old_string: 1, new_string: 'x' }), []);
  });

  test('of several edits is shown edit by edit', () => {
    const edits = [{ old_string: 'a', new_string: 'b' }, 'odd', { oldText: 'c', newText: '' }];
    assert.deepEqual(changeRows({ edits }), ['⟨edit 1 of 2⟩', '- a', '+ b', '⟨edit 2 of 2⟩', '- c', '+ ']);
  });

  test('that is too large to be compared is shown as what goes and what comes', () => {
    const middle = '\n'.repeat(1_000_002);
    const rows = changeRows({ old_string: `a${middle}b`, new_string: `c${middle}d` });
    assert.deepEqual(rows.slice(0, 2), ['- a', '- ']);
    assert.ok(rows.includes('+ d') && rows.length < 20);
  });

  test('cannot pass for a line of another kind', () => {
    assert.deepEqual(changeRows({ old_string: 'a\n+ nothing', new_string: 'a' }), ['  a', '- + nothing']);
  });
});

test('Every part of a score has words', () => {
  const words = (rule: string, kind: 'floor' | 'pattern' = 'floor'): string => wordsOfPart({ kind, rule, points: 5 });
  assert.equal(words('effect:file.write'), 'at least 5: the least for such an effect [effect:file.write]');
  assert.equal(words('signal:service-change', 'pattern'), 'plus 5: service change [signal:service-change]');
  assert.match(words('boundary:as-root'), /administrator/u);
  assert.match(words('mark:of-tomorrow'), /: of-tomorrow \[/u);
  assert.match(words('irreversible'), /cannot be undone/u);
  assert.match(words('tainted'), /untrusted/u);
  assert.match(words('plan:system-level'), /plan/u);
  assert.match(words('context:production'), /production/u);
  assert.match(words('context:financial'), /money/u);
  assert.match(words('odd'), /: {2}\[odd\]/u);
});

test('rows of arguments that are no text are wrapped as well, so that no part of a name passes for a row of ours', () => {
  const name = `${'x'.repeat(60)}${' '.repeat(20)}Why you are asked  Score 0 of 100`;
  for (const value of [1, null, {}, [], '', { a: 1 }, 'two\nlines']) {
    const rows = argumentRows({ [name]: value, ['y'.repeat(200)]: value });
    assert.ok(
      rows.every((row) => [...row].length <= ROW_COLUMNS),
      JSON.stringify(value),
    );
    assert.ok(rows.some((row) => row.trimStart().startsWith('↳ ')));
    assert.ok(!rows.some((row) => row.startsWith('Why you are asked')));
  }
});
