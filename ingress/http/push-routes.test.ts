import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountersignClient } from '../../sdk/client.ts';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const SUBSCRIPTION = {
  endpoint: 'https://push.example/send/abc',
  expirationTime: null,
  keys: {
    p256dh: 'BEiqp2Lpd9YcSVPzZcIKtBWrMkwQOoBHrpK5G0mYl8mZ3H8tU1pRkAMt6JSFN9j8mQmBr2mQ0dY1u4bTzS2Zs2o',
    auth: 'k8JV6sjdbhAi1n3_LDBLvA',
  },
};

test('lets a person subscribe a browser and end it, and no agent', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const { channels } = new CountersignClient({ baseUrl: served.base, token: TOKENS.reader });
  assert.deepEqual(await channels.pushKeys(), [{ channel: 'browsers', public_key: 'BA' }]);
  const pairing = await channels.subscribePush({ channel: 'browsers', subscription: SUBSCRIPTION });
  assert.equal((await channels.endPush(pairing.id)).state, 'ended');
  const { endpoint, keys } = SUBSCRIPTION;
  const order = { channel: 'browsers', subscription: { endpoint, keys } };
  assert.deepEqual(gateway.seen.find(({ method }) => method === 'subscribePush')?.args[1], order);
  const agent = { method: 'GET', headers: { authorization: `Bearer ${TOKENS.agent}` } };
  assert.equal((await fetch(`${served.base}/v1/push`, agent)).status, 403);
  assert.equal(JSON.stringify(pairing).includes('push.example'), false);
  await served.server.close(0);
});

test('takes nothing but a whole subscription', async () => {
  const served = await serveFake();
  const statusOf = async (subscription: object): Promise<number> => {
    const headers = { authorization: `Bearer ${TOKENS.operator}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ channel: 'browsers', subscription });
    return (await fetch(`${served.base}/v1/push/subscriptions`, { method: 'POST', headers, body })).status;
  };
  assert.equal(await statusOf(SUBSCRIPTION), 201);
  for (const odd of [
    {},
    { ...SUBSCRIPTION, endpoint: 'ftp://push.example/a' },
    { ...SUBSCRIPTION, endpoint: `https://push.example/${'a'.repeat(2_000)}` },
    { ...SUBSCRIPTION, keys: { p256dh: 'not base64url!', auth: 'AA' } },
    { ...SUBSCRIPTION, keys: { p256dh: 'A'.repeat(200), auth: 'AA' } },
    { ...SUBSCRIPTION, extra: 1 },
  ])
    assert.equal(await statusOf(odd), 422, JSON.stringify(odd).slice(0, 80));
  await served.server.close(0);
});
