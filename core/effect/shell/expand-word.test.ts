import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['cat a{b,c} {1..3}', 'file.read ab, file.read ac, file.read 1, file.read 2, file.read 3'],
  ['cat "a{b,c}" {x', 'file.read a{b,c}, file.read {x'],
  ['x=ab; cat $x ${x}c "$x d"', 'file.read ab, file.read abc, file.read ab d'],
  ["x='a b'; cat $x", 'file.read a, file.read b'],
  ['x=\'a b\'; cat "$x"', 'file.read a b'],
  ["x=' a '; cat $x", 'file.read a'],
  ['x=; cat "$x" b', 'unknown , file.read b'],
  ['cat "" a', 'unknown , file.read a'],
  ['cat $x"" a', 'file.read \u2026, file.read a'],
  ['a=(p \'q r\'); cat "${a[@]}"', 'file.read p, file.read q r'],
  ["a=(p 'q r'); cat ${a[1]}", 'file.read q, file.read r'],
  ['a=(p q); cat ${a[5]}', 'file.read \u2026'],
  ['a=p; cat ${a[0]} ${a[1]}', 'file.read p, file.read \u2026'],
  ['a=(p q); cat pre"${a[@]}"post', 'file.read prep, file.read qpost'],
  ['set -- p \'q r\'; cat "$@"', 'file.read p, file.read q r'],
  ['cat "$@" a', 'file.read a'],
  ["cat ~/a ~root/a ~bob/a '~/a' \\~/a", 'file.read ~/a, file.read /root/a, file.read /home/bob/a'],
  ['HOME=/x; cat ~/a', 'process.run HOME=/x, file.read /x/a'],
  ['HOME=$y; cat ~/a', 'process.run HOME=\u2026, file.read \u2026/a, file.read */a'],
  ['HOME=; cat ~/a', 'file.read ~/a'],
  ['HOME=(a b); cat ~/a', 'file.read ~/a'],
  ['cat ~+/a', 'file.read a'],
  ['cat ~-/a', 'file.read \u2026/a, file.read */a'],
  ['cd $x; cat ~+/a', 'file.read \u2026/a, file.read */a'],
  ['IFS=,; x=a,b; cat $x', 'file.read a, file.read b'],
  ['IFS=,; cat a,b', 'file.read a,b'],
  ["IFS=; x='a b'; cat $x", 'file.read a b'],
  ["IFS=$y; x='a b'; cat $x", 'file.read \u2026'],
  ["IFS=(a b); x='a b'; cat $x", 'file.read \u2026'],
  ['cat a$((1+1))b', 'file.read a\u2026b, file.read a*b'],
  ['cat $(echo a; echo b)', 'file.read a, file.read b'],
  ['cat "$(printf \'a\\nb\\n\\n\')"', 'file.read a\nb, unknown a\nb'],
  ['cat <(ls) a', 'file.read a'],
  ['ls > >(cat)', 'file.read ls > >(cat)'],
  ['cat x{a,$y}', 'file.read xa, file.read x\u2026, file.read x*'],
  ['echo {1..9}{1..9}{1..9}', 'file.read echo {1..9}{1..9}{1..9}'],
  ['cat "$*" a', 'unknown , file.read a'],
];

describe('Expansion', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
