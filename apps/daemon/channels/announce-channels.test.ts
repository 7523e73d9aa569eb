import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, ok } from '../../../core/result.ts';
import type { ChannelFailureCode } from '../../../ports/notification-channel.ts';
import { fakeChannel } from '../../../test/harness/fake-channel.ts';
import { announceChannels } from './announce-channels.ts';

function announcing(name: string, outcomes: readonly (ChannelFailureCode | 'ok')[]) {
  let calls = 0;
  const channel = {
    ...fakeChannel(name),
    announce: async () => {
      const outcome = outcomes[Math.min(calls, outcomes.length - 1)] ?? 'ok';
      calls += 1;
      return outcome === 'ok' ? ok(null) : fail({ code: outcome, reason: `${name} failed`, retryAfterMs: null });
    },
  };
  return { channel, calls: () => calls };
}

async function announceAll(...channels: readonly ReturnType<typeof announcing>[]): Promise<readonly string[]> {
  const troubles: string[] = [];
  const { signal } = new AbortController();
  const onTrouble = (channel: string): void => void troubles.push(channel);
  await announceChannels([fakeChannel('silent'), ...channels.map(({ channel }) => channel)], {
    signal,
    onTrouble,
    firstPauseMs: 1,
  });
  return troubles;
}

test('announces each channel, again after an outage or a limit, and tells of every failure', async () => {
  const [works, comesBack] = [
    announcing('works', ['ok']),
    announcing('comes-back', ['unreachable', 'rate-limited', 'ok']),
  ];
  assert.deepEqual(await announceAll(works, comesBack), ['comes-back', 'comes-back']);
  assert.deepEqual([works.calls(), comesBack.calls()], [1, 3]);
});

test('leaves what is refused to the operator, and gives up after eight attempts', async () => {
  const [refused, gone] = [announcing('refused', ['misconfigured']), announcing('gone', ['unreachable'])];
  const troubles = await announceAll(refused, gone);
  assert.deepEqual([refused.calls(), gone.calls(), troubles.length], [1, 8, 9]);
});

test('ends at once when the gateway ends', async () => {
  const gone = announcing('gone', ['unreachable']);
  const ending = new AbortController();
  const announced = announceChannels([gone.channel], {
    signal: ending.signal,
    onTrouble: () => ending.abort(),
    firstPauseMs: 600_000,
  });
  await announced;
  assert.equal(gone.calls(), 1);
});
