import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { cssProblems } from './css-problems.ts';

const VALID: readonly string[] = [
  '',
  'a { color: red }',
  'a{color:red;;b:c}',
  '@import url(x.css);',
  '@media (width < 14em) { a { b: c } }',
  '@layer a, b;',
  'a { @apply x; & > b { c: d } }',
  'a { b: c ! important; *zoom: 1 }',
  'a { b: url(data:x;y,{) }',
  'a { b: url( "x)" ) url(a\\)b) }',
  'a { b: "}" \'{\' "\\"" "x\\\ny" "x\\\r\ny" }',
  'a { b: [x (y)] } /* } */',
  '<!-- a { b: c } -->',
  'a { --b: { c; d; { e } } }',
  'a\\{b { c: d }',
  '.a { <!-- ; --x; }',
];

const INVALID: readonly (readonly [string, readonly string[]])[] = [
  ['a { b: c', ['1:3 found `{` that is never closed, want `}`']],
  ['a { b: c }\n}', ['2:1 found `}` that closes nothing']],
  ['a { b: calc(1 }', ['1:15 found `}`, want `)`', '1:3 found `{` that is never closed, want `}`']],
  ['a { b: (1; 2) ] }', ['1:15 found `]`, want `}`', '1:17 found `}` that closes nothing']],
  ['a { color red; b: c }', ['1:5 found `color` without a colon, want a declaration']],
  ['a { color }', ['1:5 found `color` without a colon, want a declaration']],
  ['a { b: "c\n}', ['1:8 found a text that is never closed, want `"`']],
  ["a { b: 'c", ["1:8 found a text that is never closed, want `'`", '1:3 found `{` that is never closed, want `}`']],
  ['a { b: c } /* x', ['1:12 found `/*` that is never closed, want `*/`']],
  ['a { b: url(x\n }', ['2:2 found `}`, want `)`', '1:3 found `{` that is never closed, want `}`']],
  ['a { b: url(x', ['1:11 found `(` that is never closed, want `)`', '1:3 found `{` that is never closed, want `}`']],
];

function read(text: string): readonly string[] {
  return cssProblems(text).map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('A valid style sheet has no problem', () => {
  for (const text of VALID) test(JSON.stringify(text), () => assert.deepEqual(read(text), []));
});

describe('A broken style sheet has its problems by line and column', () => {
  for (const [text, problems] of INVALID)
    test(JSON.stringify(text), () => assert.deepEqual(read(text).toSorted(), problems.toSorted()));
});

test('names at most ten problems', () => {
  assert.equal(cssProblems('a { b c; }'.repeat(20)).length, 10);
  assert.equal(cssProblems('{'.repeat(20)).length, 10);
  assert.equal(cssProblems(`${'}'.repeat(9)}{{{`).length, 10);
});

test('never throws, whatever the text', () => {
  const piece = fc.constantFrom(
    'a',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ';',
    ':',
    '"',
    "'",
    '\\',
    '/*',
    '*/',
    'url(',
    '\n',
    ' ',
    '@',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      assert.ok(cssProblems(pieces.join('')).length <= 10);
    }),
  );
});
