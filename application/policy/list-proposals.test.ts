import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';

const DAYS_90_MS = 90 * 86_400_000;

/** Answers a question "always": a fetch of one address can be put into a rule, and a shell line of high risk cannot. */
async function always(test: TestGateway, url: string): Promise<void> {
  const fetch = propose('WebFetch', { url, prompt: 'p' }, { channel: 'api' });
  const asked = await test.gateway.authorize(AGENT, fetch, NO_WAIT);
  await test.approve(asked.approval?.request.id ?? assert.fail('nobody was asked'), { scope: 'proposal' });
}

test('lists proposed rules, newest first, with the rule, who and until when', async () => {
  const test = await openTestGateway();
  for (const host of ['a.example', 'b.example']) await always(test, `https://${host}/`);
  const [newest, oldest, ...others] = await test.gateway.listProposals({ limit: 10 });
  assert.deepEqual(others, []);
  assert.match(newest?.yaml ?? '', /permit: "WebFetch\(.*b\.example/);
  assert.match(oldest?.yaml ?? '', /a\.example/);
  assert.deepEqual(
    [newest?.by, newest?.tool, newest?.state, newest?.why],
    ['human:operator', 'WebFetch', 'open', null],
  );
  assert.ok((newest?.expiresAtMs ?? 0) <= test.clock.nowMs() + DAYS_90_MS);
  assert.equal((await test.gateway.listProposals({ limit: 1 })).length, 1);
});

test('says which have expired and which were erased', async () => {
  const test = await openTestGateway();
  for (const host of ['a.example', 'b.example']) await always(test, `https://${host}/`);
  const [newest] = await test.gateway.listProposals({ limit: 1 });
  await test.gateway.erasePayload(OPERATOR, { index: newest?.index ?? 0, rationale: 'it names a customer' });
  const states = async (): Promise<readonly string[]> =>
    (await test.gateway.listProposals({ limit: 10 })).map(({ state }) => state);
  assert.deepEqual(await states(), ['erased', 'open']);
  await test.clock.advance(DAYS_90_MS);
  assert.deepEqual(await states(), ['erased', 'expired']);
});

test('lists nothing where nothing was proposed', async () => {
  const { gateway } = await openTestGateway();
  assert.deepEqual(await gateway.listProposals({ limit: 10 }), []);
});
