import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { surroundingsOf } from '../../decide.ts';
import { actionOf, factsOf, policyOf, WORKSPACE } from '../../testing/samples.ts';
import { placeOf } from '../action-place.ts';
import { analyseShell } from '../analyse-shell.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const parseShell = await openShellParser();
const effectsOf = effectsOfLine(parseShell);

/** Lines, and what they do beside reading from the remote. */
const LINES: readonly (readonly [string, string])[] = [
  ['git clone https://github.com/a/b', 'file.write b'],
  ['git clone https://github.com/a/b.git', 'file.write b'],
  ['git clone https://github.com/a/b/', 'file.write b'],
  ['git clone git@github.com:b.git', 'file.write b'],
  ['git clone ../a', 'file.write ~/a'],
  ['git clone https://github.com/a/b c', 'file.write c'],
  ['git clone https://github.com/a/b /opt/b', 'file.write /opt/b'],
  ['git clone', ''],
  ['git clone a --bare', ''],
  ['git clone "$x"', ''],
  ['git clone host:', 'net.fetch host'],
  ['git fetch https://10.0.0.1/a', 'net.fetch 10.0.0.1'],
  ['git fetch http://169.254.169.254/a', 'net.fetch 169.254.169.254'],
  ['git fetch "https://$x/a"', 'net.fetch not known'],
  [
    'git fetch ext::reboot',
    'shell.opaque (an address that runs a command), shell.opaque (an address that is not clear)',
  ],
  ['git fetch fd::3', 'shell.opaque (an address that runs a command), shell.opaque (an address that is not clear)'],
  [
    'git config x ext::reboot',
    'shell.opaque (an address that runs a command), shell.opaque (an option that can run or load anything)',
  ],
];

describe('Addresses that git is given', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => {
      const found = effectsOf(line).split(', ');
      const beside = found.filter(
        (effect) => !effect.startsWith('net.fetch git') && !effect.startsWith('file.write …'),
      );
      assert.equal(beside.join(', '), effects);
    });
  }
});

/** Lines, and whether what git does there is known. */
const FOLDERS: readonly (readonly [string, boolean])[] = [
  ['git status', true],
  ['git -C . status', true],
  ['git --no-pager log', true],
  ['git -C', true],
  ['cd x && git --version', true],
  ['git --help', true],
  ['git -C /srv/other status', true],
  ['cd x && git init && git remote add origin h', true],
  ['git -C x rev-parse HEAD', true],
  ['git -C x remote update', false],
  ['git -C x status', false],
  ['git -C . -C x status', false],
  ['git --namespace n -C x status', false],
  ['git -C "$x" status', false],
  ['cd x && git status', false],
  ['cd /tmp/x && git status', false],
  ['cd x && tig', false],
  ['cd x && gh pr list', false],
  ['gh pr list', true],
  ['find . -execdir git status \\;', false],
  ['find . -exec git status \\;', true],
];

describe('The folder that git takes its settings from', () => {
  for (const [line, isKnown] of FOLDERS) {
    test(JSON.stringify(line), () => assert.equal(!effectsOf(line).includes('process.run '), isKnown));
  }
});

/** Lines in a workspace of which `packages/a` was seen to bring no repository, and whether what git does there is known. */
const SEEN: readonly (readonly [string, boolean])[] = [
  ['cd packages/a && git status', true],
  ['git -C packages/a log -3', true],
  ['cd packages/a && cat b && git add . && git commit -m x && git status', true],
  ['cd packages/a && tig', true],
  ['cd packages/b && git status', false],
  ['cd packages && git status', false],
  ['cd packages/a/src && git status', false],
  ['cp -r evil/. packages/a && cd packages/a && git status', false],
  ['git init --bare packages/a && git -C packages/a status', false],
  ['git clone --bare https://github.com/a/b packages/a && git -C packages/a status', false],
  ['cd packages/a && make && git status', false],
];

describe('A folder that was looked at', () => {
  const facts = factsOf({ repositoryFolders: [`${WORKSPACE}/packages/a`] });
  const place = placeOf(actionOf(), surroundingsOf(facts, policyOf({}, { parseShell })));
  for (const [line, isKnown] of SEEN) {
    test(JSON.stringify(line), () => {
      const { found } = analyseShell(line, place);
      const isRun = found.some(({ effect }) => effect.detail.startsWith('run git in a folder'));
      assert.equal(!isRun, isKnown, found.map(({ effect }) => `${effect.class} ${effect.detail}`).join(', '));
    });
  }
});
