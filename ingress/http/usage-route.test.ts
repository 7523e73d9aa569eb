import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountersignClient } from '../../sdk/client.ts';
import { TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

test('tells readers what models used on the last days, with the day as people write it', async (t) => {
  const { base, gateway, server } = await serveFake();
  t.after(() => server.close(0));
  const client = new CountersignClient({ baseUrl: base, token: TOKENS.reader });
  const [row] = await client.guards.usage({ days: 3, principal: 'agent:x' });
  assert.deepEqual(row, {
    ...{ day: '2026-11-21', principal: 'agent:x', provider: 'p', model: 'm', calls: 5, cost_micros: 6 },
    ...{ input_tokens: 1, output_tokens: 2, cache_read_tokens: 3, cache_write_tokens: 4 },
  });
  const asked = gateway.seen.findLast(({ method }) => method === 'listUsage')?.args[0];
  const query = asked as { fromDay: number; toDay: number; principal: string };
  assert.equal(query.toDay - query.fromDay, 2);
  assert.equal(query.principal, 'agent:x');
});

test('tells agents nothing of it, and refuses a number of days that is none', async (t) => {
  const { base, server } = await serveFake();
  t.after(() => server.close(0));
  const asked = async (token: string, query = ''): Promise<number> =>
    (await fetch(`${base}/v1/usage${query}`, { headers: { authorization: `Bearer ${token}` } })).status;
  assert.equal(await asked(TOKENS.agent), 403);
  assert.equal(await asked(TOKENS.reader), 200);
  for (const days of ['0', '-1', '400', 'x']) assert.equal(await asked(TOKENS.reader, `?days=${days}`), 422);
});
