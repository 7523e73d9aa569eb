import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['cmd /c type a.txt', 'file.read a.txt'],
  ['cmd //c type a.txt', 'file.read a.txt'],
  ['cmd.exe /d /s /C "type a.txt"', 'file.read a.txt'],
  ['cmd /c type "a b.txt"', 'file.read a b.txt'],
  ['cmd /c del "a b.txt" c.txt', 'file.delete a b.txt, file.delete c.txt'],
  ['cmd /c type $x', 'shell.opaque (code that is not known)'],
  ['cmd /c', 'file.read cmd /c'],
];

describe('cmd', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
