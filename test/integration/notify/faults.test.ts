import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { Stores } from '../../../ports/stores.ts';
import { DOWN, fakeChannel } from '../../harness/fake-channel.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { CRITICAL, openNotifyGateway, requestOf } from './notify-gateway.ts';

/** Stores whose disk can be full, for commits and for what is written alone. */
function fillable(): { readonly stores: Stores; full: (what: 'commit' | 'write', isFull: boolean) => void } {
  const stores = openMemoryStores();
  const isFull = { commit: false, write: false };
  const refuse = (what: 'commit' | 'write'): void => {
    if (isFull[what]) throw new StoreError('store.full', `${what}: a fault of this test`);
  };
  const { ledger, notifications } = stores;
  return {
    stores: {
      ...stores,
      ledger: { ...ledger, commit: async (batch) => (refuse('commit'), ledger.commit(batch)) },
      notifications: { ...notifications, write: async (changes) => (refuse('write'), notifications.write(changes)) },
    },
    full: (what, to) => {
      isFull[what] = to;
    },
  };
}

describe('A full disk', () => {
  test('after a message went out sends it no second time: what happened is written down later', async () => {
    const { stores, full } = fillable();
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram], { stores });
    await gateway.pair(telegram, 'ada', 'human:ada');
    const deliver = telegram.deliver.bind(telegram);
    Object.assign(telegram, {
      deliver: async (...args: Parameters<typeof deliver>) => {
        full('commit', true);
        return deliver(...args);
      },
    });
    const id = requestOf(await gateway.ask());
    for (let turn = 0; turn < 5; turn++) await gateway.clock.advance(1_000);
    assert.equal(telegram.attempts, 1);
    assert.equal((await gateway.stores.notifications.listDeliveries({ request: id, limit: 1 }))[0]?.state, 'sending');
    full('commit', false);
    await gateway.clock.advance(1_000);
    await gateway.quiet();
    assert.equal((await gateway.stores.notifications.listDeliveries({ request: id, limit: 1 }))[0]?.state, 'accepted');
    assert.equal((await gateway.entries('notification.delivered')).length, 1);
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /^Approved: /);
    await gateway.close();
  });

  test('that keeps an answer from being recorded makes nothing of the answer, and says so', async () => {
    const { stores, full } = fillable();
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram], { stores });
    await gateway.pair(telegram, 'ada', 'human:ada');
    const id = requestOf(await gateway.ask());
    full('commit', true);
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /does not count: try again/);
    full('commit', false);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /^Approved: /);
    await gateway.close();
  });

  test('holds no decision up, and sends nothing in a hurry once it is over', async () => {
    const { stores, full } = fillable();
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram], { stores });
    await gateway.pair(telegram, 'ada', 'human:ada');
    full('write', true);
    const asked = await gateway.ask();
    assert.equal(asked.verdict, 'require-approval');
    for (let turn = 0; turn < 5; turn++) await gateway.clock.advance(1_000);
    assert.equal(telegram.attempts, 0);
    full('write', false);
    await gateway.clock.advance(1_000);
    await gateway.quiet();
    assert.equal(telegram.attempts, 1);
    await gateway.close();
  });
});

test('what is critical and held back until the window opens is told to the administrators everywhere', async () => {
  const [telegram, discord] = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
  const ready = readyPolicy({ window: { fromMinute: 0, toMinute: 1, timeZone: 'UTC' } });
  const gateway = await openNotifyGateway([telegram, discord], { ready });
  await gateway.pair(telegram, 'root', 'human:operator');
  await gateway.pair(discord, 'root', 'human:operator');
  await gateway.pair(discord, 'ada', 'human:ada');
  telegram.mode = DOWN;
  assert.equal((await gateway.ask(CRITICAL)).verdict, 'defer');
  assert.deepEqual(
    discord.standing.map(({ message }) => message.to),
    ['private-root'],
  );
  assert.match(discord.standing[0]?.message.document.title ?? '', /agent:test.* wants to run .*Bash.*: critical risk/);
  assert.deepEqual(discord.standing[0]?.message.buttons, []);
  telegram.mode = 'up';
  await gateway.clock.advance(2_000);
  await gateway.quiet();
  assert.equal(telegram.standing.length, 1);
  assert.equal((await gateway.ask()).verdict, 'defer');
  assert.equal(discord.standing.length, 1);
  await gateway.close();
});
