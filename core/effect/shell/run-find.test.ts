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
  ['find . -exec cat x +', 'file.read ., file.read x, file.read +'],
];

describe('find', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
