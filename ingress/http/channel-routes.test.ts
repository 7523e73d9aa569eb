import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountersignClient } from '../../sdk/client.ts';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

test('lets readers look at channels and messages, and only operators pair, test and retry', async () => {
  const served = await serveFake();
  const calls: readonly (readonly [string, string, object?])[] = [
    ['GET', '/v1/channels'],
    ['GET', '/v1/deliveries?state=dead'],
    ['GET', '/v1/channels/pairings'],
    ['POST', '/v1/channels/test', { channel: 'telegram' }],
    ['POST', '/v1/channels/pairings', { channel: 'telegram', principal: 'human:ada' }],
    ['DELETE', '/v1/channels/pairings/pairing-1'],
    ['POST', '/v1/deliveries/delivery-1/retry', {}],
  ];
  const statuses = async (token: string): Promise<readonly number[]> => {
    const found: number[] = [];
    for (const [method, path, body] of calls) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      found.push((await fetch(`${served.base}${path}`, init)).status);
    }
    return found;
  };
  assert.deepEqual(await statuses(TOKENS.operator), [200, 200, 200, 202, 201, 200, 202]);
  assert.deepEqual(await statuses(TOKENS.reader), [200, 200, 403, 403, 403, 403, 403]);
  assert.deepEqual(await statuses(TOKENS.agent), [403, 403, 403, 403, 403, 403, 403]);
  await served.server.close(0);
});

test('is what the client of the SDK reads, and tells no address, handle or hash', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const { channels } = new CountersignClient({ baseUrl: served.base, token: TOKENS.operator });
  const [first, terminal] = await channels.list();
  assert.deepEqual(
    [first?.name, first?.state, first?.last_failure?.code, first?.rests_until_ms],
    ['telegram', 'down', 'unreachable', 6],
  );
  assert.equal(terminal?.last_failure, null);
  assert.equal((await channels.test('telegram'))[0]?.purpose, 'test');
  const listed = await channels.deliveries({ state: 'dead', request: 'request000000001', limit: 5 });
  assert.equal(listed[0]?.failure, 'refused');
  assert.equal((await channels.retry('delivery-1')).state, 'queued');
  const offer = await channels.offer({ channel: 'telegram', principal: 'human:ada' });
  assert.equal(offer.code, 'ABCD2345');
  assert.equal((await channels.unpair('pairing-1')).state, 'ended');
  const told = JSON.stringify([listed, await channels.pairings(), offer.pairing]);
  for (const hidden of ['4711', '0'.repeat(64), 'handle']) assert.equal(told.includes(hidden), false, hidden);
  assert.deepEqual(gateway.seen.find(({ method }) => method === 'listDeliveries')?.args, [
    { request: 'request000000001', states: ['dead'], limit: 5 },
  ]);
  await served.server.close(0);
});
