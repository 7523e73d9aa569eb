import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  [
    'x=abc; cat ${#x} ${x:1} ${x:1:1} ${x: -2} ${x:0:-1} ${x:z}',
    'file.read 3, file.read bc, file.read b, file.read ab, file.read \u2026',
  ],
  ['x=abc; cat ${x:0:z}', 'file.read \u2026'],
  ['x=aXb; cat ${x^^} ${x,,}', 'file.read AXB, file.read axb'],
  ['x=aba; cat ${x/a/c} ${x//a/c} ${x/a} ${x//a/}', 'file.read cba, file.read cbc, file.read ba, file.read b'],
  ['x=a.b.c; cat ${x#a.} ${x##a.} ${x%.c} ${x%%.c} ${x#z} ${x%z}', 'file.read b.c, file.read a.b, file.read a.b.c'],
  ['x=a.b; cat ${x%.*}', 'file.read \u2026'],
  ['x=a; cat ${x^}', 'file.read \u2026'],
  ['x=a; cat ${x:-b} ${x-b} ${x:+b} ${x+b} ${x:?e} ${x?e}', 'file.read a, file.read b'],
  ['x=; cat ${x:-b} ${x-b}c ${x:+b}d', 'file.read b, file.read c, file.read d'],
  ['cat ${x:-b} ${y-b} ${x:+b} ${x:?}', 'file.read b, file.read \u2026'],
  ['cat ${x:=b} $x', 'file.read b'],
  ['cat ${x=b} $x', 'file.read b'],
  ['cat ${x:-} a', 'file.read \u2026, file.read a'],
  ['y=$z; x=a; cat ${x/a/$y} ${#y}', 'file.read \u2026'],
  ['cat $HOME/a $TMPDIR/a $PWD/a $#a', 'file.read ~/a, file.read /tmp/a, file.read a, file.read 0a'],
  ['x=aaa; y=b; cat ${x//a/$y}', 'file.read bbb'],
  ['cat ${!x}', 'file.read \u2026'],
  ['cat $* a', 'file.read a'],
  ['x=aaaaaaaaaaaaaaaa; x=${x//a/$x$x$x$x}; x=${x//a/$x}; cat $x', 'file.read \u2026'],
  ['a=(p q); cat ${#a[@]} ${a[0]%p}', 'file.read \u2026'],
  ['x=; cat "${x:=b}" ${y:=$z}', 'file.read b, file.read \u2026'],
];

describe('The value of a parameter', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
