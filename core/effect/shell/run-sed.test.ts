import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['sed s/a/b/ f', 'file.read f'],
  ['sed -i s/a/b/ f', 'file.read f, file.write f'],
  ['sed -i.bak -e s/a/b/ f', 'file.read f, file.write f'],
  ["sed -n '1,5p;$p' f", 'file.read f'],
  ['sed -f s.sed f', 'shell.opaque (an option that can run or load anything), file.read f'],
  ['sed --help', 'file.read sed --help'],
  ['sed', 'file.read sed'],
  ["sed 's/a/b/w out' f", 'file.write out, file.read f'],
  ["sed 'w out' f", 'file.write out, file.read f'],
  ["sed 'r in' f", 'file.read in, file.read f'],
  ["sed '1e cat a' f", 'file.read a, file.read f'],
  ['sed e f', 'shell.opaque (an option that can run or load anything), file.read f'],
  ["sed 's/a/b/e' f", 'shell.opaque (an option that can run or load anything), file.read f'],
  ["sed 's,a,b,gI;y/ab/cd/' f", 'file.read f'],
  ["sed '/a/,/b/d' f", 'file.read f'],
  ["sed '\\,a,d' f", 'file.read f'],
  ["sed '/a' f", 'shell.opaque (a script of sed that is not understood), file.read f'],
  ["sed 's/a/b' f", 'shell.opaque (a script of sed that is not understood), file.read f'],
  ["sed 's/a/b/Q' f", 'shell.opaque (a script of sed that is not understood), file.read f'],
  ["sed '1a text\\' f", 'file.read f'],
  ["sed ':l;N;$!bl;s/a/b/' f", 'file.read f'],
  ["sed '1i\\\ntext\n2d' f", 'file.read f'],
  ["sed 'Z' f", 'shell.opaque (a script of sed that is not understood), file.read f'],
  ['sed "s/a/$x/" f', 'file.read f'],
  ["sed '{p;p}' f", 'file.read f'],
  ["sed '1~2p' f", 'file.read f'],
  ['sed -e p -- f', 'file.read f'],
  ["sed '# note\np' f", 'file.read f'],
  ["sed 's/[/]/x/' f", 'shell.opaque (a script of sed that is not understood), file.read f'],
];

describe('sed', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
