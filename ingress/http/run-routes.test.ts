import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountersignClient } from '../../sdk/client.ts';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { FAKE_RUN } from './testing/fake-run-methods.ts';
import { serveFake } from './testing/serve-fake.ts';

const ORDER = { argv: ['npm', 'test'], workspace: '/work/app' };

test('lets only an operator start and change runs, and readers look', async () => {
  const served = await serveFake();
  const path = `/v1/runs/${FAKE_RUN.id}`;
  const calls = [
    ['POST', '/v1/runs', ORDER],
    ['GET', '/v1/runs'],
    ['GET', path],
    ['GET', `${path}/follow?known=running&wait_ms=10`],
    ['POST', `${path}/end`, { exit_code: null }],
    ['POST', `${path}/stop`, { reason: 'enough' }],
    ['POST', `${path}/freeze`, { reason: 'look' }],
    ['POST', `${path}/resume`, {}],
    ['POST', `${path}/renew`, { lease_ms: 60_000 }],
    ['POST', `${path}/review`, { verdict: 'apply' }],
    ['GET', '/v1/sandboxes'],
  ] as const;
  const statuses = async (token: string): Promise<readonly number[]> => {
    const found: number[] = [];
    for (const [method, at, body] of calls) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      found.push((await fetch(`${served.base}${at}`, { method, headers, ...sent })).status);
    }
    return found;
  };
  assert.deepEqual(await statuses(TOKENS.operator), [201, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]);
  assert.deepEqual(await statuses(TOKENS.reader), [403, 200, 200, 403, 403, 403, 403, 403, 403, 403, 200]);
  assert.deepEqual(await statuses(TOKENS.agent), Array(11).fill(403));
  await served.server.close(0);
});

test('hands an order on with what it leaves out filled in, and answers what to start', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const client = new CountersignClient({ baseUrl: served.base, token: TOKENS.operator });
  const opened = await client.runs.open(ORDER);
  assert.deepEqual(opened.launch, { argv: ['/bin/true'], environment: { PATH: '/bin' }, inputs: ['AQI='] });
  assert.deepEqual(gateway.seen.at(-1)?.args.at(-1), {
    ...ORDER,
    cwd: ORDER.workspace,
    isolation: 'bwrap',
    changes: 'keep',
    allowHosts: [],
    secrets: {},
    environment: {},
    isTerminal: false,
    leaseMs: 1_800_000,
  });
  const { summary } = await client.runs.end(FAKE_RUN.id, 3);
  assert.deepEqual(summary?.traffic, {
    ...{ opened: 2, refused: 1, bytes_out: 10, bytes_in: 20 },
    refused_hosts: ['example.com'],
  });
  assert.deepEqual((await client.runs.sandboxes())[0]?.enforces, ['files.private-root', 'freeze']);
  await assert.rejects(client.runs.show('another'), { code: 'run.unknown' });
  await served.server.close(0);
});

test('refuses an order that names an unknown sandbox, no program, or a lease beyond an hour', async () => {
  const served = await serveFake();
  const client = new CountersignClient({ baseUrl: served.base, token: TOKENS.operator });
  const orders = [
    { ...ORDER, argv: [] },
    { ...ORDER, isolation: 'docker' as 'none' },
    { ...ORDER, lease_ms: 3_600_001 },
    { ...ORDER, workspace: 'relative' },
  ];
  for (const order of orders) await assert.rejects(client.runs.open(order), { code: 'input.invalid' });
  await served.server.close(0);
});
