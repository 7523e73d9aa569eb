import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

type Call = readonly [method: string, path: string, body?: unknown];
type Served = Awaited<ReturnType<typeof serveFake>>;

const GRANT = { principal: 'agent:x', task: 't', workspace: '/work/app' };

function call(
  { base }: Served,
  [method, path, body]: Call,
  { token, lease }: { readonly token: string; readonly lease?: string },
): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(lease === undefined ? {} : { 'countersign-lease': lease }),
  };
  return fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

test('lets readers look, agents ask about their own lease, and only operators grant and set', async () => {
  const served = await serveFake();
  const calls: readonly Call[] = [
    ['GET', '/v1/leases'],
    ['GET', '/v1/leases/abc'],
    ['GET', '/v1/lease-key'],
    ['GET', '/v1/budgets'],
    ['GET', '/v1/reviews'],
    ['POST', '/v1/leases', GRANT],
    ['POST', '/v1/leases/abc/renew', {}],
    ['POST', '/v1/leases/abc/revoke', {}],
    ['POST', '/v1/leases/abc/heartbeat', {}],
    ['POST', '/v1/budgets/limit', { scope: 'day', limit: null }],
    ['POST', '/v1/budgets/reset', { scope: 'day' }],
  ];
  const statuses = async (token: string): Promise<readonly number[]> => {
    const found: number[] = [];
    for (const each of calls) found.push((await call(served, each, { token })).status);
    return found;
  };
  assert.deepEqual(await statuses(TOKENS.operator), [200, 200, 200, 200, 200, 201, 200, 200, 200, 200, 200]);
  assert.deepEqual(await statuses(TOKENS.agent), [403, 403, 200, 403, 403, 403, 200, 200, 200, 403, 403]);
  assert.deepEqual(await statuses(TOKENS.reader), [200, 200, 200, 200, 200, 403, 403, 403, 403, 403, 403]);
  await served.server.close(0);
});

test('hands on what is asked for as it is', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const handed = async (each: Call): Promise<unknown> => {
    assert.equal((await call(served, each, { token: TOKENS.operator })).ok, true, each[1]);
    const wanted = [
      'grantLease',
      'renewLease',
      'revokeLease',
      'beatLease',
      'listLeases',
      'listBudgets',
      'setBudget',
      'resetBudget',
    ];
    return gateway.seen.findLast(({ method }) => wanted.includes(method))?.args.at(-1);
  };
  assert.deepEqual(await handed(['POST', '/v1/leases', GRANT]), { ...GRANT, session: null });
  const terms = {
    capabilities: ['file.read'],
    scope: { hosts: ['*.example.com'] },
    limits: { tokens: 5, cost_micros: 6 },
    expires_at_ms: 7,
  };
  assert.deepEqual(
    await handed(['POST', '/v1/leases', { ...GRANT, session: 's', terms, duration_ms: 8, heartbeat: true }]),
    {
      ...GRANT,
      session: 's',
      terms: {
        capabilities: ['file.read'],
        scope: { hosts: ['*.example.com'] },
        limits: { tokens: 5, costMicros: 6 },
        expiresAtMs: 7,
      },
      durationMs: 8,
      heartbeat: true,
    },
  );
  assert.deepEqual(await handed(['POST', '/v1/leases/abc/renew', { duration_ms: 9 }]), { id: 'abc', durationMs: 9 });
  assert.deepEqual(await handed(['POST', '/v1/leases/abc/renew', {}]), { id: 'abc', durationMs: null });
  assert.deepEqual(await handed(['POST', '/v1/leases/abc/revoke', { note: 'why' }]), { id: 'abc', note: 'why' });
  assert.equal(await handed(['POST', '/v1/leases/abc/heartbeat', {}]), 'abc');
  assert.deepEqual(await handed(['GET', '/v1/leases?ended=true']), { ended: true });
  assert.deepEqual(await handed(['GET', '/v1/budgets?limit=7']), { limit: 7 });
  const limit = { scope: 'day', limit: { tokens: 1, cost_micros: 2 } };
  assert.deepEqual(await handed(['POST', '/v1/budgets/limit', limit]), {
    scope: 'day',
    limit: { tokens: 1, costMicros: 2 },
  });
  assert.equal(await handed(['POST', '/v1/budgets/reset', { scope: 'task a' }]), 'task a');
  await served.server.close(0);
});

test('refuses what is no order, naming every problem', async () => {
  const served = await serveFake();
  const body = { principal: 'agent:x', workspace: 'relative', terms: { scope: { more: [] }, limits: { calls: -1 } } };
  const answer = await call(served, ['POST', '/v1/leases', body], { token: TOKENS.operator });
  const { problems } = (await answer.json()) as { readonly problems: readonly { readonly path: string }[] };
  assert.equal(answer.status, 422);
  assert.equal(problems.length, 4);
  await served.server.close(0);
});

test('hands a lease token on with the caller who shows it, and none where there is none', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const proposal = { session: 's', tool: { name: 'Read' }, args: {}, cwd: '/work' };
  const leaseOf = async (lease?: string): Promise<unknown> => {
    const shown = lease === undefined ? {} : { lease };
    await call(served, ['POST', '/v1/decide', proposal], { token: TOKENS.agent, ...shown });
    const [proposed] = gateway.seen.at(-1)?.args ?? [];
    return (proposed as { readonly lease?: string }).lease;
  };
  assert.equal(await leaseOf('a-lease-token'), 'a-lease-token');
  assert.equal(await leaseOf(), undefined);
  await served.server.close(0);
});
