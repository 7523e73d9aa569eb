import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountersignClient } from '../../sdk/client.ts';
import { TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

test('tells readers of reviewer models, and agents nothing', async (t) => {
  const { base, server } = await serveFake();
  t.after(() => server.close(0));
  const report = await new CountersignClient({ baseUrl: base, token: TOKENS.reader }).guards.reviewers();
  assert.deepEqual(report, {
    reviewers: [
      {
        ...{ name: 'second', configured: true, provider: 'acme', model: 'm1', resting: false, logged_objections: 8 },
        ...{ no_objection: 1, objection: 2, abstained: 3, malformed: 4, timed_out: 5, agreed: 6, disagreed: 7 },
      },
    ],
    entries: 9,
  });
  const asked = await fetch(`${base}/v1/reviewers`, { headers: { authorization: `Bearer ${TOKENS.agent}` } });
  assert.equal(asked.status, 403);
});

test('shows every request with the document that people read', async (t) => {
  const { base, server } = await serveFake();
  t.after(() => server.close(0));
  const client = new CountersignClient({ baseUrl: base, token: TOKENS.operator });
  const [listed] = await client.listApprovals();
  const found = await client.findApproval(listed?.id ?? '');
  assert.deepEqual(found.prompt?.sections, [{ heading: 'A heading', lines: ['a line'], quoted: false }]);
  assert.equal(listed?.prompt, null);
});
