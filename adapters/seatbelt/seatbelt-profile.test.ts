import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SeatbeltBounds, seatbeltArguments, seatbeltProfile } from './seatbelt-profile.ts';

const BOUNDS: SeatbeltBounds = {
  folder: '/Users/ann/project',
  isWritable: true,
  protectedNames: ['.git', '.vscode'],
  readable: ['/Users/ann/tools'],
  home: '/private/var/gateway/home-1',
  temporary: '/private/tmp/countersign-1',
};

test('denies all, names what is allowed, and denies the protected names and the network last', () => {
  const lines = seatbeltProfile(BOUNDS).split('\n');
  assert.deepEqual(lines.slice(0, 8), [
    '(version 1)',
    '(deny default)',
    '(allow process-fork)',
    '(allow process-exec)',
    '(allow signal (target same-sandbox))',
    '(allow process-info* (target same-sandbox))',
    '(allow sysctl-read)',
    '(allow pseudo-tty)',
  ]);
  assert.deepEqual(lines.slice(-15), [
    '(allow file-read* (subpath (param "READABLE_0")))',
    '(allow file-read-metadata (path-ancestors (param "FOLDER")))',
    '(allow file-read* (subpath (param "FOLDER")))',
    '(allow file-read-metadata (path-ancestors (param "HOME_FOLDER")))',
    '(allow file-read* (subpath (param "HOME_FOLDER")))',
    '(allow file-read-metadata (path-ancestors (param "TEMPORARY")))',
    '(allow file-read* (subpath (param "TEMPORARY")))',
    '(allow file-write* (subpath (param "FOLDER")))',
    '(allow file-write* (subpath (param "HOME_FOLDER")))',
    '(allow file-write* (subpath (param "TEMPORARY")))',
    '(deny file-write* (subpath (param "PROTECTED_0")))',
    '(deny file-write* (subpath (param "PROTECTED_1")))',
    '(deny file-write-setugid)',
    '(deny network*)',
    '',
  ]);
  assert.equal(lines.filter((line) => line.startsWith('(allow network')).length, 0);
});

test('writes nothing to a folder that is only read', () => {
  const text = seatbeltProfile({ ...BOUNDS, isWritable: false, home: null });
  assert.doesNotMatch(text, /file-write\* \(subpath \(param "FOLDER"\)\)/);
  assert.doesNotMatch(text, /HOME_FOLDER/);
  assert.match(text, /file-write\* \(subpath \(param "TEMPORARY"\)\)/);
});

test('gives every path as a parameter, so that none becomes part of the language', () => {
  const folder = '/Users/a")(allow default)("b';
  const words = seatbeltArguments({ ...BOUNDS, folder }, ['node', '-e', '1']);
  assert.deepEqual(words.slice(0, 2), ['/usr/bin/sandbox-exec', '-p']);
  assert.doesNotMatch(words[2] ?? '', /allow default/);
  assert.deepEqual(words.slice(3), [
    ...[
      '-D',
      `FOLDER=${folder}`,
      '-D',
      'HOME_FOLDER=/private/var/gateway/home-1',
      '-D',
      'TEMPORARY=/private/tmp/countersign-1',
    ],
    ...['-D', 'READABLE_0=/Users/ann/tools', '-D', `PROTECTED_0=${folder}/.git`, '-D', `PROTECTED_1=${folder}/.vscode`],
    ...['--', 'node', '-e', '1'],
  ]);
});
