import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../ports/conformance/channel-answers.ts';
import { hearing } from '../../ports/conformance/channel-harness.ts';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { sampleMessage } from '../../ports/conformance/sample-message.ts';
import type { DiscordOptions } from './discord-options.ts';
import { readTyped } from './read-typed.ts';
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

test('tells Discord which slash commands there are, where it is called with them', async (t) => {
  const { server, open } = await openBoth(t, { polls: false });
  const signal = AbortSignal.timeout(5_000);
  assert.equal(open({ publicKey: null, poll: { places: [] } }).announce, undefined);
  assert.deepEqual(await open().announce?.(signal), { ok: true, value: null });
  const [told] = server.asked;
  assert.deepEqual([told?.method, told?.path], ['PUT', `/v10/applications/${APPLICATION}/commands`]);
  const commands = told?.body as unknown as readonly {
    name: string;
    description: string;
    options: readonly object[];
  }[];
  assert.deepEqual(
    commands.map(({ name, options }) => [name, options.length]),
    [
      ['approve', 2],
      ['deny', 2],
      ['pending', 0],
      ['pair', 1],
      ['whoami', 0],
      ['help', 0],
    ],
  );
  assert.ok(commands.every(({ description }) => description.length >= 1 && description.length <= 100));
  server.fail('refused-token');
  const refused = await open().announce?.(signal);
  assert.equal(refused?.ok === false && refused.failure.code, 'misconfigured');
});

test('takes a slash command as what was typed, from whoever typed it, and answers them alone', async (t) => {
  const { server, open } = await openBoth(t, { polls: false });
  const direct = { id: '555555555555555551', type: 1 };
  const interaction = (id: number, data: object, changes: object = {}) => ({
    id: `4000000000000000${String(id).padStart(2, '0')}`,
    application_id: APPLICATION,
    type: 2,
    token: 'aW50ZXJhY3Rpb24',
    channel_id: direct.id,
    channel: direct,
    user: { id: PERSON, username: 'human:operator' },
    data: { id: '1', type: 1, ...data },
    ...changes,
  });
  const option = (name: string, value: unknown) => ({ name, type: 3, value });
  const { updates, handle } = hearing('Taken');
  const send = async (value: object, by = handle) =>
    JSON.parse((await open().receive?.(server.signed(JSON.stringify(value)), by))?.body ?? '') as object;
  const typed = [
    [{ name: 'approve' }, '/approve -'],
    [{ name: 'approve', options: [option('scope', 'session'), option('id', ' 7k3m ')] }, '/approve 7k3m session'],
    [{ name: 'deny', options: [option('reason', 'not this host')] }, '/deny - not this host'],
    [{ name: 'pair', options: [option('code', '956N-U23G')] }, '/pair 956N-U23G'],
    [{ name: 'pending', options: [] }, '/pending'],
  ] as const;
  for (const [index, [data]] of typed.entries()) {
    const data4 = { content: 'Taken', flags: 64, allowed_mentions: { parse: [] } };
    assert.deepEqual(await send(interaction(index, data)), { type: 4, data: data4 });
  }
  assert.deepEqual(
    updates.map(({ user, isPrivate, act }) => [user, isPrivate, act]),
    typed.map(([, text]) => [PERSON, true, { kind: 'text', text }]),
  );
  const guild = { guild_id: '600000000000000001', channel_id: GROUP, channel: { id: GROUP, type: 0 } };
  await send(interaction(20, { name: 'whoami' }, { ...guild, user: undefined, member: { user: { id: PERSON } } }));
  assert.deepEqual([updates.at(-1)?.place, updates.at(-1)?.isPrivate], [GROUP, false]);
  const heard = updates.length;
  for (const [index, data] of [
    { name: 'shutdown' },
    { name: 'approve', type: 3 },
    { name: 'approve', options: [option('id', 7)] },
    { name: 'deny', options: [option('reason', 'x'.repeat(3_000))] },
    { name: 'approve', options: 'id' },
    {},
  ].entries())
    assert.deepEqual(await send(interaction(30 + index, data)), { type: 6 });
  assert.equal(updates.length, heard);
  const silent = (await send(interaction(50, { name: 'help' }), hearing(null).handle)) as { data: { content: string } };
  assert.match(silent.data.content, /could not be taken now/);
  let release = (): void => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const later = await send(interaction(51, { name: 'help' }), async () => {
    await slow;
    return { text: 'It took a while.', isAlert: false };
  });
  assert.deepEqual(later, { type: 5, data: { flags: 64 } });
  release();
  await until(() => server.told().some((text) => text.includes('It took a while.')));
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

test('reads nothing of a message that was edited: what stood there before may have been another thing', () => {
  const by = { place: GROUP, isPrivate: false, me: '112233445566778890', nowMs: nowMs() };
  const message = {
    id: '123456789012345678',
    type: 0,
    content: '!approve 7k3m',
    author: { id: PERSON },
    timestamp: '2025-11-21T15:00:00.000000+00:00',
  };
  assert.deepEqual(readTyped({ ...message, edited_timestamp: null }, by)?.act, { kind: 'text', text: '!approve 7k3m' });
  assert.equal(readTyped({ ...message, edited_timestamp: '2025-11-21T15:00:09.000000+00:00' }, by), null);
});

test('a place that is gone or closed to the bot holds up no other, and is told of every round', async (t) => {
  const { server, open } = await openBoth(t, { polls: true });
  const trouble: string[] = [];
  const places = ['555555555555555559', '555555555555555558', GROUP];
  const channel = open({ publicKey: null, poll: { places }, onTrouble: ({ reason }) => trouble.push(reason) });
  const sent = await channel.deliver(sampleMessage(GROUP), AbortSignal.timeout(5_000));
  const message = server.seen().find(({ reference }) => sent.ok && reference === sent.value.reference);
  assert.ok(message !== undefined);
  const happening = { event: 1, person: PERSON, place: GROUP, isPrivate: false } as const;
  server.happen({ ...happening, act: { kind: 'type', text: '!deny 7k3m no' } });
  server.happen({ ...happening, event: 2, act: { kind: 'react', message, verb: 'deny' } });
  const { updates, handle } = hearing(null);
  const ending = new AbortController();
  const listening = channel.listen?.(handle, ending.signal);
  await until(() => updates.length === 2 && trouble.length >= 2);
  ending.abort();
  await listening;
  assert.deepEqual(updates.map(({ act }) => act.kind).toSorted(), ['react', 'text']);
  assert.ok(
    trouble.every((reason) => reason.includes('unknown-place')),
    trouble[0],
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
