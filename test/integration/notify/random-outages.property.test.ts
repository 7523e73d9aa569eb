import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import type { GatewayPorts } from '../../../application/gateway-ports.ts';
import type { Stores } from '../../../ports/stores.ts';
import { DOWN, type FakeChannel, fakeChannel, REFUSED } from '../../harness/fake-channel.ts';
import { manualClock } from '../../harness/manual-clock.ts';
import { type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

const MODES = { up: 'up', down: DOWN, refused: REFUSED, hang: 'hang' } as const;
const PLACES = ['telegram', 'discord'].map((channel) => ({ channel, to: 'team', person: null, name: 'team' }));

const place = fc.nat(1);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('press' as const),
      place,
      verb: fc.constantFrom('approve' as const, 'deny' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('mode' as const),
      place,
      mode: fc.constantFrom(...(Object.keys(MODES) as (keyof typeof MODES)[])),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 1_000, 5_000, 31_000, 61_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

const [logKey, approverKey] = [generateSigningKey('ed25519'), generateSigningKey('ed25519')];

/** What one message may ask of its channel in a whole run: eight attempts to send, one edit for each status, and more where edits fail. */
const CALLS_A_MESSAGE = 40;
/** Where nothing is answered any more: a gateway that asks without end fails here, and does not hang the test. */
const CALLS_TO_HANG = 1_000;

/** Counts what is asked of a channel. */
function counting(channel: FakeChannel): { readonly calls: () => number } {
  const { deliver, edit } = channel;
  let count = 0;
  const isEnough = (): boolean => (count += 1) > CALLS_TO_HANG;
  channel.deliver = async (...args) => (isEnough() ? new Promise(() => undefined) : deliver(...args));
  channel.edit = async (...args) => (isEnough() ? new Promise(() => undefined) : edit(...args));
  return { calls: () => count };
}

/** The same of what is written down: most of a run is a fraction of it. */
const WRITES_TO_HANG = 5_000;

/** Stores that stop answering what is written without end. */
function boundedStores(): Stores {
  const stores = openMemoryStores();
  const { notifications } = stores;
  let count = 0;
  const write: typeof notifications.write = async (changes) =>
    (count += 1) > WRITES_TO_HANG ? new Promise(() => undefined) : notifications.write(changes);
  return { ...stores, notifications: { ...notifications, write } };
}

/** What a message says once its request is over. */
const OVER: { readonly [status: string]: RegExp } = {
  approved: /Approved by .*human:ada/,
  denied: /Denied by .*human:ada/,
  'timed-out': /silence is denial/,
};

/** Gateways one after the other over the same stores and channels. */
async function openWorld() {
  const channels = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
  const counts = channels.map(counting);
  const [clock, stores] = [manualClock(), boundedStores()];
  let approvers: GatewayPorts['approvers'] | null = null;
  const open = async (): Promise<NotifyGateway> => {
    const ports = approvers === null ? {} : { approvers };
    const notify = { places: PLACES };
    const gateway = await openNotifyGateway(channels, { clock, stores, logKey, approverKey, ports, notify });
    approvers = gateway.ports.approvers;
    await gateway.quiet();
    return gateway;
  };
  const gateway = await open();
  for (const channel of channels) await gateway.pair(channel, 'ada', 'human:ada');
  return { channels, gateway, open, calls: () => counts.reduce((sum, { calls }) => sum + calls(), 0) };
}

async function pressIfThere(channel: FakeChannel | undefined, verb: 'approve' | 'deny'): Promise<void> {
  const standing = channel?.standing.at(-1);
  if (standing?.message.buttons.some((button) => button.verb === verb) === true)
    await channel?.press('ada', verb, standing);
}

test('whatever fails, when and for how long: one decision at most, none without a person, and every message tells of it in the end', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
    const world = await openWorld();
    let { gateway } = world;
    const asked: string[] = [];
    for (const given of steps) {
      if (given.do === 'ask')
        asked.push(requestOf(await gateway.ask(`curl https://host-${asked.length}.example.net/a`)));
      if (given.do === 'press') await pressIfThere(world.channels[given.place], given.verb);
      const channel = given.do === 'mode' ? world.channels[given.place] : undefined;
      if (given.do === 'mode' && channel !== undefined) channel.mode = MODES[given.mode];
      if (given.do === 'wait') await gateway.clock.advance(given.ms);
      if (given.do === 'restart') {
        await gateway.close();
        gateway = await world.open();
      }
      await gateway.quiet();
    }
    for (const channel of world.channels) channel.mode = 'up';
    for (let turn = 0; turn < 6; turn++) {
      await gateway.clock.advance(200_000);
      await gateway.quiet();
    }
    const answered = await gateway.entries('approval.answered');
    for (const id of asked) {
      const { request } = await gateway.gateway.findApproval(id);
      const entries = answered.filter(({ data }) => data['request'] === id);
      assert.notEqual(request.status, 'pending');
      assert.equal(entries.length <= 1, true);
      assert.equal(request.status === 'approved', entries[0]?.data['answer'] === 'approve');
      const deliveries = await gateway.stores.notifications.listDeliveries({ request: id, limit: 100 });
      const questions = deliveries.filter(({ purpose }) => purpose === 'question');
      assert.ok(questions.length >= 1);
      for (const { state, shown, failure, channel, reference } of questions) {
        assert.ok(['accepted', 'delivered', 'dead', 'dropped'].includes(state), state);
        if (state !== 'accepted' && state !== 'delivered') continue;
        // Given up where the channel refused this very edit; told by every other message, also to whoever reads it.
        if (failure === 'refused') continue;
        assert.equal(shown, request.status);
        const standing = world.channels
          .find(({ name }) => name === channel)
          ?.standing.find((one) => one.reference === reference);
        assert.match(JSON.stringify(standing?.shown), OVER[request.status] ?? /never/);
      }
    }
    const rows = await gateway.stores.notifications.listDeliveries({ limit: 500 });
    assert.ok(
      world.calls() <= CALLS_A_MESSAGE * (rows.length + 1),
      `${world.calls()} calls for ${rows.length} messages`,
    );
    for (const { settled, dueAtMs, editDueAtMs } of rows)
      if (settled) assert.deepEqual([dueAtMs, editDueAtMs], [null, null]);
    await gateway.close();
  });
  // The first that fails ends it: to make it smaller would take its time over and over.
  await fc.assert(property, { numRuns: 40, endOnFailure: true, interruptAfterTimeLimit: 12_000 });
});
