import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitSimpleCommands } from './split-simple-commands.ts';
import { unwrapCommand } from './unwrap-command.ts';

/** What a line runs, as `name|arg`. */
function unwrapped(line: string): string | null {
  const reading = splitSimpleCommands(line, { HOME: '/home/ada', PWD: '/work' });
  const words = reading.kind === 'read' ? (reading.commands.at(-1)?.words ?? []) : [];
  const program = unwrapCommand(words);
  return program === null ? null : [program.name, ...program.args.map(({ text }) => text ?? '?')].join('|');
}

const CASES: readonly (readonly [string, string | null])[] = [
  ['rm -rf /', 'rm|-rf|/'],
  ['/usr/bin/rm x', 'rm|x'],
  ['A=1 B+=2 C[0]=3 rm x', 'rm|x'],
  ['A=$(x) rm y', 'rm|y'],
  ['sudo rm x', 'rm|x'],
  ['sudo -u root -n rm x', 'rm|x'],
  ['sudo -nu root rm x', 'rm|x'],
  ['sudo -uroot rm x', 'rm|x'],
  ['sudo --user root -- rm x', 'rm|x'],
  ['sudo A=1 rm x', 'rm|x'],
  ['doas -u root rm x', 'rm|x'],
  ['env -i A=1 rm x', 'rm|x'],
  ['env -u A -C /tmp rm x', 'rm|x'],
  ['nice -n 10 ionice -c2 -n7 nohup setsid rm x', 'rm|x'],
  ['timeout -s KILL 5 rm x', 'rm|x'],
  ['timeout --signal=KILL 5 rm x', 'rm|x'],
  ['flock /tmp/lock rm x', 'rm|x'],
  ['chroot /mnt rm x', 'rm|x'],
  ['time -p rm x', 'rm|x'],
  ['command -p rm x', 'rm|x'],
  ['command -v rm', null],
  ['command -V rm', null],
  ['exec -a name rm x', 'rm|x'],
  ['xargs -I {} rm {}', 'rm|{}'],
  ['busybox rm x', 'rm|x'],
  ['sudo - rm', 'rm'],
  ['sudo', null],
  ['A=1', null],
  ['$x y', null],
  ['sudo $x y', null],
  ["env -S 'rm x'", 'env|-S|rm x'],
  ['env -i --split-string x', 'env|-i|--split-string|x'],
  ['env rm -S x', 'rm|-S|x'],
];

for (const [line, expected] of CASES) {
  test(`reads ${JSON.stringify(line)} as ${expected ?? 'nothing known'}`, () =>
    assert.equal(unwrapped(line), expected));
}
