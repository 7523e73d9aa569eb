import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import type { GatewayPorts } from '../../../application/gateway-ports.ts';
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

/** Gateways one after the other over the same stores and channels. */
async function openWorld() {
  const channels = [fakeChannel('telegram'), fakeChannel('discord', { kind: 'discord' })];
  const [clock, stores] = [manualClock(), openMemoryStores()];
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
  return { channels, gateway, open };
}

async function pressIfThere(channel: FakeChannel | undefined, verb: 'approve' | 'deny'): Promise<void> {
  const standing = channel?.standing.at(-1);
  if (standing?.message.buttons.some((button) => button.verb === verb) === true)
    await channel?.press('ada', verb, standing);
}


test('x', async () => {
  const steps: any[] = JSON.parse(process.env.STEPS ?? '[]');
    const world = await openWorld();
    let { gateway } = world;
    const asked: string[] = [];
    for (const given of steps) {
      console.error('do', JSON.stringify(given));
      if (given.do === 'ask')
        asked.push(requestOf(await gateway.ask(`curl https://host-${asked.length}.example.net/a`)));
      if (given.do === 'press') await pressIfThere(world.channels[given.place], given.verb);
      const channel = given.do === 'mode' ? world.channels[given.place] : undefined;
      if (given.do === 'mode' && channel !== undefined) channel.mode = (MODES as any)[given.mode];
      if (given.do === 'wait') await gateway.clock.advance(given.ms);
      if (given.do === 'restart') {
        await gateway.close();
        gateway = await world.open();
      }
      await gateway.quiet();
    }
    for (const channel of world.channels) channel.mode = 'up';
    for (let turn = 0; turn < 6; turn++) {
      console.error('turn', turn);
      await gateway.clock.advance(200_000);
      await gateway.quiet();
    }
    await gateway.close();
});
