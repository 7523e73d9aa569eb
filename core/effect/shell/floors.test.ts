import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and the hard floor that they meet; null where they meet none. */
const LINES: readonly (readonly [string, string | null])[] = [
  ['mv ~ /tmp/x', 'floor.wipe'],
  ['mv -t /tmp/x /etc', 'floor.wipe'],
  ['mv /* /tmp/x', 'floor.wipe'],
  ['mv ~/* /tmp/x', null],
  ['mv a b', null],
  ['mv $X b', null],
  ['rsync -a --delete a/ ~/', 'floor.wipe'],
  ['rsync -a --delete a/ /', 'floor.wipe'],
  ['rsync -a a/ ~/', null],
  ['rsync -a --delete a/ b/', null],
  ['rsync -a --delete a/ h:/', null],
  ['rsync -a / --delete', null],
  ['rsync --delete a $X', null],
  ['rsync -a --delete-missing-args a/ ~/', null],
  ['busctl call org.freedesktop.login1 /x org.freedesktop.login1.Manager PowerOff b true', 'floor.power'],
  ['dbus-send --system --dest=x /x org.freedesktop.login1.Manager.Reboot', 'floor.power'],
  ['busctl list $X', null],
  ['osascript -e \'tell app "Finder" to restart\'', 'floor.power'],
  ['osascript -e \'display dialog "a"\' $X', null],
  ['nwipe --autonuke', 'floor.device-write'],
  ['nwipe /dev/sda', 'floor.device-write'],
  ['nwipe a', null],
  ['scrub /dev/sdb', 'floor.device-write'],
  ['sfdisk --delete /dev/sda', 'floor.format'],
  ["perl -e 'fork while 1'", 'floor.fork-bomb'],
  ['powershell -c "Stop-Computer"', 'floor.power'],
  ['cmd /c "format c:"', 'floor.format'],
  ['format C: /q', 'floor.format'],
];

describe('What no approval lets through', () => {
  for (const [line, floor] of LINES)
    test(`${floor ?? 'no floor'}: ${line}`, () => {
      const last = effectsOf(line).split(', ').at(-1) ?? '';
      assert.equal(last.startsWith('floor.') ? last : null, floor, effectsOf(line));
    });
});
