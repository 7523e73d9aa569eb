import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['find a b -name x', 'file.read a, file.read b'],
  ['find', 'file.read .'],
  ['find -L a', 'file.read a'],
  ['find -D tree a', 'file.read a'],
  ['find . -delete', 'file.read ., file.delete .'],
  ['find . -exec cat {} \\;', 'file.read ., file.read *'],
  ['find . -exec cat {} +', 'file.read ., file.read *'],
  ['find . -exec \\;', 'file.read .'],
  ['find . -exec', 'file.read .'],
  ['find / -exec cat {} \\;', 'file.read /, file.read /*'],
  ['find $x -exec cat {} \\;', 'file.read \u2026'],
  ['find . -fprint f', 'file.read ., file.write f'],
  ['find . -fprintf f %p', 'file.read ., file.write f'],
  ['find . -fprintf', 'file.read .'],
  ['find . -newer f', 'file.read ., file.read f'],
  ['find . -name', 'file.read .'],
  ["find . -name ''", 'file.read .'],
  ['find ~ -name id_rsa', 'file.read ~, secret.read ~/id_rsa'],
  ['find . $x', 'file.read ., file.read \u2026'],
  ['find . ! -name x', 'file.read .'],
  ['find -O3 .', 'file.read .'],
  ['find . -files0-from', 'file.read .'],
  ['find . -name dist -exec rm -rf {} +', 'file.read ., file.delete dist'],
  [
    'find a b -type d -name node_modules -prune -exec rm -rf {} +',
    'file.read a, file.read b, file.delete a/node_modules, file.delete b/node_modules',
  ],
  ['find . -name dist -o -name src -exec rm -rf {} +', 'file.read ., file.delete *'],
  ['find . -name "$x" -exec rm -rf {} +', 'file.read ., file.delete *'],
  ['find . -name src -exec rm -rf {} +', 'file.read ., file.delete *'],
  ["find . -name '*.pyc' -delete", 'file.read ., file.delete *.pyc'],
  ["find . -name src -o -name '*.pyc' -delete", 'file.read ., file.delete *.pyc'],
  ["find . \\( -name dist -o -name '*.o' \\) -delete", 'file.read ., file.delete dist, file.delete *.o'],
  ['find . \\( -name dist -o -name src \\) -delete', 'file.read ., file.delete .'],
  ['find . \\( -name dist -o -type d \\) -delete', 'file.read ., file.delete .'],
  ["find . ! -name '*.pyc' -delete", 'file.read ., file.delete .'],
  ["find . -name '*.pyc' -or -delete", 'file.read ., file.delete .'],
  ["find $x -name '*.pyc' -delete", 'file.read \u2026, file.delete \u2026'],
  ["find . -exec sh -c 'wc {}' \\;", 'file.read ., file.read *, process.run sh -c wc {}'],
  ['find . | xargs cat', 'file.read ., file.read ./\u2026, file.read *, file.read \u2026'],
  ['find a/ -print0 | xargs -0 cat', 'file.read a, file.read a/\u2026, file.read a/*, file.read \u2026'],
  ['find a -type f -maxdepth 1 | xargs cat', 'file.read a, file.read a/\u2026, file.read a/*, file.read \u2026'],
  ['find . -exec cat x +', 'file.read ., file.read x, file.read +'],
];

describe('find', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
