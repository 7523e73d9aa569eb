import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['echo a b | xargs cat', 'file.read a, file.read b'],
  ['echo a b | xargs -n1 cat', 'file.read a, file.read b'],
  ['echo a | xargs -n1 cat', 'file.read a'],
  ['ls | xargs cat', 'file.read \u2026'],
  ['ls | xargs -n1 cat', 'file.read \u2026'],
  ['xargs', 'file.read xargs'],
  ['echo "\'a b\' c\\\\ d \\"e" | xargs cat', 'file.read a b, file.read c d, file.read e'],
  ["printf 'a\\0b' | xargs -0 cat", 'file.read a, file.read b'],
  ["printf 'a,b' | xargs -d , cat", 'file.read a, file.read b'],
  ["printf 'a\\tb' | xargs -d'\\t' cat", 'file.read a, file.read b'],
  ["printf 'a\\nb' | xargs --delimiter='\\n' cat", 'file.read a, file.read b'],
  ["printf 'a\\0b' | xargs --delimiter='\\0' cat", 'file.read a, file.read b'],
  ["printf 'a b\\nc' | xargs -I{} cat {}", 'file.read a b, file.read c'],
  ["printf 'a b\\nc' | xargs -I % cat %x", 'file.read a bx, file.read cx'],
  ['echo a | xargs -i cat {}', 'file.read a'],
  ['echo a | xargs --replace cat {}', 'file.read a'],
  ['echo a | xargs --replace=% cat %', 'file.read a'],
  ['ls | xargs -I{} cat {}', 'file.read \u2026'],
  ["echo a | xargs -I '' cat", "file.read echo a | xargs -I '' cat"],
  ['xargs -a f cat', 'file.read f, file.read \u2026'],
  ['xargs --arg-file f', 'file.read f'],
  ['xargs --arg-file=f', 'file.read f'],
  ['xargs -af', 'file.read f'],
  ['xargs -a', 'file.read xargs -a'],
  [
    'echo 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 | xargs -n1 cat',
    'file.read 1, file.read 2, file.read 3, file.read 4, file.read 5, file.read 6, file.read 7, file.read 8, file.read 9, file.read 10, file.read 11, file.read 12, file.read 13, file.read 14, file.read 15, file.read 16, file.read \u2026',
  ],
  ['parallel cat ::: a b', 'file.read a, file.read b'],
  ['parallel cat {} ::: a', 'file.read a'],
  ["parallel 'cat {} x' ::: 'a b'", 'file.read a b, file.read x'],
  ['ls | parallel cat', 'file.read \u2026'],
  ["ls | parallel 'cat {}'", 'shell.opaque (shell text that is not known), file.read \u2026'],
  ["parallel ::: 'cat a'", 'file.read a'],
  ['parallel', 'shell.opaque (it runs what it reads from its input)'],
  ['parallel -S host cat ::: a', 'shell.opaque (it runs commands on other machines), file.read a'],
  ['parallel cat {1} ::: a ::: b', 'file.read a, file.read b'],
  ['fd -x cat', 'file.read \u2026'],
  ['fd -x cat {}', 'file.read {}'],
  ['fd x', 'file.read fd x'],
  ['fd -x', 'file.read fd -x'],
  ['fd . -X rm', 'file.delete \u2026'],
  ["printf 'a ' | xargs cat", 'file.read a'],
  ['parallel --sshlogin h cat ::: a', 'shell.opaque (it runs commands on other machines), file.read a'],
  ['fd . -x cat a', 'file.read a, file.read \u2026'],
];

describe('Commands for what is given', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
