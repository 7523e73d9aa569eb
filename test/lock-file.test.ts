import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { missingEntries } from './complete-lock-file.ts';

test('the lock file has an entry for every platform, so that npm ci takes it anywhere', () => {
  const missing = missingEntries(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  assert.deepEqual(missing, [], 'run: node test/complete-lock-file.ts');
});

test('no package comes from anywhere but the registry', () => {
  const lock = readFileSync('package-lock.json', 'utf8');
  assert.equal(/"resolved": "(?!sdk")/.test(lock), false);
});
