import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openFakeService, type ServiceFault } from '../../ports/conformance/stand-in-server.ts';
import { openBoundedFetch } from './open-bounded-fetch.ts';

async function open(t: TestContext) {
  const seen: string[] = [];
  const service = await openFakeService(t, {
    answer: ({ path }) => {
      seen.push(path);
      return { status: path === '/none' ? 204 : 200, body: 'x'.repeat(100), headers: { 'x-kept': 'yes' } };
    },
    faults: { 'rate-limited': { status: 429, body: {} }, 'refused-token': { status: 401, body: {} } },
  });
  return { ...service, seen };
}

test('answers what the service did, headers and all', async (t) => {
  const { root } = await open(t);
  const answer = await openBoundedFetch({ maxAnswerBytes: 100 })(`${root}/a`, { method: 'POST', body: 'b' });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('x-kept'), 'yes');
  assert.equal((await answer.text()).length, 100);
  assert.equal((await openBoundedFetch()(`${root}/none`, {})).status, 204);
});

test('rejects an answer that is too long, leads elsewhere, breaks off or never ends', async (t) => {
  const { root, fail, seen } = await open(t);
  await assert.rejects(openBoundedFetch({ maxAnswerBytes: 99 })(root, {}), RangeError);
  const faults: readonly ServiceFault[] = ['elsewhere', 'half', 'endless', 'reset', 'silence'];
  for (const fault of faults) {
    fail(fault);
    await assert.rejects(openBoundedFetch()(root, { signal: AbortSignal.timeout(200) }), fault);
  }
  assert.equal(seen.includes('/elsewhere'), false);
});
