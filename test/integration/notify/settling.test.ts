import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import { brokenChannel } from '../../../apps/daemon/channels/broken-channel.ts';
import { DELIVERY_LIMITS } from '../../../core/notify/delivery.ts';
import { fail } from '../../../core/result.ts';
import type { ChannelFailure } from '../../../ports/notification-channel.ts';
import { DOWN, type FakeChannel, fakeChannel, REFUSED } from '../../harness/fake-channel.ts';
import { manualClock } from '../../harness/manual-clock.ts';
import { HIGH, inOrder, type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

const DAY_MS = 86_400_000;
const BROKEN: ChannelFailure = { code: 'misconfigured', reason: 'the token is refused', retryAfterMs: null };

const directory = mkdtempSync(join(tmpdir(), 'countersign-settling-'));
after(() => rmSync(directory, { recursive: true }));

/** Far more than any test here may ask for: beyond it nothing is answered, so that a test fails and does not hang. */
const ENOUGH = 500;

/** Counts the edits that a channel is asked for. */
function countEdits(channel: FakeChannel): { readonly count: () => number } {
  const edit = channel.edit.bind(channel);
  let count = 0;
  channel.edit = async (message, signal) => {
    count += 1;
    return count > ENOUGH ? new Promise(() => undefined) : edit(message, signal);
  };
  return { count: () => count };
}

async function rowsOf({ stores }: NotifyGateway) {
  const all = await stores.notifications.listDeliveries({ limit: 500 });
  return { all, left: all.filter(({ settled }) => !settled), due: await stores.notifications.listDue(2 ** 52, 500) };
}

describe('An edit that cannot be done', () => {
  for (const failure of [REFUSED, BROKEN, DOWN])
    test(`holds nothing up and is asked for a bounded number of times: ${failure.code}`, async () => {
      const telegram = fakeChannel('telegram');
      const gateway = await openNotifyGateway([telegram], {
        stores: openSqliteStores({ path: join(directory, `${failure.code}.db`) }),
      });
      await gateway.pair(telegram, 'ada', 'human:ada');
      const asked = 3;
      for (let host = 0; host < asked; host++) await gateway.ask(`curl https://h${host}.example.net/x`);
      telegram.mode = failure;
      const edits = countEdits(telegram);
      for (const standing of [...telegram.standing]) await telegram.press('ada', 'deny', standing);
      await sleep(50);
      for (let turn = 0; turn < 10; turn++) await gateway.quiet();
      assert.ok(edits.count() <= asked, `${edits.count()} edits at once`);
      await gateway.clock.advance(3_600_000);
      const most = failure === REFUSED ? asked : asked * 25;
      assert.ok(edits.count() <= most, `${edits.count()} edits within an hour`);
      gateway.clock.set(gateway.clock.nowMs() + DELIVERY_LIMITS.editForMs);
      await gateway.clock.advance(900_000);
      const { left, due } = await rowsOf(gateway);
      assert.deepEqual([left, due], [[], []]);
      const before = edits.count();
      await gateway.clock.advance(900_000);
      assert.equal(edits.count(), before);
      await gateway.close();
      await gateway.stores.close();
    });

  test('leaves the event loop free at a channel that has no secret after a start', async () => {
    const [telegram, broken] = [fakeChannel('telegram'), brokenChannel('telegram', 'telegram', 'found no token')];
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.ask();
    telegram.edit = (message, signal) => broken.edit(message, signal);
    const edits = countEdits(telegram);
    await telegram.press('ada', 'deny');
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    await sleep(200);
    clearInterval(timer);
    assert.ok(ticks >= 5, `${ticks} ticks`);
    assert.equal(edits.count(), 1);
    await gateway.close();
  });

  test('for a night is done once the channel is back', async () => {
    for (const failure of [DOWN, BROKEN]) {
      const telegram = fakeChannel('telegram');
      const gateway = await openNotifyGateway([telegram]);
      await gateway.pair(telegram, 'ada', 'human:ada');
      const id = requestOf(await gateway.ask());
      telegram.mode = failure;
      await gateway.approve(id, { answer: 'deny' });
      await gateway.clock.advance(8 * 3_600_000);
      telegram.mode = 'up';
      await gateway.clock.advance(600_000);
      assert.match(JSON.stringify(telegram.standing[0]?.shown), /Denied by/, failure.code);
      const { left, due } = await rowsOf(gateway);
      assert.deepEqual([left, due], [[], []]);
      await gateway.close();
    }
  });
});

describe('In the end', () => {
  test('nothing is left to do about notices of time-outs: those that stood by were not needed', async () => {
    const channels = [
      fakeChannel('telegram'),
      fakeChannel('discord', { kind: 'discord' }),
      fakeChannel('slack', { kind: 'slack' }),
    ];
    const gateway = await openNotifyGateway(channels);
    for (const channel of channels) await gateway.pair(channel, 'op', 'human:operator');
    for (let host = 0; host < 3; host++) {
      await gateway.ask(`curl https://h${host}.example.net/x`);
      await gateway.clock.advance(61_000);
      await gateway.quiet();
    }
    const notices = (await rowsOf(gateway)).all.filter(({ purpose }) => purpose === 'timed-out');
    assert.deepEqual(
      notices.map(({ channel, state }) => `${channel} ${state}`).toSorted(),
      ['discord standby', 'slack standby', 'telegram accepted'].flatMap((one) => [one, one, one]),
    );
    gateway.clock.set(gateway.clock.nowMs() + DAY_MS - 1_000_000);
    await gateway.clock.advance(2_000_000);
    await gateway.quiet();
    const { all, left, due } = await rowsOf(gateway);
    assert.deepEqual([left, due], [[], []]);
    assert.ok(all.filter(({ purpose }) => purpose === 'timed-out').some(({ state }) => state === 'dropped'));
    assert.equal(channels[1]?.standing.length, 0);
    await gateway.close();
  });

  test('a channel that was taken out of the configuration holds up no other, however much was left at it', async () => {
    const [telegram, gone] = [fakeChannel('telegram'), fakeChannel('gone', { kind: 'discord' })];
    const [logKey, approverKey] = [generateSigningKey('ed25519'), generateSigningKey('ed25519')];
    const stores = { ...openMemoryStores(), close: async () => undefined };
    const clock = manualClock();
    const usual = [['telegram', 'gone'].map((channel) => ({ channel, whom: { kind: 'everyone' } }) as const)];
    const rules = inOrder(['telegram'], { usual });
    const kept = { stores, clock, logKey, approverKey };
    const gateway = await openNotifyGateway([telegram, gone], { ...kept, notify: { rules } });
    await gateway.pair(gone, 'op', 'human:operator');
    await gateway.pair(telegram, 'ada', 'human:ada');
    gone.mode = DOWN;
    for (let host = 0; host < 70; host++) {
      await gateway.ask(`curl https://h${host}.example.net/x`);
      await clock.advance(5_000);
    }
    const { approvers } = gateway.ports;
    await gateway.close();
    const again = await openNotifyGateway([telegram], {
      ...kept,
      ports: { approvers },
      notify: { rules: inOrder(['telegram']) },
    });
    await clock.advance(120_000);
    await again.quiet();
    const { all } = await rowsOf(again);
    assert.deepEqual(
      all.filter(({ channel, settled }) => channel === 'gone' && !settled),
      [],
    );
    telegram.mode = DOWN;
    await again.ask('curl https://last.example.net/x');
    telegram.mode = 'up';
    const before = telegram.standing.length;
    await clock.advance(30_000);
    await again.quiet();
    assert.equal(telegram.standing.length - before, 1);
    await again.close();
  });

  test('a letter that died keeps nothing that is due', async () => {
    const sms = fakeChannel('sms', { kind: 'sms', abilities: { answers: false } });
    const gateway = await openNotifyGateway([sms], {
      notify: { places: [{ channel: 'sms', to: '+15550100', person: 'human:operator', name: null }] },
    });
    const id = requestOf(await gateway.ask(HIGH));
    sms.mode = DOWN;
    await gateway.approve(id, { answer: 'deny' });
    await gateway.quiet();
    const reference = sms.standing[0]?.reference ?? '';
    await sms.update({ kind: 'delivery', reference, outcome: 'failed', evidence: 'undelivered' }, { user: '' });
    await gateway.quiet();
    const { all, due } = await rowsOf(gateway);
    assert.deepEqual(
      all.map(({ state, dueAtMs, editDueAtMs, settled }) => [state, dueAtMs, editDueAtMs, settled]),
      [['dead', null, null, true]],
    );
    assert.deepEqual(due, []);
    await gateway.close();
  });
});

describe('A report that a message never arrived', () => {
  for (const when of ['before its server has answered', 'before it is on record', 'after it is on record'] as const)
    test(`counts also when it comes ${when}: the next step begins at once`, async () => {
      const [telegram, discord] = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
      const gateway = await openNotifyGateway([telegram, discord]);
      await gateway.pair(telegram, 'ada', 'human:ada');
      await gateway.pair(discord, 'ada', 'human:ada');
      const report = (reference: string) =>
        telegram.update({ kind: 'delivery', reference, outcome: 'failed', evidence: 'undelivered' }, { user: '' });
      const deliver = telegram.deliver.bind(telegram);
      telegram.deliver = async (message, signal) => {
        if (when === 'before its server has answered') await report('telegram-9');
        const sent = await deliver(message, signal);
        if (!sent.ok) return fail(sent.failure);
        if (when === 'before it is on record') await report('telegram-9');
        return { ok: true, value: { ...sent.value, reference: 'telegram-9' } };
      };
      await gateway.ask(HIGH);
      if (when === 'after it is on record') await report('telegram-9');
      await gateway.quiet();
      assert.deepEqual([telegram.standing.length, discord.standing.length], [1, 1]);
      assert.equal((await gateway.entries('notification.dead')).length, 1);
      await gateway.close();
    });
});
