import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isBelowItself,
  problemsOfDoors,
  problemsOfHomeFiles,
  problemsOfId,
  problemsOfLimits,
} from './spec-problems.ts';

test('takes names of small letters, digits and hyphens', () => {
  for (const id of ['one', 'run-01980000', '-', 'z9', 'a'.repeat(40)]) assert.deepEqual(problemsOfId(id), [], id);
  for (const id of ['', 'a'.repeat(41), 'A', 'a/b', 'a b', 'ä', '..', '{', ':'])
    assert.match(problemsOfId(id).join(), /^id: found ".*", want at most 40 of a-z, 0-9 and -$/, id);
  assert.ok((problemsOfId('x'.repeat(1_000))[0]?.length ?? 0) < 300, 'a long one is shown in part');
});

test('takes limits that are whole and above nothing, and names the others', () => {
  assert.deepEqual(problemsOfLimits({ wallMs: 1, tasks: 64 }), []);
  assert.deepEqual(problemsOfLimits({ wallMs: 0, tasks: 0.5, cpuMs: Number.NaN, fileBytes: -1, outputBytes: 9 }), [
    'limits.wallMs: found 0, want a whole number above 0',
    'limits.tasks: found 0.5, want a whole number above 0',
    'limits.cpuMs: found NaN, want a whole number above 0',
    'limits.fileBytes: found -1, want a whole number above 0',
  ]);
});

test('takes each port once, so many, and from the first that is allowed', () => {
  const bounds = { most: 3, first: 1_024 };
  assert.deepEqual(problemsOfDoors([1_024, 65_535], bounds), []);
  assert.deepEqual(problemsOfDoors([1_023, 65_536, 2_000.5, 2_000, 2_000], bounds), [
    'doors: found 5, want at most 3',
    'doors: found two of one port',
    'doors: found port 1023, want 1024 to 65535',
    'doors: found port 65536, want 1024 to 65535',
    'doors: found port 2000.5, want 1024 to 65535',
  ]);
});

test('takes files of a home that stay below it', () => {
  for (const path of ['.npmrc', '.config/tool/settings.json', '..a']) assert.equal(isBelowItself(path), true, path);
  const bad = ['', '/a', 'a//b', 'a/../b', '.', 'a/', 'a\0b'];
  assert.equal(problemsOfHomeFiles(['fine', ...bad]).length, bad.length);
  assert.deepEqual(problemsOfHomeFiles(['../x']), ['home.files: found "../x", want a path below the home']);
});
