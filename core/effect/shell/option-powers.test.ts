import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['sort $x', 'shell.opaque (a word that may be an option), file.read \u2026'],
  ['tree $x', 'file.write \u2026, file.read \u2026'],
  ['go env $x', 'shell.opaque (a word that may be an option)'],
  ['wc $x', 'file.read \u2026'],
  ['file $x', 'file.write \u2026, file.read \u2026'],
  ['git checkout $x', 'git.commit git checkout \u2026, process.run git checkout'],
  ['git show $x', 'file.write \u2026, process.run git show'],
  ['git add $x', 'git.commit git add \u2026'],
  ['git push $x', 'git.push git push \u2026, shell.opaque (a word that may be an option)'],
  ['python a.py $x', 'file.read a.py, process.run python a.py'],
  ['sort -- $x', 'file.read \u2026'],
  ['python -- $x', 'file.read \u2026, process.run python \u2026'],
];

describe('What a word that is not known may make of a program', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
