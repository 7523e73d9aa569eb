import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

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
  ['git clone host:', ''],
  ['git fetch https://10.0.0.1/a', 'net.fetch 10.0.0.1'],
  ['git fetch http://169.254.169.254/a', 'net.fetch 169.254.169.254'],
  ['git fetch "https://$x/a"', ''],
  ['git fetch ext::reboot', 'shell.opaque (an address that runs a command)'],
  ['git fetch fd::3', 'shell.opaque (an address that runs a command)'],
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
