import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DIRECT, discordByBoth, nowMs, openBoth, PERSON } from '../../../adapters/discord/testing/discord-harness.ts';
import { APPLICATION } from '../../../adapters/discord/testing/discord-server.ts';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { createChannelKeys } from '../../../adapters/node-crypto/channel-keys.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import { slackChannel } from '../../../adapters/slack/testing/slack-harness.ts';
import { telegramByPolling, telegramByWebhook } from '../../../adapters/telegram/testing/telegram-harness.ts';
import { ATTEMPT_TIMEOUT_MS } from '../../../application/notify/notify-settings.ts';
import { until } from '../../../ports/conformance/channel-answers.ts';
import type {
  ChannelDeclaration,
  ChannelHarness,
  Happening,
  SeenMessage,
} from '../../../ports/conformance/channel-harness.ts';
import type { NotificationChannel } from '../../../ports/notification-channel.ts';
import { manualClock } from '../../harness/manual-clock.ts';
import { AGENT, NO_WAIT, OPERATOR, openTestGateway, propose, type TestGateway } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { inOrder, openNotifyGateway, requestOf } from './notify-gateway.ts';

/** What outlives a gateway: its store, its key, and whom it knows as approvers. */
type Kept = {
  readonly stores: ReturnType<typeof openMemoryStores>;
  readonly logKey: ReturnType<typeof generateSigningKey>;
  readonly approvers?: TestGateway['ports']['approvers'];
};
type Running = {
  readonly gateway: TestGateway;
  readonly channel: NotificationChannel;
  readonly harness: ChannelHarness;
};

async function run(harness: ChannelHarness, { stores, logKey, approvers }: Kept): Promise<Running> {
  const channel = harness.open();
  const gateway = await openTestGateway({
    ready: readyPolicy(),
    stores,
    logKey,
    ports: { channelKeys: createChannelKeys(new Uint8Array(32)), ...(approvers === undefined ? {} : { approvers }) },
    settings: {
      notify: { rules: inOrder([channel.name]), places: [], dashboardUrl: null, attemptTimeoutMs: ATTEMPT_TIMEOUT_MS },
    },
  });
  gateway.notify.start([channel]);
  return { gateway, channel, harness };
}

/** A person does something, and is told what became of it. */
function person({ harness, channel, gateway }: Running) {
  let event = 100;
  return async (act: Happening['act'], changes: Partial<Happening> = {}): Promise<string> => {
    event += 1;
    const before = harness.service.told().length;
    const happening = { event, person: harness.person, place: harness.place, isPrivate: true, act, ...changes };
    await harness.bring(channel, happening, gateway.notify.handler(channel.name));
    await until(() => harness.service.told().length > before);
    return harness.service.told().slice(before).join('\n');
  };
}

async function ask({ gateway, harness }: Running, command: string): Promise<{ id: string; message: SeenMessage }> {
  const id = requestOf(await gateway.gateway.authorize(AGENT, propose('Bash', { command }), NO_WAIT));
  const find = () => harness.service.seen().find(({ text, buttons }) => text.includes(command) && buttons.length > 0);
  await until(() => find() !== undefined);
  const message = find();
  assert.ok(message !== undefined);
  return { id, message };
}

function press(message: SeenMessage, label: string): Happening['act'] {
  const button = message.buttons.find((one) => one.label.includes(label));
  assert.ok(button !== undefined, `${label} among ${message.buttons.map((one) => one.label).join(', ')}`);
  return { kind: 'press', message, code: button.code };
}

async function refusals({ gateway }: Running): Promise<readonly unknown[]> {
  const stored = await gateway.stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  const entries = stored.map(({ text }) => JSON.parse(text) as { type: string; data: { why?: unknown } });
  return entries.filter(({ type }) => type === 'approval.refused').map(({ data }) => data.why);
}

async function live(t: TestContext, declared: ChannelDeclaration): Promise<void> {
  const harness = await declared.open(t);
  const sign = harness.typed.approve.slice(0, 1);
  const kept: Kept = { stores: openMemoryStores(), logKey: generateSigningKey('ed25519') };
  const first = await run(harness, kept);
  const does = person(first);
  const { code } = await first.gateway.gateway.offerPairing(OPERATOR, {
    channel: first.channel.name,
    principal: 'human:ada',
  });
  assert.match(await does({ kind: 'type', text: `${sign}pair ${code}` }), /Paired: you answer as human:ada/);

  const { id, message } = await ask(first, 'curl https://collector.example.net/a');
  assert.match(await does(press(message, 'Approve'), { person: harness.stranger }), /paired with nobody/);
  const approve = press(message, 'Approve');
  const elsewhere = { place: harness.group, isPrivate: false };
  assert.match(await does(approve, elsewhere), /another place/);
  assert.equal((await first.gateway.gateway.findApproval(id)).request.status, 'pending');
  assert.match(await does(approve, { event: 7 }), /Approved/);
  const { request } = await first.gateway.gateway.findApproval(id);
  assert.deepEqual(
    [request.status, request.answers.map(({ approver, channel }) => [approver, channel])],
    ['approved', [['human:ada', first.channel.kind]]],
  );
  await until(() =>
    harness.service.seen().some(({ text, buttons }) => text.includes('Approved by') && buttons.length === 0),
  );
  assert.match(await does(approve), /Too late/);
  assert.equal(await replay(first, approve, 7), 1);
  assert.equal((await first.gateway.gateway.findApproval(id)).request.answers.length, 1);
  // Where the gateway asks and finds again what it took before, nobody replayed anything.
  const whys = ['foreign', 'wrong-place', 'late', ...(declared.isCalled ? ['replayed'] : [])];
  for (let turn = 0; turn < 200 && (await refusals(first)).length < whys.length; turn++) await sleep(10);
  assert.deepEqual(await refusals(first), whys);

  const second = await ask(first, 'curl https://collector.example.net/b');
  await first.channel.close();
  await first.gateway.close();
  const after = await run(harness, { ...kept, approvers: first.gateway.ports.approvers });
  t.after(() => after.channel.close());
  assert.match(
    await person(after)({ kind: 'type', text: `${sign}deny ${second.id.slice(0, 6)} not this host` }, { event: 900 }),
    /Denied/,
  );
  const denied = (await after.gateway.gateway.findApproval(second.id)).request;
  assert.deepEqual([denied.status, denied.answers[0]?.note], ['denied', 'not this host']);
  await until(() =>
    harness.service
      .seen()
      .some(({ reference, buttons }) => reference === second.message.reference && buttons.length === 0),
  );
  await after.gateway.close();
}

/** The service tells the same event again; answers how often the gateway heard of it. */
async function replay({ harness, channel, gateway }: Running, act: Happening['act'], event: number): Promise<number> {
  let heard = 0;
  const happening = { event, person: harness.person, place: harness.place, isPrivate: true, act };
  await harness.bring(channel, happening, (update) => {
    heard += 1;
    return gateway.notify.handler(channel.name)(update);
  });
  return heard;
}

for (const declared of [telegramByWebhook, telegramByPolling, discordByBoth, slackChannel]) {
  test(`${declared.name}: paired, asked, answered once, refused to others and late, and gone on with after a restart`, (t) =>
    live(t, declared));
}

test('discord without asking: a person pairs, lists, approves and denies by slash commands alone', async (t) => {
  const { server, open } = await openBoth(t, { polls: false });
  const channel = open();
  const gateway = await openNotifyGateway([channel], { clock: manualClock(nowMs()) });
  t.after(() => gateway.close());
  let event = 0;
  const slash = async (name: string, values: { readonly [option: string]: string } = {}): Promise<string> => {
    event += 1;
    const options = Object.entries(values).map(([option, value]) => ({ name: option, type: 3, value }));
    const body = JSON.stringify({
      id: `4000000000000000${String(event).padStart(2, '0')}`,
      application_id: APPLICATION,
      type: 2,
      token: 'aW50ZXJhY3Rpb24',
      channel_id: DIRECT,
      channel: { id: DIRECT, type: 1 },
      context: 1,
      user: { id: PERSON },
      data: { id: '1', type: 1, name, options },
    });
    const answer = await channel.receive?.(server.signed(body), gateway.notify.handler(channel.name));
    return (
      (JSON.parse(answer?.body ?? '{}') as { data?: { content?: string } }).data?.content?.replaceAll('\\', '') ?? ''
    );
  };
  assert.match(await slash('whoami'), /paired with nobody/);
  const { code } = await gateway.gateway.offerPairing(OPERATOR, { channel: channel.name, principal: 'human:ada' });
  assert.match(await slash('pair', { code }), /Paired: you answer as human:ada/);
  const asked = async (command: string): Promise<string> => {
    const before = server.seen().length;
    const id = requestOf(await gateway.ask(command));
    await until(() => server.seen().length > before);
    await gateway.quiet();
    return id;
  };
  const first = await asked('curl https://collector.example.net/a');
  assert.ok((await slash('pending')).includes(first.slice(0, 8)));
  assert.match(await slash('approve'), /Approved: Bash/);
  const second = await asked('curl https://collector.example.net/b');
  assert.match(await slash('deny', { id: second.slice(0, 6), reason: 'not this host' }), /Denied: Bash/);
  const answers = await Promise.all(
    [first, second].map(async (id) => (await gateway.gateway.findApproval(id)).request.answers[0]),
  );
  assert.deepEqual(
    answers.map((given) => [given?.answer, given?.approver, given?.channel, given?.note]),
    [
      ['approve', 'human:ada', 'discord', ''],
      ['deny', 'human:ada', 'discord', 'not this host'],
    ],
  );
});
