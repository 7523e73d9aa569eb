import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine, marksOfDeletion } from './testing/effects-of-line.ts';

const parseShell = await openShellParser();
const effectsOf = effectsOfLine(parseShell);
const marksOf = marksOfDeletion(parseShell);

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

describe('Names that a program lists', () => {
  const LISTERS = ['ls', 'ls -l a', 'fd x', 'git ls-files', 'git diff --name-only', 'grep -rl x .', 'find . -name x'];

  for (const lister of LISTERS)
    test(`are many files: ${lister}`, () => assert.deepEqual(marksOf(`rm $(${lister})`), ['unresolved', 'bulk']));

  for (const reader of ['mktemp', 'git rev-parse HEAD', 'grep x a', 'cat a'])
    test(`are one file that is not known: ${reader}`, () =>
      assert.deepEqual(marksOf(`rm $(${reader})`), ['unresolved']));

  test('are many where lines are read, and one where somebody is asked', () => {
    assert.deepEqual(marksOf('while read f; do rm "$f"; done < a'), ['unresolved', 'bulk']);
    assert.deepEqual(marksOf('mapfile -t a < b; rm "${a[@]}"'), ['unresolved', 'bulk']);
    assert.deepEqual(marksOf('read -p "which? " f; rm "$f"'), ['unresolved']);
  });

  test('are many in code that loops, and one in code that does not', () => {
    assert.deepEqual(marksOf("python3 -c 'import os\nfor f in x: os.remove(f)'"), ['unresolved', 'bulk']);
    assert.deepEqual(marksOf("python3 -c 'import os, sys; os.remove(sys.argv[1])'"), ['unresolved']);
  });
});
