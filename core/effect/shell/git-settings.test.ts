import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { isTameSetting } from './git-settings.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

const TAME = [
  'color.ui=always',
  'Color.UI',
  'user.name=a b',
  'core.quotePath=off',
  'protocol.version=2',
  'core.pager=cat',
  'core.pager=',
  'commit.gpgSign=false',
];
const OTHERS = [
  'core.pager=evil',
  'core.pager',
  'core.sshCommand=evil',
  'diff.external=evil',
  'diff.a.textconv=evil',
  'alias.x=!sh',
  'color',
  'color.a.b=c',
  'user.signingkey=a',
  'protocol.ext.allow=always',
  'blame.ignoreRevsFile=a',
  'constructor',
  '',
  'commit.gpgsign=true',
];

/** Lines, and what they do. */
const OPAQUE = 'shell.opaque (an option that can run or load anything)';
const LINES: readonly (readonly [string, string])[] = [
  ['git -c color.ui=always log', 'file.read git -c color.ui=always log'],
  ['git --no-pager -c color.ui=always -C . log', 'file.read git --no-pager -c color.ui=always -C . log'],
  ['git -c core.pager=evil -c color.ui=always log', OPAQUE],
  ['git -c $x log', OPAQUE],
  ['git -c', 'file.read git -c'],
];

describe('A setting of git', () => {
  test('is tame where git stays what it is but for what it shows', () => {
    assert.deepEqual(
      TAME.filter((setting) => !isTameSetting(setting)),
      [],
    );
    assert.deepEqual(OTHERS.filter(isTameSetting), []);
  });

  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
