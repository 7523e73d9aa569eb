import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['sh -c "$(echo -e \'cat \\x61\\0142\\143\\t\\\\q\')"', 'file.read abc, file.read q'],
  ['sh -c "$(echo -n cat a)"', 'file.read a'],
  ['sh -c "$(echo -x)"', 'unknown -x'],
  ['sh -c "$(echo -e \'cat \\xzz\')"', 'file.read xzz'],
  ['sh -c "$(printf \'cat %s %s\\n\' a b)"', 'file.read a, file.read b'],
  ['sh -c "$(printf -- \'cat %s;\' a b)"', 'file.read a, file.read b'],
  ["sh -c \"$(printf 'cat %5s %b %c %d%%' a 'b\\x63' def 7)\"", 'file.read a, file.read bc, file.read d, file.read 7%'],
  ['sh -c "$(printf \'cat %y\' a)"', 'shell.opaque (shell text that is not known)'],
  ['sh -c "$(printf \'cat %\')"', 'shell.opaque (shell text that is not known)'],
  ['sh -c "$(printf cat)"', 'file.read sh -c "$(printf cat)"'],
  ['sh -c "$(printf)"', 'file.read sh -c "$(printf)"'],
  [
    'sh -c "$(printf \'cat a%.0s;\' {1..70})"',
    'shell.opaque (shell text that is not known), file.read a\u2026, file.read a*',
  ],
];

describe('What echo and printf print', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
