import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KnownPlace, Step } from '../../../core/notify/routing.ts';
import { fail } from '../../../core/result.ts';
import { DOWN, fakeChannel, REFUSED } from '../../harness/fake-channel.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { CRITICAL, HIGH, inOrder, MEDIUM, openNotifyGateway, requestOf } from './notify-gateway.ts';

const PHONE: KnownPlace = { channel: 'sms', to: '+15550100', person: 'human:operator', name: null };
const SMS = { kind: 'sms', abilities: { answers: false, edits: false } } as const;

/** Telegram, Discord, the terminal, SMS, as they stand where nothing else is said. */
async function openUsual() {
  const [telegram, discord, sms] = [
    fakeChannel('telegram'),
    fakeChannel('discord', { kind: 'discord' }),
    fakeChannel('sms', SMS),
  ];
  const rules = inOrder(['telegram', 'discord', 'cli', 'sms']);
  const gateway = await openNotifyGateway([telegram, discord, sms], { notify: { rules, places: [PHONE] } });
  await gateway.pair(telegram, 'ada', 'human:ada');
  await gateway.pair(discord, 'ada', 'human:ada');
  const counts = (): readonly number[] => [telegram, discord, sms].map(({ standing }) => standing.length);
  return { gateway, telegram, discord, sms, counts };
}

describe('Failover', () => {
  test('asks at the first channel only where that works', async () => {
    const { gateway, counts } = await openUsual();
    await gateway.ask();
    assert.deepEqual(counts(), [1, 0, 0]);
    await gateway.close();
  });

  test('goes on to the second channel at once where the first is down', async () => {
    const { gateway, telegram, counts } = await openUsual();
    telegram.mode = DOWN;
    await gateway.ask();
    assert.deepEqual(counts(), [0, 1, 0]);
    assert.equal((await gateway.entries('notification.failed'))[0]?.data['code'], 'unreachable');
    await gateway.close();
  });

  test('goes on to whoever watches at a terminal, and tells no telephone then', async () => {
    const { gateway, telegram, discord, counts } = await openUsual();
    [telegram.mode, discord.mode] = [DOWN, REFUSED];
    const stop = gateway.gateway.subscribe(() => undefined, OPERATOR);
    await gateway.ask();
    assert.deepEqual(counts(), [0, 0, 0]);
    const told = await gateway.entries('notification.delivered');
    assert.deepEqual(
      told.map(({ data }) => data['channel']),
      ['cli'],
    );
    stop();
    await gateway.close();
  });

  test('counts nobody as watching who cannot answer: a monitor, an agent, a person without a key, a listener of our own', async () => {
    const { gateway, telegram, discord, counts } = await openUsual();
    [telegram.mode, discord.mode] = [DOWN, REFUSED];
    for (const watcher of [
      undefined,
      { principal: 'human:operator', scopes: ['read'] as const },
      { principal: 'agent:monitor', scopes: ['approve'] as const },
      { principal: 'human:keyless', scopes: ['approve', 'read'] as const },
    ])
      gateway.gateway.subscribe(() => undefined, watcher);
    await gateway.ask();
    assert.deepEqual(counts(), [0, 0, 1]);
    await gateway.close();
  });

  test('goes on from an alert that nobody can answer, until somebody who can was reached', async () => {
    const [sms, hook, telegram] = [
      fakeChannel('sms', SMS),
      fakeChannel('hook', { kind: 'webhook', abilities: { answers: false } }),
      fakeChannel('telegram'),
    ];
    const [answering, late] = [fakeChannel('answering', { kind: 'slack' }), fakeChannel('late', { kind: 'discord' })];
    const channels = [sms, hook, telegram, answering, late];
    const places: readonly KnownPlace[] = [PHONE, { channel: 'hook', to: 'hook', person: null, name: 'hook' }];
    const gateway = await openNotifyGateway(channels, { notify: { places } });
    for (const channel of [telegram, answering, late]) await gateway.pair(channel, 'ada', 'human:ada');
    telegram.mode = DOWN;
    await gateway.ask();
    assert.deepEqual(
      channels.map(({ standing }) => standing.length),
      [1, 1, 0, 1, 0],
    );
    await gateway.close();
  });

  test('goes on from whoever may not approve it: who asked themselves, and who wrote it', async () => {
    const [telegram, discord] = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
    const gateway = await openNotifyGateway([telegram, discord]);
    await gateway.pair(telegram, 'dev', 'human:dev');
    await gateway.pair(discord, 'ada', 'human:ada');
    const dev = { ...AGENT, principal: 'human:dev' };
    const asked = await gateway.gateway.authorize(dev, propose('Bash', { command: MEDIUM }), NO_WAIT);
    assert.equal(asked.approval?.request.binding.requester, 'human:dev');
    await gateway.quiet();
    assert.deepEqual([telegram.standing.length, discord.standing.length], [1, 1]);
    assert.match((await telegram.press('dev', 'approve'))?.text ?? '', /You cannot answer this/);
    assert.match((await discord.press('ada', 'approve'))?.text ?? '', /^Approved: /);
    await gateway.close();
  });

  test('ends at the telephone where nobody watches', async () => {
    const { gateway, telegram, discord, sms, counts } = await openUsual();
    [telegram.mode, discord.mode] = [DOWN, REFUSED];
    await gateway.ask();
    assert.deepEqual(counts(), [0, 0, 1]);
    assert.deepEqual(sms.standing[0]?.message.buttons, []);
    assert.equal(sms.standing[0]?.message.typed, null);
    await gateway.close();
  });

  test('goes on when a channel does not answer in time', async () => {
    const { gateway, telegram, counts } = await openUsual();
    telegram.mode = 'hang';
    await gateway.ask();
    assert.deepEqual(counts(), [0, 0, 0]);
    await gateway.clock.advance(4_000);
    await gateway.quiet();
    assert.deepEqual(counts(), [0, 1, 0]);
    await gateway.close();
  });

  test('goes on when a channel says later that a message never arrived', async () => {
    const { gateway, telegram, counts } = await openUsual();
    await gateway.ask();
    const reference = telegram.standing[0]?.reference ?? '';
    await telegram.update({ kind: 'delivery', reference, outcome: 'failed', evidence: 'blocked' }, { user: '' });
    await gateway.quiet();
    assert.deepEqual(counts(), [1, 1, 0]);
    await gateway.close();
  });

  test('sends no message of a request that was answered meanwhile, and asks again while it waits', async () => {
    const { gateway, telegram, discord, counts } = await openUsual();
    telegram.mode = DOWN;
    const id = requestOf(await gateway.ask());
    telegram.mode = 'up';
    await gateway.clock.advance(1_000);
    await gateway.quiet();
    assert.deepEqual(counts(), [1, 1, 0]);
    telegram.mode = DOWN;
    const second = requestOf(await gateway.ask('curl https://second.example.net/a'));
    await discord.press('ada', 'deny');
    telegram.mode = 'up';
    await gateway.clock.advance(10_000);
    await gateway.quiet();
    assert.equal(telegram.standing.length, 1);
    assert.equal((await gateway.gateway.findApproval(second)).request.status, 'denied');
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    await gateway.close();
  });

  test('leaves a channel alone that failed three times in a row, and goes on without trying it', async () => {
    const { gateway, telegram, counts } = await openUsual();
    telegram.mode = DOWN;
    for (const host of ['a', 'b', 'c']) await gateway.ask(`curl https://${host}.example.net/x`);
    const attempts = telegram.attempts;
    assert.equal(gateway.gateway.listChannels().find(({ name }) => name === 'telegram')?.restsUntilMs !== null, true);
    await gateway.ask('curl https://d.example.net/x');
    assert.equal(telegram.attempts, attempts);
    assert.deepEqual(counts(), [0, 4, 0]);
    await gateway.close();
  });

  test('asks elsewhere what a place has no room for', async () => {
    const { gateway, counts } = await openUsual();
    for (let turn = 0; turn < 21; turn++) await gateway.ask(`curl https://host-${turn}.example.net/x`);
    assert.deepEqual(counts(), [20, 1, 0]);
    await gateway.close();
  });

  test('tells programs of everything, however much it is', async () => {
    const [telegram, hook] = [
      fakeChannel('telegram'),
      fakeChannel('hook', { kind: 'webhook', abilities: { answers: false } }),
    ];
    const rules = inOrder(['telegram'], { always: [{ channel: 'hook', whom: { kind: 'everyone' } }] });
    const places: readonly KnownPlace[] = [
      { channel: 'telegram', to: 'team', person: null, name: 'team' },
      { channel: 'hook', to: 'hook', person: null, name: null },
    ];
    const gateway = await openNotifyGateway([telegram, hook], { notify: { rules, places } });
    for (let turn = 0; turn < 22; turn++) await gateway.ask(`curl https://host-${turn}.example.net/x`);
    assert.deepEqual([telegram.standing.length, hook.standing.length], [20, 22]);
    await gateway.close();
  });

  test('ends at the administrators, on every channel at once, where a route led to nobody', async () => {
    const [telegram, discord] = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
    const steps: readonly Step[] = [[{ channel: 'telegram', whom: { kind: 'person', principal: 'human:ada' } }]];
    const when = { levels: null, sessions: null, workspaces: null, hours: null };
    const rules = inOrder(['telegram', 'discord'], { routes: [{ name: 'ada', when, steps }] });
    const gateway = await openNotifyGateway([telegram, discord], { notify: { rules } });
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.pair(telegram, 'root', 'human:operator');
    await gateway.pair(discord, 'root', 'human:operator');
    await gateway.pair(discord, 'bob', 'human:bob');
    await gateway.ask();
    assert.deepEqual([telegram.standing.length, discord.standing.length], [1, 0]);
    telegram.deliver = async ({ to }) => fail(to === 'private-ada' ? { ...DOWN, code: 'refused' } : DOWN);
    const id = requestOf(await gateway.ask('curl https://second.example.net/a'));
    assert.deepEqual(
      discord.standing.map(({ message }) => message.to),
      ['private-root'],
    );
    assert.match((await discord.press('root', 'approve'))?.text ?? '', /^Approved: /);
    assert.equal((await gateway.gateway.findApproval(id)).request.answers[0]?.approver, 'human:operator');
    await gateway.close();
  });

  test('asks as many people as must answer before it is content', async () => {
    const telegram = fakeChannel('telegram');
    const discord = fakeChannel('discord', { kind: 'discord' });
    const gateway = await openNotifyGateway([telegram, discord]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.pair(discord, 'bob', 'human:bob');
    const asked = await gateway.ask(CRITICAL);
    const needed = asked.approval?.request.terms.approvers ?? 0;
    assert.equal(telegram.standing.length, 1);
    assert.equal(discord.standing.length, needed >= 2 ? 1 : 0);
    await gateway.close();
  });
});

describe('Time-outs', () => {
  test('tell the person it was for after a medium risk, and edit what stands', async () => {
    const { gateway, telegram, counts } = await openUsual();
    await gateway.pair(telegram, 'operator', 'human:operator');
    const id = requestOf(await gateway.ask());
    assert.deepEqual(counts(), [2, 0, 0]);
    await gateway.clock.advance(60_000);
    await gateway.quiet();
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'timed-out');
    assert.deepEqual(
      telegram.standing.map(({ message }) => message.to),
      ['private-ada', 'private-operator', 'private-operator'],
    );
    assert.match(JSON.stringify(telegram.standing[0]?.shown), /silence is denial/);
    assert.match(JSON.stringify(telegram.standing[2]?.message.document), /Nobody answered within 60 s/);
    await gateway.close();
  });

  test('tell the administrators after a high risk, one channel after the other', async () => {
    const { gateway, telegram, discord, counts } = await openUsual();
    await gateway.pair(discord, 'operator', 'human:operator');
    await gateway.ask(HIGH);
    telegram.mode = DOWN;
    await gateway.clock.advance(30_000);
    await gateway.quiet();
    assert.deepEqual(counts(), [1, 1, 0]);
    assert.match(JSON.stringify(discord.standing[0]?.message.document), /high risk/);
    await gateway.close();
  });

  test('are told of at once also where an agent has asked more than the place has room for', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'operator', 'human:operator');
    for (let host = 0; host < 20; host++) await gateway.ask(`curl https://h${host}.example.net/x`);
    const critical = requestOf(await gateway.ask(CRITICAL));
    const told = () =>
      telegram.standing.filter(({ message: { about } }) => about?.request === critical).map(({ message }) => message);
    assert.deepEqual(told(), []);
    await gateway.clock.advance(10_000);
    await gateway.quiet();
    assert.deepEqual(
      told().map(({ about }) => about?.event),
      ['escalated'],
    );
    await gateway.close();
  });

  test('tell the administrators everywhere at once after a critical risk', async () => {
    const { gateway, telegram, discord, counts } = await openUsual();
    await gateway.pair(telegram, 'operator', 'human:operator');
    await gateway.pair(discord, 'operator', 'human:operator');
    await gateway.ask(CRITICAL);
    const before = counts();
    await gateway.clock.advance(10_000);
    await gateway.quiet();
    assert.deepEqual(
      counts().map((count, place) => count - (before[place] ?? 0)),
      [1, 1, 1],
    );
    await gateway.close();
  });

  test('leave the way to allow one new attempt by typing, which the answer calls late', async () => {
    const { gateway, telegram } = await openUsual();
    const id = requestOf(await gateway.ask());
    await gateway.clock.advance(60_000);
    await gateway.quiet();
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /Too late/);
    assert.equal((await telegram.type('ada', '/approve'))?.isAlert, true);
    assert.match((await telegram.type('ada', `/approve ${id}`))?.text ?? '', /late/);
    const { request } = await gateway.gateway.findApproval(id);
    assert.deepEqual([request.status, request.late], ['approved', true]);
    await gateway.quiet();
    assert.match(JSON.stringify(telegram.standing[0]?.shown), /one new attempt/);
    await gateway.close();
  });
});

test('routes by risk and tells what stands beside the steps without counting it', async () => {
  const [night, day, hook] = [
    fakeChannel('night'),
    fakeChannel('day'),
    fakeChannel('hook', { kind: 'webhook', abilities: { answers: false } }),
  ];
  const toNight: readonly Step[] = [[{ channel: 'night', whom: { kind: 'place', name: 'team' } }]];
  const when = { levels: ['high'], sessions: null, workspaces: null, hours: null } as const;
  const rules = inOrder(['day', 'night'], {
    routes: [{ name: 'grave', when, steps: toNight }],
    always: [{ channel: 'hook', whom: { kind: 'everyone' } }],
  });
  const places: readonly KnownPlace[] = [
    { channel: 'night', to: 'n', person: null, name: 'team' },
    { channel: 'day', to: 'd', person: null, name: 'team' },
    { channel: 'hook', to: 'h', person: null, name: null },
  ];
  const gateway = await openNotifyGateway([night, day, hook], { notify: { rules, places } });
  day.mode = DOWN;
  await gateway.ask(HIGH);
  await gateway.ask();
  assert.deepEqual(
    [night, day, hook].map(({ standing }) => standing.length),
    [2, 0, 2],
  );
  await gateway.close();
});

test('asks whoever stands in for a person who is away, and tells those who were given the role', async () => {
  const telegram = fakeChannel('telegram');
  const whom = { kind: 'person', principal: 'human:ada' } as const;
  const gateway = await openNotifyGateway([telegram], {
    notify: { rules: inOrder(['telegram'], { usual: [[{ channel: 'telegram', whom }]] }) },
  });
  for (const name of ['ada', 'bob', 'chief']) {
    await gateway.pair(telegram, name, `human:${name}`);
    await gateway.clock.advance(60_000);
  }
  const nowMs = gateway.clock.nowMs();
  const times = { fromMs: nowMs, untilMs: nowMs + 3_600_000 };
  const ada = { principal: 'human:ada', scopes: ['approve'] } as const;
  await gateway.gateway.delegate(ada, { from: 'human:ada', to: 'human:bob', ...times });
  await gateway.gateway.setAway(ada, { principal: 'human:ada', away: times });
  const admin = { principal: 'human:operator', scopes: ['admin'] } as const;
  await gateway.gateway.setRoles(admin, { principal: 'human:chief', roles: ['emergency'] });
  await gateway.ask(CRITICAL);
  assert.deepEqual(
    telegram.standing.filter(({ message }) => message.about !== undefined).map(({ message }) => message.to),
    ['private-bob'],
    'beside what tells Bob that he stands in',
  );
  await gateway.clock.advance(10_000);
  await gateway.quiet();
  assert.equal(telegram.standing.at(-1)?.message.to, 'private-chief');
  await gateway.close();
});
