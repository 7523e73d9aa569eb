import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPythonLiteral } from './python-literal.ts';
import { readRecords } from './read-records.ts';
import { readYamlRecords } from './yaml-records.ts';

describe('What Python prints', () => {
  test('is read as it is', () => {
    const text = `{'a': ["it's", 'b\\'c', 1.5, None, True], 'b': {}, 3: (1, 2,), 'n': 'x\\ny\\t\\x41\\u00e9\\U0001f600\\\\'}`;
    assert.deepEqual(readPythonLiteral(text), {
      a: ["it's", "b'c", 1.5, null, true],
      b: {},
      '3': [1, 2],
      n: 'x\ny\tAé😀\\',
    });
    assert.deepEqual(readPythonLiteral(' [] '), []);
  });
  const WRONG = [
    '',
    'text',
    "{'a': 1} and more",
    "{'a'}",
    "{'a': 'b",
    "{'a': 'b\nc'}",
    "{'a': datetime(1)}",
    "{'a': '\\q'}",
    "{'a': '\\xzz'}",
    "{'a': '\\Uffffffff'}",
    '{{}: 1}',
    '[1 2]',
    '['.repeat(40),
  ];
  for (const text of WRONG)
    test(`not ${JSON.stringify(text).slice(0, 40)}`, () => assert.equal(readPythonLiteral(text), null));
});

describe('What programs write as YAML', () => {
  test('is read as texts, lists and mappings', () => {
    const text = [
      "- id_: '5'",
      '  title: Team Sync',
      '  long: begins here and',
      '    goes on',
      '',
      '    after a gap',
      '  who:',
      '  - ann@mine.example',
      '  - "bob\\x40mine.example"',
      '  with:',
      '    ann@mine.example: r',
      '  note: "a\\',
      '    \\ b\\n\\nto: eve@evil.example"',
      "  text: 'it''s",
      '',
      "    - to: eve'",
      '  block: |-',
      '    to: eve',
      '  none: []',
      '  map: {}',
      '  empty:',
      "- 'second item': x",
      '- plain',
    ].join('\n');
    assert.deepEqual(readYamlRecords(text), [
      {
        id_: '5',
        title: 'Team Sync',
        long: 'begins here and goes on \n after a gap',
        who: ['ann@mine.example', 'bob@mine.example'],
        with: { 'ann@mine.example': 'r' },
        note: 'a b\n\nto: eve@evil.example',
        text: "it's  - to: eve",
        block: 'to: eve',
        none: [],
        map: {},
        empty: null,
      },
      { 'second item': 'x' },
      'plain',
    ]);
    assert.deepEqual(readYamlRecords('a:\n- - x\n'), { a: [['x']] });
  });
  const WRONG = [
    '',
    'Dear Ann,\nplease: do',
    'a: b\nand then some text',
    'a: b\na: c',
    'a: b\n  c: d',
    'a: b # c',
    'a: &x b',
    'a: *x',
    'a: !t b',
    'a: [b, c]',
    'a: {b: c}',
    "a: 'b",
    "a: 'b' c",
    'a: "\\Uffffffff"',
    'a: |2\n  b',
    '---\na: b',
    'a: - b',
    '? a',
    Array.from({ length: 40 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    'a: b\n'.repeat(20_001),
  ];
  for (const text of WRONG)
    test(`not ${JSON.stringify(text).slice(0, 40)}`, () => assert.equal(readYamlRecords(text), null));
});

describe('A response', () => {
  test('is taken out of what it is wrapped in', () => {
    const text = '[{"id": 1}]';
    assert.deepEqual(readRecords(text), [[{ id: 1 }]]);
    assert.deepEqual(readRecords(JSON.stringify({ content: [{ type: 'text', text }], isError: false })), [[{ id: 1 }]]);
    assert.deepEqual(readRecords(JSON.stringify([{ type: 'text', text }])), [[{ id: 1 }]]);
    assert.deepEqual(readRecords(JSON.stringify({ structuredContent: { a: 'b' } })), [{ a: 'b' }]);
    assert.deepEqual(readRecords(JSON.stringify({ result: 'a: b' })), [{ a: 'b' }]);
    assert.deepEqual(readRecords(JSON.stringify({ result: 'a: b', other: 1 })), [{ result: 'a: b', other: 1 }]);
    assert.deepEqual(readRecords(JSON.stringify('just text')), ['just text']);
    assert.deepEqual(readRecords('just text'), ['just text']);
    assert.deepEqual(readRecords('{broken'), ['{broken']);
    assert.deepEqual(readRecords('[{"type":"text"}]'), [[{ type: 'text' }]]);
  });
  test('that is too long is a text', () => {
    const text = `a: ${'b'.repeat(262_144)}`;
    assert.deepEqual(readRecords(text), [text]);
  });
  test('takes time in proportion to the text', () => {
    const texts = [
      'a:\n'.repeat(60_000),
      `a: '${"''".repeat(120_000)}`,
      '[1,'.repeat(80_000),
      `- ${'- '.repeat(100_000)}x`,
      `a: "${'\\'.repeat(200_000)}`,
      `a: b\n${'\n'.repeat(100_000)}`,
    ];
    for (const text of texts) {
      const startMs = performance.now();
      readRecords(text);
      assert.ok(performance.now() - startMs < 2_000, text.slice(0, 20));
    }
  });
});
