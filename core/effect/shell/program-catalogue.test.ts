import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['python2.7 x.py', 'file.read x.py, process.run python2.7 x.py'],
  ['python3 x.py', 'file.read x.py, process.run python3 x.py'],
  ['gcc13 -c a.c', 'process.run gcc13 -c a.c, file.read a.c'],
  ['python3.99 x.py', 'file.read x.py, process.run python3.99 x.py'],
];

describe('The name of a program', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
