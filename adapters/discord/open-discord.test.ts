import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../ports/conformance/channel-answers.ts';
import { hearing } from '../../ports/conformance/channel-harness.ts';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { sampleMessage } from '../../ports/conformance/sample-message.ts';
import type { DiscordOptions } from './discord-options.ts';
import {
  discordByAsking,
  discordByInteractions,
  GROUP,
  nowMs,
  openBoth,
  PERSON,
  TOKEN,
} from './testing/discord-harness.ts';
import { APPLICATION } from './testing/discord-server.ts';

testNotificationChannel(discordByInteractions);
testNotificationChannel(discordByAsking);

test('answers a ping, which Discord sends before it takes an address', async (t) => {
  const { server, open } = await openBoth(t, { polls: false });
  const ping = server.signed(JSON.stringify({ id: '1', application_id: APPLICATION, type: 1, token: 'x', version: 1 }));
  const answer = await open().receive?.(ping, hearing().handle);
  assert.deepEqual(answer, { status: 200, contentType: 'application/json', body: '{"type":1}' });
});

test('answers what it does not offer by doing nothing', async (t) => {
  const { server, open } = await openBoth(t, { polls: false });
  const { updates, handle } = hearing();
  for (const type of [2, 4, 5, 99]) {
    const answer = await open().receive?.(server.signed(JSON.stringify({ application_id: APPLICATION, type })), handle);
    assert.equal(answer?.body, '{"type":6}');
  }
  assert.equal(updates.length, 0);
});

test('finds open questions again after a restart, and looks at none that is decided', async (t) => {
  const { server, open } = await openBoth(t, { polls: true });
  const before = open();
  const proof = await before.deliver(sampleMessage(GROUP), AbortSignal.timeout(5_000));
  const other = await before.deliver(sampleMessage(GROUP), AbortSignal.timeout(5_000));
  assert.ok(proof.ok && other.ok);
  await before.edit(
    { to: GROUP, reference: other.value.reference, document: sampleMessage(GROUP).document },
    AbortSignal.timeout(5_000),
  );
  for (const { reference } of [proof.value, other.value]) {
    const message = server.seen().find((seen) => seen.reference === reference);
    assert.ok(message !== undefined);
    server.happen({
      event: 1,
      person: PERSON,
      place: GROUP,
      isPrivate: false,
      act: { kind: 'react', message, verb: 'deny' },
    });
  }
  const { updates, handle } = hearing(null);
  const ending = new AbortController();
  const listening = open().listen?.(handle, ending.signal);
  await until(() => updates.length > 0);
  await sleep(40);
  ending.abort();
  await listening;
  assert.deepEqual(
    updates.map(({ act, isPrivate }) => [act, isPrivate]),
    [[{ kind: 'react', verb: 'deny', reference: proof.value.reference }, false]],
  );
});

test('takes what mentions the bot without the mention, and nothing from a webhook', async (t) => {
  const { server, open } = await openBoth(t, { polls: true });
  const say = (text: string) =>
    server.happen({ event: 1, person: PERSON, place: GROUP, isPrivate: false, act: { kind: 'type', text } });
  say('<@112233445566778890> !approve 7k3m');
  say('<@112233445566778891> !approve 7k3m');
  say('hello');
  const { updates, handle } = hearing(null);
  const ending = new AbortController();
  const listening = open().listen?.(handle, ending.signal);
  await until(() => updates.length > 0);
  ending.abort();
  await listening;
  assert.deepEqual(
    updates.map(({ act }) => (act.kind === 'text' ? act.text : '')),
    ['!approve 7k3m'],
  );
});

test('does not exceed a limit that Discord has told it of, and sends nothing until it has passed', async (t) => {
  const { open } = await openBoth(t, { polls: false });
  let calls = 0;
  const channel = open({
    fetch: () => {
      calls += 1;
      const headers = {
        'x-ratelimit-limit': '1',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': '2',
        'x-ratelimit-bucket': 'b',
      };
      return Promise.resolve(Response.json({ id: '123456789012345678' }, { headers }));
    },
  });
  // The first answer tells which limit the route belongs to, the second what is left of it.
  for (let times = 0; times < 2; times += 1)
    assert.equal((await channel.deliver(sampleMessage(GROUP), AbortSignal.timeout(5_000))).ok, true);
  const third = await channel.deliver(sampleMessage(GROUP), AbortSignal.timeout(5_000));
  assert.equal(third.ok ? '' : third.failure.code, 'rate-limited');
  const waits = third.ok ? 0 : (third.failure.retryAfterMs ?? 0);
  assert.ok(waits > 500 && waits <= 2_100, String(waits));
  assert.equal(calls, 2);
});

test('refuses options that cannot be right, without showing the token', async (t) => {
  const { open } = await openBoth(t, { polls: false });
  const bad: readonly Partial<DiscordOptions>[] = [
    { token: 'short' },
    { token: `${TOKEN} x` },
    { applicationId: 'x' },
    { publicKey: 'aa' },
    { publicKey: null, poll: null },
    { poll: { places: ['general'] } },
  ];
  for (const changes of bad)
    assert.throws(
      () => open(changes),
      (error: Error) => error instanceof RangeError && !error.message.includes(TOKEN),
    );
});

test('takes what was typed while nobody listened, and says nothing about what may have been taken before', async (t) => {
  const { server, open } = await openBoth(t, { polls: true });
  const say = (text: string) =>
    server.happen({ event: 1, person: PERSON, place: GROUP, isPrivate: false, act: { kind: 'type', text } });
  say('!approve 7k3m');
  const listenAt = async (atMs: number) => {
    const { updates, handle } = hearing('Approved.');
    const ending = new AbortController();
    const before = server.asked.length;
    const listening = open({ nowMs: () => atMs }).listen?.(handle, ending.signal);
    await until(() => server.asked.slice(before).filter(({ path }) => path.endsWith('/messages')).length >= 4);
    ending.abort();
    await listening;
    return updates.length;
  };
  assert.equal(await listenAt(nowMs() + 60_000), 1);
  assert.deepEqual(server.told(), []);
  assert.equal(await listenAt(nowMs() + 600_001), 0);
  assert.equal(await listenAt(nowMs()), 1);
  assert.deepEqual(server.told(), ['Approved.']);
});

test('calls a place private only where nobody but the person and the bot is', async (t) => {
  const { server, open } = await openBoth(t, { polls: false });
  const { updates, handle } = hearing(null);
  const message = { place: GROUP, reference: '123456789012345678', text: '', live: [], buttons: [] };
  const act = { kind: 'press' as const, message, code: 'a:0123456789abcdef' };
  const told = server.interactionOf({ event: 1, person: PERSON, place: GROUP, isPrivate: true, act });
  const places = [
    {},
    { context: 1 },
    { context: 2 },
    { channel: { type: 3 } },
    { channel: undefined },
    { context: null },
  ];
  for (const changes of places) await open().receive?.(server.signed(JSON.stringify({ ...told, ...changes })), handle);
  assert.deepEqual(
    updates.map(({ isPrivate }) => isPrivate),
    [true, true, false, false, false, false],
  );
});
