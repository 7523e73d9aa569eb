import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireActionPage, WireShownAction } from '../../sdk/wire-reading.ts';
import { TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const OPERATOR = { headers: { authorization: `Bearer ${TOKENS.operator}` } };

test('lists decisions with the filters as the flow knows them', async (t) => {
  const { base, server, gateway } = await serveFake();
  t.after(() => server.close(0));
  const answer = await fetch(`${base}/v1/actions?before=9&limit=2&session=s&verdict=deny`, OPERATOR);
  const { actions, next_before } = (await answer.json()) as WireActionPage;
  assert.equal(actions[0]?.action_id, 'action-1');
  assert.equal(next_before, 7);
  const query = { before: 9, after: null, limit: 2, session: 's', verdict: 'deny' };
  assert.deepEqual(gateway.seen.find(({ method }) => method === 'listActions')?.args, [query]);
});

test('refuses a page of nothing, a verdict that there is not, and whoever may not read', async (t) => {
  const { base, server } = await serveFake();
  t.after(() => server.close(0));
  for (const query of ['limit=0', 'limit=501', 'verdict=maybe', 'before=-1'])
    assert.equal((await fetch(`${base}/v1/actions?${query}`, OPERATOR)).status, 422, query);
  const agent = { headers: { authorization: `Bearer ${TOKENS.agent}` } };
  for (const path of ['actions', 'actions/a', 'actions/a/replay', 'sessions', 'log/keys'])
    assert.equal((await fetch(`${base}/v1/${path}`, agent)).status, 403, path);
});

test('shows an action without what looks like a secret in it', async (t) => {
  const { base, server } = await serveFake();
  t.after(() => server.close(0));
  const answer = await fetch(`${base}/v1/actions/action-1`, OPERATOR);
  const { trail } = (await answer.json()) as WireShownAction;
  assert.match(String(trail[0]?.data['note']), /^\[redacted /);
});
