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
  ['x86_64-linux-gnu-objdump -d a', 'file.read a'],
  ['aarch64-linux-gnu-gcc-12 -c a.c', 'process.run aarch64-linux-gnu-gcc-12 -c a.c, file.read a.c'],
  ['arm-gone x', 'unknown arm-gone x'],
  [
    'concurrently npm:build bun:test',
    'process.run concurrently npm:build bun:test, process.run npm:build, process.run bun:test',
  ],
  ['npm: x', 'unknown npm: x'],
  ['kubectl apply --dry-run=client -f a', 'file.read a'],
  ['kubectl apply --dry-run=none -f a', 'file.read a, net.upload kubectl apply --dry-run=none -f a'],
  ['python3-dbg x.py', 'file.read x.py, process.run python3-dbg x.py'],
  ['python3.13t x.py', 'file.read x.py, process.run python3.13t x.py'],
  ['python3.12 manage.py flush', 'db.schema flush, file.read manage.py, process.run python3.12 manage.py'],
  ['xtensa-esp32-elf-gcc -c a.c', 'process.run xtensa-esp32-elf-gcc -c a.c, file.read a.c'],
  ['gone-dbg x', 'unknown gone-dbg x'],
  ['python3.99 x.py', 'file.read x.py, process.run python3.99 x.py'],
];

describe('The name of a program', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
