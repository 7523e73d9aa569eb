import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());
const NOT_KNOWN = 'process.run cmake -E x a, shell.opaque (an option that can run or load anything)';

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['cmake -E make_directory a', 'file.write a'],
  ['cmake -E copy a b', 'file.read a, file.write b'],
  ['cmake -E rename a /etc/b', 'file.write a, file.write /etc/b'],
  ['cmake -E remove_directory a', 'file.delete a'],
  ['cmake -E rm -rf /', 'file.delete /, secret.read /, floor.wipe'],
  ['cmake -E chdir /tmp rm a', 'file.delete /tmp/a'],
  ['cmake -E time rm a', 'file.delete a'],
  ['cmake -E', 'process.run cmake -E'],
];

describe('The tools inside CMake', () => {
  for (const [line, effects] of LINES) test(line, () => assert.equal(effectsOf(line), effects));
  test('counts one that is not known as what it can do at worst', () => {
    assert.deepEqual(effectsOf('cmake -E x a').split(', ').toSorted(), NOT_KNOWN.split(', ').toSorted());
    assert.match(effectsOf('cmake -E $X a'), /shell\.opaque/);
  });
});
