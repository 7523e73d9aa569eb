import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  [
    'cat {1..3} {3..1} {a..c} {1..5..2} {1..1}',
    'file.read 1, file.read 2, file.read 3, file.read a, file.read b, file.read c, file.read 5',
  ],
  ['cat {1..40}', 'file.read \u2026'],
  ['cat a{b,c}d{e,f}', 'file.read abde, file.read abdf, file.read acde, file.read acdf'],
  ['cat {a..}', 'file.read {a..}'],
  ['cat {a..1}', 'file.read {a..1}'],
  ['cat x{a,$y}z', 'file.read xaz, file.read x\u2026z, file.read x*z'],
  ['cat {a,{b,c}}', 'file.read a, file.read b, file.read c'],
  ['cat {a,b}{', 'file.read \u2026'],
  ['cat {a} {}', 'file.read {a}, file.read {}'],
  ['cat \'{a,b}\' "{1..2}"', 'file.read {a,b}, file.read {1..2}'],
  ['cat {,a}b', 'file.read b, file.read ab'],
  ['cat {A..C} {1..3..0}', 'file.read A, file.read B, file.read C, file.read 1, file.read 2, file.read 3'],
];

describe('Braces', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
