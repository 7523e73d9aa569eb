import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../ports/conformance/channel-answers.ts';
import { type Happening, hearing } from '../../ports/conformance/channel-harness.ts';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import type { SlackOptions } from './slack-options.ts';
import { DIRECT, GROUP, openBoth, PERSON, PREFIX, slackChannel, TOKEN } from './testing/slack-harness.ts';
import { WORKSPACE } from './testing/slack-server.ts';

testNotificationChannel(slackChannel);

test('answers the challenge that proves an address, once it is signed', async (t) => {
  const { server, open } = await openBoth(t);
  const { handle } = hearing();
  const body = JSON.stringify({
    token: 'Jhj5',
    challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
    type: 'url_verification',
  });
  const answer = await open().receive?.(server.signed('events', body), handle);
  assert.deepEqual(answer, {
    status: 200,
    contentType: 'text/plain',
    body: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
  });
  assert.equal(
    (await open().receive?.(server.signed('events', body, { secret: 'another secret!!' }), handle))?.status,
    401,
  );
});

test('takes a slash command as what was typed', async (t) => {
  const { server, open } = await openBoth(t);
  const { updates, handle } = hearing(null);
  const fields = {
    command: '/approve',
    text: ' 7k3m ',
    user_id: PERSON,
    channel_id: GROUP,
    team_id: WORKSPACE,
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
    user_name: 'operator',
  };
  const send = (changes: { readonly [name: string]: string }) =>
    open().receive?.(server.signed('commands', new URLSearchParams({ ...fields, ...changes }).toString()), handle);
  await send({});
  for (const changes of [
    { team_id: 'T0OTHER' },
    { user_id: 'x' },
    { channel_id: '#general' },
    { command: 'approve' },
    { trigger_id: '' },
    { text: 'x'.repeat(2_100) },
  ])
    assert.equal((await send(changes))?.status, 200);
  const twice = `${new URLSearchParams(fields).toString()}&user_id=U0STRANGER`;
  await open().receive?.(server.signed('commands', twice), handle);
  assert.deepEqual(
    updates.map(({ id, user, place, isPrivate, act }) => ({ id, user, place, isPrivate, act })),
    [
      {
        id: 'command:13345224609.738474920.8088930838d88f008e0',
        user: PERSON,
        place: GROUP,
        isPrivate: false,
        act: { kind: 'text', text: '/approve 7k3m' },
      },
    ],
  );
});

test('pairs by a slash command at the talk of the app with whoever typed it, wherever they typed', async (t) => {
  for (const mayOpenTalks of [true, false]) {
    const { server, open } = await openBoth(t, { mayOpenTalks });
    const { updates, handle } = hearing('Paired.');
    const fields = { command: '/pair', user_id: PERSON, team_id: WORKSPACE };
    // A talk of two other people begins with D too.
    for (const [number, channel_id] of ['D0OFOTHERS', GROUP].entries()) {
      const text = number === 0 ? '956N-U23G' : '';
      const form = new URLSearchParams({ ...fields, text, channel_id, trigger_id: `13345224609.${number}` });
      assert.equal((await open().receive?.(server.signed('commands', form.toString()), handle))?.status, 200);
    }
    await until(() => server.asked.filter(({ method }) => method === 'chat.postEphemeral').length === 2);
    const told = server.asked.filter(({ method }) => method === 'chat.postEphemeral');
    assert.deepEqual(
      told.map(({ options }) => options.get('channel')),
      mayOpenTalks ? [DIRECT, DIRECT] : ['D0OFOTHERS', GROUP],
    );
    assert.deepEqual(
      updates.map(({ user, place, isPrivate, act }) => [user, place, isPrivate, act]),
      mayOpenTalks ? ['/pair 956N-U23G', '/pair'].map((text) => [PERSON, DIRECT, true, { kind: 'text', text }]) : [],
    );
    if (!mayOpenTalks) assert.match(told[1]?.options.get('text') ?? '', /Write !pair and the code to me alone/);
  }
});

test('never takes the place of a slash command for private', async (t) => {
  const { server, open } = await openBoth(t);
  const { updates, handle } = hearing(null);
  const fields = { command: '/approve', text: '', user_id: PERSON, team_id: WORKSPACE, trigger_id: '1.2' };
  const form = new URLSearchParams({ ...fields, channel_id: DIRECT });
  await open().receive?.(server.signed('commands', form.toString()), handle);
  assert.deepEqual(
    updates.map(({ place, isPrivate }) => [place, isPrivate]),
    [[DIRECT, false]],
  );
});

test('counts nothing from another workspace, or from a guest of one', async (t) => {
  const { server, open } = await openBoth(t);
  const { updates, handle } = hearing(null);
  const message = { place: GROUP, reference: '1763737010.000200', text: '', live: [], buttons: [] };
  const press: Happening = {
    event: 1,
    person: PERSON,
    place: GROUP,
    isPrivate: false,
    act: { kind: 'press', message, code: 'a:0123456789abcdef' },
  };
  const payload = server.payloadOf(press) as { user: object; team: object };
  const event = server.payloadOf({ ...press, act: { kind: 'type', text: '/approve 7k3m' } }) as { event: object };
  const foreign = [
    ['interactions', { ...payload, team: { id: 'T0OTHER' } }],
    ['interactions', { ...payload, user: { ...payload.user, team_id: 'T0OTHER' } }],
    ['interactions', { ...payload, type: 'view_submission' }],
    ['events', { ...event, team_id: 'T0OTHER' }],
    ['events', { ...event, event: { ...event.event, user_team: 'T0OTHER' } }],
    ['events', { ...event, event: { ...event.event, subtype: 'message_changed' } }],
    ['events', { ...event, event: { ...event.event, edited: { user: PERSON, ts: '1.1' } } }],
    ['events', { ...event, event: { ...event.event, type: 'reaction_added' } }],
  ] as const;
  const send = (door: 'interactions' | 'events', body: object) =>
    open().receive?.(
      server.signed(door, door === 'events' ? JSON.stringify(body) : PREFIX + encodeURIComponent(JSON.stringify(body))),
      handle,
    );
  for (const [door, body] of foreign) assert.equal((await send(door, body))?.status, 200);
  assert.equal(updates.length, 0);
  await send('interactions', payload);
  await send('events', event);
  assert.equal(updates.length, 2);
  const open2 = open({ workspace: null });
  await open2.receive?.(server.signed('events', JSON.stringify({ ...event, team_id: 'T0OTHER' })), handle);
  assert.equal(updates.length, 3);
});

test('refuses options that cannot be right, without showing them', async (t) => {
  const { open } = await openBoth(t);
  const bad: readonly Partial<SlackOptions>[] = [
    { token: 'xoxb' },
    { token: `${TOKEN} x` },
    { signingSecret: 'short' },
    { workspace: 'team' },
  ];
  for (const changes of bad)
    assert.throws(
      () => open(changes),
      (error: Error) => error instanceof RangeError && !error.message.includes(TOKEN),
    );
});
