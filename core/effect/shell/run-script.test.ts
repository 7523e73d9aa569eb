import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  [
    'if cat a; then cat b; elif cat c; then cat d; else cat e; fi',
    'file.read a, file.read b, file.read c, file.read d, file.read e',
  ],
  ['x=a; if ls; then x=b; fi; cat $x', 'file.read \u2026'],
  ['x=a; if ls; then x=a; fi; cat $x', 'file.read a'],
  ['x=a; ls || x=b; cat $x', 'file.read \u2026'],
  ['cd a || exit; cat b', 'file.read a/b'],
  ['cd a || { echo no; exit 1; }; cat b', 'file.read a/b'],
  ['cd a || $x; cat b', 'shell.opaque (a program whose name is not known), file.read a/b'],
  ['ls || cd a; cat b', 'file.read b'],
  ['while cat a; do cat b; done', 'file.read a, file.read b'],
  ['echo cat a | while read -r l; do sh; done', 'shell.opaque (it runs what it reads from its input)'],
  ['for x in a b; do cat $x; done', 'file.read a, file.read b'],
  ['for x in $y; do cat $x; done', 'file.read \u2026'],
  ['for x; do cat $x; done', 'file.read \u2026'],
  ['case $x in a) cat b;; *) cat c;; esac', 'file.read b, file.read c'],
  ['f() { cat a; }; f', 'file.read a'],
  ['f() { cat $1 "$@"; }; f b', 'file.read \u2026, file.read b'],
  ['f() { x=b; cd c; }; x=a; f; cat $x', 'file.read \u2026'],
  ['f() { x=b; }; x=b; f; cat $x', 'file.read b'],
  ["f() { alias c='cat a'; g() { cat z; }; }; f; g", 'file.read a, file.read z'],
  ['f() { f; }; f', 'shell.opaque (functions that call each other too deeply)'],
  ['f() { cat a; } > g; f', 'file.write g, file.read a'],
  ['cat a & cat b', 'file.read a, file.read b'],
  ['cat a > b | sh', 'file.write b, file.read a, shell.opaque (it runs what it reads from its input)'],
  ['{ :; } 1> b | sh', 'file.write b, shell.opaque (it runs what it reads from its input)'],
  ['if a; then :; fi | sh', 'unknown a, shell.opaque (it runs what it reads from its input)'],
  [': 2> b | sh', 'file.write b'],
  ['{ cat a; } > f', 'file.write f, file.read a'],
  ['(cd a; cat b); cat c', 'file.read a/b, file.read c'],
  ['! cat a', 'file.read a'],
  ['(( x = 1 ))', 'file.read (( x = 1 ))'],
  ['[[ -f a ]] > f', 'file.write f'],
  ["[[ 'a[$(ls)]' -eq 1 ]]", 'shell.opaque (a quoted index of an array that runs a command)'],
  ["x='a[$(ls)]'", 'shell.opaque (a quoted index of an array that runs a command)'],
  ['$(<f)', 'file.read f, shell.opaque (a program whose name is not known)'],
  ['$x', 'shell.opaque (a program whose name is not known)'],
  ['x=(a); x+=(b); cat "${x[@]}"', 'file.read a, file.read b'],
  ['x=(a); x+=b; cat $x', 'file.read \u2026'],
  ['x=a; x+=(b); cat $x', 'file.read \u2026'],
  ['x+=a; cat $x', 'file.read \u2026'],
  ['x=a; x+=b; cat $x', 'file.read ab'],
  ['x[0]=a; cat $x', 'file.read \u2026'],
  ['c$x a', 'shell.opaque (the name of a program that is put together from parts)'],
  ['cat${IFS}a', 'shell.opaque (the name of a program that is put together from parts), file.read a'],
  ['echo ${x@P}', 'shell.opaque (a value that is expanded once more, as a prompt)'],
  ['HISTFILE=x', 'shell.opaque (a variable that makes programs run others)'],
  ['LD_PRELOAD=x ls', 'shell.opaque (a variable that makes programs run others), process.run LD_PRELOAD=x'],
  ['PATH=/tmp/x:$PATH ls', 'shell.opaque (a variable that makes programs run others)'],
  ['PATH=/opt/x:$PATH ls', 'file.read PATH=/opt/x:$PATH ls'],
  ['PAGER=cat git log', 'file.read PAGER=cat git log'],
  ['GH_PAGER=x ls', 'shell.opaque (a variable that makes programs run others), process.run GH_PAGER=x'],
  [
    'GOFLAGS=-toolexec=x ls',
    'shell.opaque (a variable that makes programs run others), process.run GOFLAGS=-toolexec=x',
  ],
  ["PS1='$(x)'", 'shell.opaque (a variable that makes programs run others)'],
  ['echo a | cat | cat b', 'file.read b'],
  ['ls |& cat a', 'file.read a'],
  ['hidden-tool', 'unknown hidden-tool'],
  ['hidden-tool --version', 'process.run hidden-tool'],
  ['hidden-tool.py a', 'process.run hidden-tool.py a'],
  ['./tool a', 'process.run ./tool a'],
  ['./node_modules/.bin/tsc a', 'process.run ./node_modules/.bin/tsc a, file.read a'],
  ['./node_modules/.bin/hidden-tool a', 'process.run ./node_modules/.bin/hidden-tool a'],
  ['/opt/tool a', 'file.read /opt/tool, process.run /opt/tool a'],
  ['../other/tool', 'file.read ~/other/tool, process.run ../other/tool'],
  ['../../../bin/cat a', 'file.read a'],
  ['cd $x; ./tool', 'file.read ./tool, file.read tool, process.run ./tool'],
  ["''", 'shell.opaque (a program whose name is not known)'],
  ['/bin/c?t a', 'shell.opaque (a program whose name is not known)'],
  ['[ a ]', 'file.read [ a ]'],
  ['r\u200bm a', 'shell.opaque (a name with look-alike or invisible characters), file.delete a'],
  ['ls \u202e', 'file.read \u202e, unknown \u202e, shell.opaque (characters that make people read another text)'],
  [
    'f() { cat a; }; g() { f; }; h() { g; }; i() { h; }; j() { i; }; k() { j; }; l() { k; }; m() { l; }; n() { m; }; n',
    'file.read a, shell.opaque (functions that call each other too deeply)',
  ],
  [
    'for a in 1 2 3 4 5 6 7 8 9; do for b in 1 2 3 4 5 6 7 8 9; do for c in 1 2 3 4 5 6 7 8 9; do for d in 1 2 3 4 5 6 7 8 9; do x=$a; done; done; done; done',
    'shell.opaque (more statements than are followed)',
  ],
  ['x=a; x=$x$x$x$x; cat $x', 'file.read aaaa'],
  ['f() { f & f; }', 'file.read f() { f & f; }, floor.fork-bomb'],
  [
    'f() { a && b || c; (d); { e; }; case x in x) g;; esac; while h; do i; done; }; f',
    'unknown a, unknown b, unknown c, unknown d, unknown e, unknown g, unknown h, unknown i',
  ],
  ['cat <(cat a) >(cat b)', 'file.read a, file.read b'],
];

describe('A script', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
