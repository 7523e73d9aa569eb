import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitSimpleCommands } from './split-simple-commands.ts';
import { unwrapCommand } from './unwrap-command.ts';
import { folderAfter, resolveWord } from './working-folder.ts';

const PLACE = { cwd: '/work/site', home: '/home/ada' };

function after(line: string): string | null {
  const reading = splitSimpleCommands(line, { HOME: PLACE.home, PWD: PLACE.cwd });
  return folderAfter(unwrapCommand(reading.kind === 'read' ? (reading.commands.at(-1)?.words ?? []) : []), PLACE);
}

const CASES: readonly (readonly [string, string | null])[] = [
  ['ls /', '/work/site'],
  ['$x', '/work/site'],
  ['cd', '/home/ada'],
  ['cd src', '/work/site/src'],
  ['cd -P -- ../..', '/'],
  ['cd ~', '/home/ada'],
  ['pushd /tmp', '/tmp'],
  ['cd -', null],
  ['cd $x', null],
];

for (const [line, expected] of CASES) {
  test(`${line} leads to ${expected ?? 'somewhere unknown'}`, () => assert.equal(after(line), expected));
}

test('resolves no relative path where the folder is unknown', () => {
  const nowhere = { ...PLACE, cwd: null };
  assert.equal(resolveWord('a', nowhere), null);
  assert.deepEqual(
    ['/a', '~', '~/a'].map((text) => resolveWord(text, nowhere)),
    ['/a', '/home/ada', '/home/ada/a'],
  );
  assert.equal(resolveWord('a', PLACE), '/work/site/a');
});
