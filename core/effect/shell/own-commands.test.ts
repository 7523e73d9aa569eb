import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Argument, literalArgument, UNKNOWN } from './argument.ts';
import type { CommandPlace } from './floor-finding.ts';
import { floorOfOwnCommand } from './own-commands.ts';

const PLACE: CommandPlace = {
  cwd: '/work/app',
  home: '/home/dev',
  gatewayPaths: ['/home/dev/.local/state/countersign'],
};

function argument(text: string): Argument {
  return literalArgument(text.replace('$what', UNKNOWN), { start: 0, end: 0 });
}

function isFloored(line: string, place = PLACE): boolean {
  const [name = '', ...words] = line.split(' ');
  return floorOfOwnCommand(name, words.map(argument), place) !== null;
}

test('an agent may look, tighten and work for itself', () => {
  for (const line of [
    'countersign',
    'countersign --help',
    'countersign status --json',
    'countersign approvals list',
    'countersign log verify --key k',
    'countersign halt --reason x',
    'countersign run -- claude',
  ])
    assert.equal(isFloored(line), false, line);
});

test('an agent may not answer, loosen, log in, pair or remove, nor use a command that nobody has looked at', () => {
  for (const line of [
    'countersign approvals approve 0123',
    'countersign approvals deny 0123',
    'countersign dashboard',
    'countersign login',
    'countersign whitelist add x --yes',
    'countersign trust session s',
    'countersign policy accept 3 --yes',
    'countersign approvers totp',
    'countersign delegations add human:x',
    'countersign safe-mode off',
    'countersign lift x',
    'countersign lease grant',
    'countersign channels pair telegram human:x',
    'countersign secret set x',
    'countersign log erase 3',
    'countersign init',
    'countersign a-later-command',
    'countersign --json resume',
    'countersign approvals',
  ])
    assert.equal(isFloored(line), true, line);
});

test('what is not known in full counts as the worst', () => {
  assert.equal(isFloored('countersign $what'), true);
  assert.equal(isFloored('countersign approvals $what'), true);
});

test('our entry files behind a runtime are our commands, files of others are not', () => {
  for (const line of [
    'node node_modules/countersign/dist/apps/cli/main.js approvals approve 0123',
    'node --no-warnings /opt/countersign/apps/daemon/offline.ts whitelist add x --yes',
    'bun /srv/countersign/bin/countersign dashboard',
  ])
    assert.equal(isFloored(line), true, line);
  for (const line of [
    'node node_modules/countersign/dist/apps/cli/main.js status',
    'node apps/cli/main.ts build',
    'node scripts/build.js',
    'cat /opt/countersign/apps/cli/main.ts approvals approve',
  ])
    assert.equal(isFloored(line), false, line);
  assert.equal(isFloored('node apps/cli/main.ts dashboard', { ...PLACE, cwd: '/home/dev/countersign' }), true);
  assert.equal(isFloored('node apps/cli/main.ts dashboard', { ...PLACE, cwd: null }), false);
});
