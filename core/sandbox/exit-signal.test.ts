import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfExcess, signalOfExit } from './exit-signal.ts';

test('reads 128 and a number as the signal of that number, where it is one that ends programs', () => {
  const codes = [129, 137, 143, 159];
  assert.deepEqual(codes.map(signalOfExit), ['SIGHUP', 'SIGKILL', 'SIGTERM', 'SIGSYS']);
  for (const exitCode of [0, 1, 9, 127, 128, 138, 192, 255]) assert.equal(signalOfExit(exitCode), null);
});

test('tells a time that is over from an order to end, and both from what was used too much of', () => {
  assert.deepEqual(endOfExcess('wall', 5), { kind: 'timed-out', afterMs: 5 });
  for (const excess of ['stopped', 'lease', 'gateway'] as const)
    assert.deepEqual(endOfExcess(excess, 5), { kind: 'stopped' });
  assert.deepEqual(endOfExcess('memory', 5), { kind: 'signalled', signal: 'SIGKILL' });
});
