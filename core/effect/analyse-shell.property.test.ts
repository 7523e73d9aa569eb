import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import { surroundingsOf } from '../decide.ts';
import { actionOf, factsOf, policyOf } from '../testing/samples.ts';
import { placeOf } from './action-place.ts';
import { analyseShell } from './analyse-shell.ts';

const PLACE = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf({}, { parseShell: await openShellParser() })));

function findShellFloor(text: string, place: typeof PLACE) {
  return analyseShell(text, place).floor;
}

const harmless = fc.constantFrom(
  'ls -l',
  'echo "it\'s $(date) `id` ${x:-"y"}"',
  "git commit -m 'a; b && c | d'",
  'x=(a b) y=1',
  'for f in *.ts; do wc "$f"; done',
  'if [[ $a =~ (b|c) ]]; then echo $((1<<2)); fi',
  'case $1 in a|b) echo;; *) echo;; esac',
  'f() { echo; }',
  'cat <<EOF\nit\'s "here"\nEOF\n',
  "cat <<'EOF'\n$(rm -rf /)\nEOF\n",
  "# it's\n",
  'echo a > out 2>&1',
  '( cd sub && ls )',
);
const forbidden = fc.constantFrom(
  'rm -rf /',
  'sudo reboot',
  'dd of=/dev/sda',
  'mkfs.ext4 x',
  "sh -c 'halt'",
  'kill -9 -1',
  'pkill countersign',
);
const joints = fc.constantFrom('; ', ' && ', ' || ', '\n', ' | ', ' & ');

test('harmless commands, joined as one likes, stay open to people', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(harmless, joints), { maxLength: 6 }), (parts) => {
      assert.equal(findShellFloor(parts.map(([line]) => line).join('\n'), PLACE), null);
    }),
    { numRuns: 1_000 },
  );
});

test('no harmless command before or after hides a forbidden one', () => {
  fc.assert(
    fc.property(harmless, joints, forbidden, joints, harmless, (before, first, line, second, after) => {
      assert.notEqual(findShellFloor(`${before}${first}${line}${second}${after}`, PLACE), null);
    }),
    { numRuns: 1_000 },
  );
});

test('no wrapping hides a forbidden command', () => {
  const wrap = fc.constantFrom<(line: string) => string>(
    // With blanks: two brackets in a row begin arithmetic.
    (line) => `( ${line} )`,
    (line) => `{ ${line}; }`,
    (line) => `if true; then ${line}; fi`,
    (line) => `f() { ${line}; }; f`,
    (line) => `echo $( ${line})`,
    (line) => `echo "a $( ${line}) b"`,
    (line) => `case x in x) ${line};; esac`,
    (line) => `bash <<EOF\n${line}\nEOF`,
    (line) => `while ${line}; do ls; done`,
    (line) => `cat <(${line})`,
    (line) => (line.includes("'") ? line : `eval '${line}'`),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('', '! ', 'A=1 sudo -u root nice -n 5 '),
      forbidden,
      fc.array(wrap, { maxLength: 3 }),
      (prefix, line, wraps) => {
        const wrapped = wraps.reduce((text, apply) => (text.includes('<<') ? text : apply(text)), prefix + line);
        assert.notEqual(findShellFloor(wrapped, PLACE), null, wrapped);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('answers any text without throwing, and the same each time', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        ...'\'"`$(){}[]<>|&;#\\\n \t=!*?~/-'.split(''),
        '<<EOF',
        'case x in ',
        'rm',
        '-rf',
        '$(',
        '${',
        "$'",
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
      assert.deepEqual(findShellFloor(text, PLACE), findShellFloor(text, PLACE));
    }),
    { numRuns: 5_000 },
  );
});
