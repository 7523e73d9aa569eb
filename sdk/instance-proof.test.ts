import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instanceKeyFrom, whoListens } from './instance-proof.ts';

const KEY = new Uint8Array(32).fill(171);

test('reads a key of 64 hexadecimal digits, and takes nothing else for one', () => {
  for (const text of ['ab'.repeat(32), `${'AB'.repeat(32)}\n`]) assert.deepEqual(instanceKeyFrom(text), KEY);
  for (const text of ['', 'ab', 'zz'.repeat(32), 'ab'.repeat(33), `${'ab'.repeat(32)} ab`])
    assert.equal(instanceKeyFrom(text), null, text);
});

test('tells an address that nobody holds from one that this machine has not, and takes every other failure for another program', async () => {
  const failing = (error: Error) => ({ send: () => Promise.reject(error), signal: null });
  const refused = (code: unknown) => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
  const place = { host: '[::1]', port: 7_391, key: KEY, timeoutMs: 1_000 };
  assert.equal(await whoListens(place, failing(refused('ECONNREFUSED'))), 'nobody');
  assert.equal(await whoListens(place, failing(refused('EADDRNOTAVAIL'))), 'absent');
  for (const error of [refused('ECONNRESET'), refused(7), new TypeError('fetch failed')])
    assert.equal(await whoListens(place, failing(error)), 'other');
});
