import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leaseTokenSource, openTokenNarrowing } from '../../../adapters/biscuit/open-lease-tokens.ts';
import { narrowingBlock } from '../../../application/lease/lease-terms.ts';
import { MESSAGES, saying } from './ask-proxy.ts';
import { openProxied } from './opened-proxy.ts';
import { CALLER, TOKEN } from './proxied-gateway.ts';

const tokens = leaseTokenSource(new Uint8Array(32).fill(9));
const narrow = await openTokenNarrowing(tokens.publicKey);

async function askUnder(address: string, lease: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${address}${MESSAGES}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}`, 'countersign-lease': lease },
    body: JSON.stringify(saying('go')),
  });
  return { status: response.status, text: await response.text() };
}

test('a model call is made under the lease that is shown with it', async (t) => {
  const { gateway, provider } = await openProxied(t, { text: 'ok' }, { gateway: { ports: { leaseTokens: tokens } } });
  const { leases } = gateway.test.guards;
  const order = { principal: CALLER.caller.principal, session: null, task: 'run-9', workspace: '/work/app' };
  const { lease, token } = await leases.grant('human:operator', order);
  assert.equal((await askUnder(gateway.address, token ?? '')).status, 200);
  assert.equal(leases.find(lease.id).calls, 1);
  const narrower = narrow(
    token ?? '',
    narrowingBlock({ capabilities: ['file.read'] }, gateway.test.clock.nowMs() + 60_000),
  );
  const refused = await askUnder(gateway.address, narrower.ok ? narrower.value : '');
  assert.equal(refused.status, 403, refused.text);
  assert.equal(provider.seen.length, 1);
  await leases.revoke('human:operator', lease.id, 'enough');
  assert.equal((await askUnder(gateway.address, token ?? '')).status, 403);
  assert.equal(provider.seen.length, 1);
});

test('a lease token that does not hold refuses the call, and never reaches the provider', async (t) => {
  const { gateway, provider } = await openProxied(t, { text: 'ok' }, { gateway: { ports: { leaseTokens: tokens } } });
  for (const lease of ['', 'no-token', 'a, b']) {
    const { status, text } = await askUnder(gateway.address, lease);
    assert.deepEqual([status, /lease/.test(text)], [403, true], text);
  }
  assert.equal(provider.seen.length, 0);
});

test('a lease that is not narrowed from the one of the run is refused at its door', async (t) => {
  const options = { gateway: { ports: { leaseTokens: tokens } }, door: CALLER };
  const { gateway, provider } = await openProxied(t, { text: 'ok' }, options);
  const { leases } = gateway.test.guards;
  const order = { principal: CALLER.caller.principal, workspace: '/work/app' };
  await leases.grant('human:operator', { ...order, session: CALLER.session, task: CALLER.task });
  const other = await leases.grant('human:operator', { ...order, session: null, task: 'other' });
  const { status, text } = await askUnder(gateway.address, other.token ?? '');
  assert.deepEqual([status, /not narrowed from/.test(text)], [403, true], text);
  assert.equal(provider.seen.length, 0);
});
