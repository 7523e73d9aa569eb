import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['echo Y2F0IGE= | base64 -d | sh', 'shell.opaque (text that was hidden by encoding it), file.read a'],
  ['echo Y2F0IGE | base64 --decode | sh', 'shell.opaque (text that was hidden by encoding it), file.read a'],
  ['echo Y2F0IGE= | base64 | sh', 'shell.opaque (it runs what it reads from its input)'],
  ["echo '!!' | base64 -d | sh", 'shell.opaque (it runs what it reads from its input)'],
  ['echo 63617420 | xxd -r -p | sh', 'shell.opaque (text that was hidden by encoding it)'],
  ['echo 63617420 | xxd | sh', 'shell.opaque (it runs what it reads from its input)'],
  ['echo Y2F0IGE= | openssl base64 -d | sh', 'shell.opaque (text that was hidden by encoding it), file.read a'],
  [
    'echo Y2F0IGE= | openssl enc -d -a -k x | sh',
    'secret.read openssl enc, shell.opaque (it runs what it reads from its input)',
  ],
  ["echo 'a tac' | rev | sh", 'shell.opaque (text that was hidden by encoding it), file.read a'],
  ["printf 'cat a\\ncat b\\n' | tac | sh", 'file.read b, file.read a'],
  ["printf 'cat a' | tac | sh", 'file.read a'],
  ['echo dbu | tr dbu cat | sh', 'shell.opaque (text that was hidden by encoding it)'],
  ["echo CAT | tr '[:upper:]' '[:lower:]' | sh", 'shell.opaque (text that was hidden by encoding it)'],
  ['echo cxat | tr -d x | sh', 'shell.opaque (text that was hidden by encoding it)'],
  ['echo cat | tr -s a | sh', 'shell.opaque (it runs what it reads from its input)'],
  ["echo cat | tr a '' | sh", 'shell.opaque (it runs what it reads from its input)'],
  ['echo cat | tr a b c | sh', 'shell.opaque (it runs what it reads from its input)'],
  ['echo cat | tr z-a x | sh', 'shell.opaque (text that was hidden by encoding it), unknown cxt'],
  ['echo cat a | tee | sh', 'file.read a'],
  ['echo cat a | cat - | sh', 'file.read a'],
  ['echo cat a | cat f | sh', 'file.read f, shell.opaque (it runs what it reads from its input)'],
  ['x=$(which cat); $x a', 'file.read a'],
  ['x=$(which cat ls); $x a', 'shell.opaque (a program whose name is not known)'],
  ['cat $(which)', 'file.read \u2026'],
  ['kill $(pidof node)', 'process.signal kill \u2026node'],
  ['echo $x | base64 -d | sh', 'shell.opaque (it runs what it reads from its input)'],
  ["printf 'cat a' | sh", 'file.read a'],
  ['echo cat a | grep a | sh', 'shell.opaque (it runs what it reads from its input)'],
  ["echo 'a-c' | tr a-c x | sh", 'shell.opaque (text that was hidden by encoding it), unknown x-x'],
  ['pgrep -f x', 'file.read pgrep -f x'],
  ['echo /w== | base64 -d | sh', 'shell.opaque (it runs what it reads from its input)'],
];

describe('Output that is known', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
