import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import type { GatewayPorts } from '../../../application/gateway-ports.ts';
import { fail } from '../../../core/result.ts';
import type { Stores } from '../../../ports/stores.ts';
import { DOWN, type FakeChannel, fakeChannel, REFUSED } from '../../harness/fake-channel.ts';
import { manualClock } from '../../harness/manual-clock.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { MEDIUM, type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-outage-'));
after(() => rmSync(directory, { recursive: true }));

const [logKey, approverKey] = [generateSigningKey('ed25519'), generateSigningKey('ed25519')];

/** Gateways one after the other over the same stores, keys and clock. */
function restarting(open: () => Stores) {
  const clock = manualClock();
  let approvers: GatewayPorts['approvers'] | null = null;
  return {
    clock,
    open: async (channels: readonly FakeChannel[]): Promise<NotifyGateway> => {
      const ports = approvers === null ? {} : { approvers };
      const gateway = await openNotifyGateway(channels, { clock, stores: open(), logKey, approverKey, ports });
      approvers = gateway.ports.approvers;
      await gateway.quiet();
      return gateway;
    },
  };
}

/** Stores that lose nothing when the gateway that used them ends. */
function keptStores(): () => Stores {
  const stores = openMemoryStores();
  return () => ({ ...stores, close: async () => undefined });
}

describe('An outage', () => {
  test('of every channel delays no decision, approves nothing, and ends in denial', async () => {
    const [telegram, discord] = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
    const gateway = await openNotifyGateway([telegram, discord]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.pair(discord, 'ada', 'human:ada');
    [telegram.mode, discord.mode] = ['hang', 'hang'];
    const asked = await gateway.ask();
    assert.equal(asked.verdict, 'require-approval');
    assert.equal((await gateway.ask('ls')).verdict, 'allow');
    await gateway.clock.advance(60_000);
    await gateway.quiet();
    assert.equal((await gateway.gateway.findApproval(requestOf(asked))).request.status, 'timed-out');
    await gateway.close();
  });

  test('of a channel while somebody answers elsewhere ends with its message being edited', async () => {
    const [telegram, discord] = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
    const gateway = await openNotifyGateway([telegram, discord]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const id = requestOf(await gateway.ask());
    telegram.mode = DOWN;
    await gateway.approve(id, { answer: 'deny' });
    await gateway.quiet();
    assert.equal(telegram.standing[0]?.edits, 0);
    telegram.mode = 'up';
    await gateway.clock.advance(120_000);
    await gateway.quiet();
    assert.match(JSON.stringify(telegram.standing[0]?.shown), /Denied by .*human:operator.* at cli/);
    const [delivery] = await gateway.stores.notifications.listDeliveries({ request: id, limit: 1 });
    assert.deepEqual([delivery?.shown, delivery?.settled, delivery?.editDueAtMs], ['denied', true, null]);
    await gateway.close();
  });

  test('that a channel calls final ends the edits of a message: it is asked once, and never in a hurry', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const id = requestOf(await gateway.ask());
    let edits = 0;
    telegram.edit = async () => {
      edits += 1;
      return fail(REFUSED);
    };
    await gateway.approve(id, { answer: 'deny' });
    for (let turn = 0; turn < 5; turn++) {
      await gateway.quiet();
      await gateway.clock.advance(200_000);
    }
    assert.equal(edits, 1);
    const [delivery] = await gateway.stores.notifications.listDeliveries({ request: id, limit: 1 });
    assert.deepEqual([delivery?.settled, delivery?.failure], [true, 'refused']);
    await gateway.close();
  });

  test('of a channel that cannot work as it is configured is seen before the first message', async () => {
    const phone = { ...fakeChannel('phone', { kind: 'sms' }), broken: { ...REFUSED, code: 'misconfigured' } as const };
    const gateway = await openNotifyGateway([phone]);
    const health = gateway.gateway.listChannels().find(({ name }) => name === 'phone');
    assert.deepEqual([health?.state, health?.lastFailure?.code], ['down', 'misconfigured']);
    await assert.rejects(gateway.gateway.testChannel(OPERATOR, 'phone'), /no place there/);
    await assert.rejects(gateway.gateway.testChannel(OPERATOR, 'cli'), /whoever watches/);
    await gateway.close();
  });

  test('is tried again with longer and longer pauses, and given up after eight attempts', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    telegram.mode = { ...DOWN, code: 'rate-limited' };
    await gateway.gateway.testChannel({ principal: 'human:operator', scopes: ['admin'] }, 'telegram');
    for (let turn = 0; turn < 40; turn++) {
      await gateway.clock.advance(30_000);
      await gateway.quiet();
    }
    assert.equal(telegram.attempts, 8);
    const [delivery] = await gateway.gateway.listDeliveries({ request: null, states: ['dead'], limit: 5 });
    assert.equal(delivery?.attempts, 8);
    assert.equal((await gateway.entries('notification.failed')).length, 7);
    assert.equal((await gateway.entries('notification.dead')).length, 1);
    await gateway.close();
  });
});

for (const [name, stores] of [
  ['memory', keptStores],
  ['SQLite', () => () => openSqliteStores({ path: join(directory, `${crypto.randomUUID()}.db`) })],
] as const) {
  describe(`A restart over ${name}`, () => {
    test('sends what was not sent before', async () => {
      const world = reopening(name, stores);
      const telegram = fakeChannel('telegram');
      const before = await world.open([telegram]);
      await before.pair(telegram, 'ada', 'human:ada');
      telegram.mode = 'hang';
      const id = requestOf(await before.ask());
      await before.close();
      await before.stores.close();
      telegram.mode = 'up';
      const after = await world.open([telegram]);
      assert.equal(telegram.standing.length, 1);
      assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /^Approved: /);
      assert.equal((await after.gateway.findApproval(id)).request.status, 'approved');
      await after.close();
      await after.stores.close();
    });

    test('edits what was decided before it, and answers buttons from before it', async () => {
      const world = reopening(name, stores);
      const telegram = fakeChannel('telegram');
      const before = await world.open([telegram]);
      await before.pair(telegram, 'ada', 'human:ada');
      const decided = requestOf(await before.ask());
      const open = requestOf(await before.ask('curl https://second.example.net/a'));
      telegram.mode = DOWN;
      await before.approve(decided, { answer: 'deny' });
      await before.close();
      await before.stores.close();
      telegram.mode = 'up';
      const after = await world.open([telegram]);
      await after.clock.advance(10_000);
      await after.quiet();
      assert.match(JSON.stringify(telegram.standing[0]?.shown), /Denied by/);
      assert.match((await telegram.press('ada', 'approve', telegram.standing[1]))?.text ?? '', /^Approved: /);
      assert.equal((await after.gateway.findApproval(open)).request.status, 'approved');
      assert.match((await telegram.press('ada', 'deny', telegram.standing[1]))?.text ?? '', /Too late/);
      await after.close();
      await after.stores.close();
    });

    test('remembers which events it has seen', async () => {
      const world = reopening(name, stores);
      const telegram = fakeChannel('telegram');
      const before = await world.open([telegram]);
      await before.pair(telegram, 'ada', 'human:ada');
      await before.ask();
      await telegram.press('ada', 'deny', undefined, { id: 'event-1' });
      await before.close();
      await before.stores.close();
      const after = await world.open([telegram]);
      await telegram.press('ada', 'approve', undefined, { id: 'event-1' });
      assert.deepEqual(
        (await after.entries('approval.refused')).map(({ data }) => data['why']),
        ['replayed'],
      );
      await after.close();
      await after.stores.close();
    });
  });
}

/** One database for all openings of one test. */
function reopening(name: string, stores: () => () => Stores): ReturnType<typeof restarting> {
  if (name === 'memory') return restarting(stores());
  const path = join(directory, `${crypto.randomUUID()}.db`);
  return restarting(() => openSqliteStores({ path }));
}

test('a message is planned in the very commit of its request: no crash comes between', async () => {
  const telegram = fakeChannel('telegram');
  const gateway = await openNotifyGateway([telegram]);
  await gateway.pair(telegram, 'ada', 'human:ada');
  const commits: string[][] = [];
  const { ledger } = gateway.stores;
  const commit = ledger.commit.bind(ledger);
  ledger.commit = async (batch) => {
    commits.push(batch.units.flatMap(({ changes }) => changes.map(({ kind }) => kind)));
    return commit(batch);
  };
  await gateway.ask(MEDIUM);
  const asking = commits.find((kinds) => kinds.includes('approval.create'));
  assert.equal(asking?.includes('delivery.save'), true);
  await gateway.close();
});
