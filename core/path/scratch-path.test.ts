import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isScratchPath } from './scratch-path.ts';

test('knows the temporary folders of Linux and of Macs', () => {
  for (const path of ['/tmp/out.txt', '/tmp/a/b', '/var/tmp/x', '/private/tmp/x', '/var/folders/ab/c0d1/T/x'])
    assert.ok(isScratchPath(path), path);
});

test('takes neither the folders themselves for scratch, nor what only begins like them or lies beside', () => {
  const others = [
    '/tmp',
    '/tmpfile',
    '/var/tmp',
    '/home/ada/tmp/x',
    '/var/folders/ab/c0d1/T',
    '/var/folders/ab/c0d1/C/x',
  ];
  for (const path of [...others, '/var/folders/', '/dev/shm/x']) assert.ok(!isScratchPath(path), path);
});

test('leaves what running programs keep there to them', () => {
  for (const path of [
    '/tmp/.X11-unix/X0',
    '/tmp/ssh-Ab12/agent.9',
    '/tmp/tmux-1000/default',
    '/tmp/systemd-private-1/x',
  ])
    assert.ok(!isScratchPath(path), path);
});
