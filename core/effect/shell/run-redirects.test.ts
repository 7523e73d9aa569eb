import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['ls > f', 'file.write f'],
  ['ls >> f', 'file.write f'],
  ['ls > $x', 'file.write \u2026'],
  ['ls > /dev/null', 'file.read ls > /dev/null'],
  ['ls 2>&1', 'file.read ls 2>&1'],
  ['ls >& f', 'file.write f'],
  ['ls &> f', 'file.write f'],
  ['ls <> f', 'file.read >, file.read f, shell.opaque (it cannot be parsed from here on)'],
  ['cat < f', 'file.read f'],
  ['cat <&3', 'file.read cat <&3'],
  ['cat < /dev/tcp/h/80', 'net.connect h'],
  ['ls > /dev/sda', 'file.write /dev/sda, floor.device-write'],
  ['cat <<-E\n\ta\n\tE', 'file.read cat <<-E\n\ta\n\tE'],
  ['sh < <(echo cat a)', 'file.read a'],
  ['sh < f', 'file.read f, shell.opaque (it runs what it reads from its input)'],
  ['echo cat a > /dev/stdout | sh', 'file.read a'],
  ['ls > "$@"', 'file.read ls > "$@"'],
  ['ls 3> f', 'file.write f'],
];

describe('A redirection', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
