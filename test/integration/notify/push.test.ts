import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { loopbackPoster, serveOnLoopback } from '../../../adapters/outbound-http/testing/loopback.ts';
import { openWebPush } from '../../../adapters/web-push/open-web-push.ts';
import { openTestBrowser } from '../../../adapters/web-push/testing/browser.ts';
import { generateVapidKeys } from '../../../adapters/web-push/vapid-keys.ts';
import type { Caller } from '../../../application/gateway.ts';
import { inOrder, openNotifyGateway, requestOf } from './notify-gateway.ts';

const ADA: Caller = { principal: 'human:ada', scopes: ['approve', 'read'] };

async function openPushGateway(t: TestContext) {
  const service = await serveOnLoopback(t, (request, response) => {
    response.writeHead(request.url === '/gone' ? 410 : 201).end();
  });
  const vapid = generateVapidKeys();
  const notify = { rules: inOrder(['browsers']), dashboardUrl: 'https://gate.example' };
  const gateway = await openNotifyGateway([], { notify });
  const channel = openWebPush({
    name: 'browsers',
    vapid,
    subject: 'mailto:ops@gate.example',
    hosts: [],
    poster: loopbackPoster(),
    nowMs: () => gateway.clock.nowMs(),
  });
  assert.ok(channel.ok);
  gateway.notify.start([channel.value]);
  t.after(() => gateway.close());
  const arrived = async (count: number): Promise<void> => {
    for (let times = 0; times < 200 && service.seen.length < count; times += 1) {
      await gateway.quiet();
      await new Promise((done) => setTimeout(done, 10));
    }
    assert.equal(service.seen.length, count);
  };
  const browserAt = (path: string) => {
    const browser = openTestBrowser(`${service.base}${path}`);
    return {
      ...browser,
      subscription: JSON.parse(browser.subscription) as { endpoint: string; keys: { p256dh: string; auth: string } },
    };
  };
  return { ...gateway, seen: service.seen, vapid, arrived, browserAt };
}

describe('Browsers that are pushed to', () => {
  test('are told with title and link, each for whoever is logged in there, and told again what became of it', async (t) => {
    const { gateway, ask, arrived, approve, seen, vapid, browserAt } = await openPushGateway(t);
    assert.deepEqual(gateway.listPushKeys(), [{ channel: 'browsers', publicKey: vapid.publicKey }]);
    const browser = browserAt('/ada');
    const pairing = await gateway.subscribePush(ADA, { channel: 'browsers', subscription: browser.subscription });
    assert.deepEqual([pairing.principal, pairing.keyId, pairing.state], ['human:ada', null, 'paired']);
    const id = requestOf(await ask());
    await arrived(1);
    const told = JSON.parse(browser.decrypt(seen[0]?.body ?? Buffer.alloc(0))) as { title: string; link: string };
    assert.ok(told.link.startsWith('https://gate.example/dashboard') && told.link.includes(id), told.link);
    assert.ok(!told.title.includes('collector.example.net/a'));
    await approve(id);
    await arrived(2);
    assert.equal(seen[0]?.headers['topic'], seen[1]?.headers['topic']);
  });

  test('are not told any more once their person ended it, and nobody else can', async (t) => {
    const { gateway, ask, quiet, seen, browserAt } = await openPushGateway(t);
    const { subscription } = browserAt('/ada');
    const pairing = await gateway.subscribePush(ADA, { channel: 'browsers', subscription });
    await assert.rejects(gateway.endPush({ ...ADA, principal: 'human:eve' }, pairing.id), /none of yours/);
    assert.equal((await gateway.endPush(ADA, pairing.id)).state, 'ended');
    await ask();
    await quiet();
    assert.equal(seen.length, 0);
  });

  test('are forgotten once their push service says that they are gone', async (t) => {
    const { gateway, ask, arrived, quiet, entries, browserAt } = await openPushGateway(t);
    await gateway.subscribePush(ADA, { channel: 'browsers', subscription: browserAt('/gone').subscription });
    await ask();
    await arrived(1);
    for (let times = 0; times < 50 && gateway.listPairings().length > 0; times += 1) await quiet();
    assert.deepEqual(gateway.listPairings(), []);
    assert.deepEqual(
      (await entries('pairing.ended')).map(({ actor }) => actor),
      ['gateway'],
    );
  });

  test('are at most ten of a person, none of an agent, and only where a channel pushes', async (t) => {
    const { gateway, browserAt } = await openPushGateway(t);
    const { subscription } = browserAt('/0');
    const order = { channel: 'browsers', subscription };
    await assert.rejects(gateway.subscribePush({ principal: 'agent:x', scopes: ['read'] }, order), /logged in/);
    await assert.rejects(gateway.subscribePush(ADA, { ...order, channel: 'cli' }), /no channel cli/);
    for (let index = 0; index < 10; index += 1)
      await gateway.subscribePush(ADA, { channel: 'browsers', subscription: browserAt(`/${index}`).subscription });
    await assert.rejects(
      gateway.subscribePush(ADA, { channel: 'browsers', subscription: browserAt('/10').subscription }),
      /at most 10/,
    );
    await gateway.subscribePush(ADA, order);
    assert.equal(gateway.listPairings().length, 10);
  });
});
