import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESOLVER_ZONE, testNameResolver } from '../../ports/conformance/name-resolver.ts';
import { openNameResolver } from './open-name-resolver.ts';
import { openOwnAddresses } from './own-addresses.ts';
import { openZoneServer } from './testing/zone-server.ts';

testNameResolver('name servers', async (t) => {
  const zone = await openZoneServer((name) => RESOLVER_ZONE[name] ?? 'no-such-name');
  t.after(zone.close);
  return openNameResolver({ servers: [zone.address], timeoutMs: 2_000 });
});

test('remembers an answer as long as its servers say, at most as long as it is told', async (t) => {
  const zone = await openZoneServer(() => ['93.184.216.34'], { ttlSeconds: 60 });
  t.after(zone.close);
  let nowMs = 0;
  const resolver = openNameResolver({ servers: [zone.address], rememberMs: 1_000, nowMs: () => nowMs });
  await resolver.resolve('a.test');
  nowMs = 999;
  await resolver.resolve('a.test');
  assert.equal(zone.asked.get('a.test'), 2);
  nowMs = 1_000;
  await resolver.resolve('a.test');
  assert.equal(zone.asked.get('a.test'), 4);
  resolver.close();
});

for (const silent of ['A', 'AAAA'] as const) {
  test(`leaves out the family of addresses that is silent: ${silent}`, async (t) => {
    const answers = ['93.184.216.34', '2606:2800:220:1::1'];
    const zone = await openZoneServer((_, type) => (type === silent ? 'silence' : answers));
    t.after(zone.close);
    const resolver = openNameResolver({ servers: [zone.address] });
    t.after(() => resolver.close());
    const expected = answers.filter((address) => address.includes(':') === (silent === 'A'));
    assert.deepEqual(await resolver.resolve('a.test'), { ok: true, addresses: expected });
  });
}

test('remembers nothing whose servers say that it does not hold', async (t) => {
  const zone = await openZoneServer(() => ['93.184.216.34']);
  t.after(zone.close);
  const resolver = openNameResolver({ servers: [zone.address] });
  await resolver.resolve('a.test');
  await resolver.resolve('a.test');
  assert.equal(zone.asked.get('a.test'), 4);
  resolver.close();
});

test('asks the system where no servers are named', async () => {
  const resolver = openNameResolver({ servers: null });
  const found = await resolver.resolve('localhost');
  assert.equal(found.ok && found.addresses.some((address) => address === '127.0.0.1' || address === '::1'), true);
  assert.deepEqual(await resolver.resolve('no-such-name.invalid'), { ok: false, failure: 'dns.no-such-name' });
  resolver.close();
});

test('tells that servers which nobody runs did not answer', async () => {
  const resolver = openNameResolver({ servers: ['127.0.0.1:9'], timeoutMs: 300 });
  const found = await resolver.resolve('a.test');
  assert.equal(!found.ok && (found.failure === 'dns.failed' || found.failure === 'dns.timed-out'), true);
  resolver.close();
});

test('knows the addresses of this machine', () => {
  const look = openOwnAddresses();
  assert.equal(look().includes('127.0.0.1'), true);
  assert.equal(look(), look());
});
