import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../ports/conformance/channel-answers.ts';
import { hearing } from '../../ports/conformance/channel-harness.ts';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { sampleDocument, sampleMessage } from '../../ports/conformance/sample-message.ts';
import type { ChannelFailure } from '../../ports/notification-channel.ts';
import { openBoundedFetch } from '../chat-http/open-bounded-fetch.ts';
import type { TelegramOptions } from './telegram-options.ts';
import {
  GROUP,
  openBoth,
  PERSON,
  SECRET,
  TOKEN,
  telegramByPolling,
  telegramByWebhook,
  URL_PATH,
} from './testing/telegram-harness.ts';

testNotificationChannel(telegramByWebhook);
testNotificationChannel(telegramByPolling);

test('keeps buttons within 64 bytes, and out of them whatever says what they do', async (t) => {
  const { server, open } = await openBoth(t, { kind: 'poll' });
  await open().deliver(sampleMessage(String(PERSON)), AbortSignal.timeout(5_000));
  const codes = server.seen()[0]?.buttons.map(({ code }) => code) ?? [];
  assert.deepEqual(codes, ['a:0123456789abcdef', 'd:ghjkmnpqrstvwxyz']);
});

test('does not fit a document of so many sections that Telegram would drop what keeps it literal', async (t) => {
  const { open } = await openBoth(t, { kind: 'poll' });
  const sections = (count: number) =>
    Array.from({ length: count }, () => ({ heading: 'H', lines: ['@x'], quoted: true }));
  const fits = (count: number) =>
    open().fits(sampleMessage('1', { document: sampleDocument({ sections: sections(count) }) }));
  assert.equal(fits(48), true);
  assert.equal(fits(49), false);
});

test('takes a command that names the bot, and none that names another', async (t) => {
  const { server, open } = await openBoth(t, { kind: 'webhook', secret: SECRET });
  const { updates, handle } = hearing(null);
  const channel = open();
  const say = async (text: string, event: number) => {
    const happening = { event, person: '7', place: GROUP, isPrivate: false, act: { kind: 'type' as const, text } };
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET };
    const body = new TextEncoder().encode(JSON.stringify(server.updateOf(happening)));
    await channel.receive?.({ method: 'POST', url: URL_PATH, headers, body }, handle);
  };
  await say('/approve@countersign_BOT 7k3m', 1);
  await say('/approve@other_bot 7k3m', 2);
  await say('/deny@countersign_bot', 3);
  await until(() => updates.length === 2);
  assert.deepEqual(
    updates.map(({ act }) => (act.kind === 'text' ? act.text : '')),
    ['/approve 7k3m', '/deny'],
  );
  assert.equal(server.asked('getMe').length, 1);
});

test('counts nothing that was forwarded, sent through a bot, sent for a chat, or edited', async (t) => {
  const { open } = await openBoth(t, { kind: 'webhook', secret: SECRET });
  const { updates, handle } = hearing(null);
  const channel = open();
  const message = {
    message_id: 1,
    from: { id: 7, is_bot: false },
    date: 1,
    chat: { id: 7, type: 'private' },
    text: '/approve 7k3m',
  };
  const take = async (update: object) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-telegram-bot-api-secret-token': SECRET };
    const body = new TextEncoder().encode(JSON.stringify(update));
    assert.equal((await channel.receive?.({ method: 'POST', url: URL_PATH, headers, body }, handle))?.status, 200);
  };
  const borrowed = [
    { forward_origin: { type: 'user' } },
    { forward_date: 1 },
    { via_bot: { id: 9 } },
    { sender_chat: { id: -100 } },
    { edit_date: 2 },
  ];
  for (const mark of borrowed) await take({ update_id: 1, message: { ...message, ...mark } });
  await take({ update_id: 2, edited_message: message });
  await take({ update_id: 3, channel_post: { ...message, from: undefined } });
  assert.equal(updates.length, 0);
  await take({ update_id: 4, message });
  assert.equal(updates.length, 1);
});

test('confirms what it took, and is told again of what it did not', async (t) => {
  const { server, open } = await openBoth(t, { kind: 'poll' });
  const happening = (event: number) => ({
    event,
    person: '7',
    place: '7',
    isPrivate: true,
    act: { kind: 'type' as const, text: `/deny ${event}000` },
  });
  const first = server.put(server.updateOf(happening(1)));
  const second = server.put(server.updateOf(happening(2)));
  const ending = new AbortController();
  const seen: string[] = [];
  await open().listen?.((update) => {
    seen.push(update.id);
    ending.abort();
    return Promise.resolve(null);
  }, ending.signal);
  const heard = hearing(null);
  const again = new AbortController();
  const listening = open().listen?.(heard.handle, again.signal);
  await Promise.all([first, second]);
  again.abort();
  await listening;
  assert.deepEqual(heard.updates.map(({ id }) => id).slice(0, 1), seen);
  assert.equal(heard.updates.length, 2);
  assert.deepEqual(server.asked('getUpdates')[0]?.['allowed_updates'], ['message', 'callback_query']);
});

test('lets nobody wait for what others are told: strangers who write much hold up no answer', async (t) => {
  const { server, open } = await openBoth(t, { kind: 'poll' });
  const type = (event: number, person: string) =>
    server.put(
      server.updateOf({ event, person, place: person, isPrivate: true, act: { kind: 'type', text: '/deny 7k3m' } }),
    );
  for (let event = 1; event <= 200; event++) void type(event, String(1_000 + (event % 10)));
  void type(201, '7');
  const bounded = openBoundedFetch();
  let telling = 0;
  // Nothing that is said to anybody is ever answered.
  const fetch: typeof bounded = (url, init) => {
    if (!url.endsWith('/sendMessage')) return bounded(url, init);
    telling += 1;
    return new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('over'))));
  };
  const { updates, handle } = hearing('Taken.');
  const ending = new AbortController();
  const listening = open({ fetch }).listen?.(handle, ending.signal);
  await until(() => updates.some(({ user }) => user === '7'));
  ending.abort();
  await listening;
  assert.equal(updates.length, 201);
  assert.ok(telling <= 64, String(telling));
});

test('tells the operator that another poller has the bot, and goes on', async (t) => {
  const troubles: ChannelFailure[] = [];
  const ending = new AbortController();
  const conflict = () =>
    Promise.resolve(
      Response.json(
        { ok: false, error_code: 409, description: 'Conflict: terminated by other getUpdates request' },
        { status: 409 },
      ),
    );
  const { open } = await openBoth(t, { kind: 'poll' });
  const channel = open({
    fetch: conflict,
    onTrouble: (failure) => {
      troubles.push(failure);
      if (troubles.length === 3) ending.abort();
    },
  });
  await channel.listen?.(hearing().handle, ending.signal);
  assert.equal(troubles.length, 3);
  assert.match(troubles[0]?.reason ?? '', /409/);
});

test('tells Telegram which commands there are, and where to call with which secret where it is to call', async (t) => {
  const { server, open } = await openBoth(t, { kind: 'poll' });
  const signal = AbortSignal.timeout(5_000);
  assert.deepEqual(await open().announce?.(signal), { ok: true, value: null });
  assert.equal(server.asked('setWebhook').length, 0);
  const [{ commands } = {}] = server.asked('setMyCommands');
  const names = (commands as readonly { command: string }[]).map(({ command }) => command);
  assert.deepEqual(names, ['approve', 'deny', 'pending', 'pair', 'whoami', 'help']);
  const url = 'https://gate.example/channels/phone/update';
  for (let times = 0; times < 2; times += 1)
    assert.equal((await open({ mode: { kind: 'webhook', secret: SECRET, url } }).announce?.(signal))?.ok, true);
  assert.deepEqual(server.asked('setWebhook')[1], {
    url,
    secret_token: SECRET,
    allowed_updates: ['message', 'callback_query'],
  });
  const plain = await open({ mode: { kind: 'webhook', secret: SECRET, url: 'http://gate.example' } }).announce?.(
    signal,
  );
  assert.deepEqual(plain?.ok === false && [plain.failure.code, plain.failure.reason.includes(SECRET)], [
    'refused',
    false,
  ]);
  server.fail('refused-token');
  const refused = await open().announce?.(signal);
  assert.equal(refused?.ok === false && refused.failure.code, 'misconfigured');
});

test('refuses a token and a webhook secret that cannot be one, without showing them', async (t) => {
  const { open } = await openBoth(t, { kind: 'poll' });
  const bad: readonly Partial<TelegramOptions>[] = [
    { token: 'short' },
    { token: `${TOKEN}/../x` },
    { mode: { kind: 'webhook', secret: 'short' } },
    { mode: { kind: 'webhook', secret: 'with spaces in it, and long' } },
  ];
  for (const changes of bad)
    assert.throws(
      () => open(changes),
      (error: Error) => error instanceof RangeError && !JSON.stringify(error.message).includes('spaces in it, and'),
    );
});
