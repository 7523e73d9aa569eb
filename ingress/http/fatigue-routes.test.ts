import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

type Call = readonly [method: string, path: string, body?: unknown];
type Served = Awaited<ReturnType<typeof serveFake>>;

const SIGNED = { key_id: 'key-1', signature: 'c2lnbmF0dXJl' };
const CALLS: readonly Call[] = [
  ['POST', '/v1/approvals/batch', { answers: [{ id: '7k2m', answer: 'approve', ...SIGNED }] }],
  ['POST', '/v1/trust/questions', { session: 's1', pattern: 'npm ci' }],
  ['POST', '/v1/trust', { nonce: '0'.repeat(32), ...SIGNED }],
  ['POST', '/v1/trust/revoke', { session: 's1' }],
  ['GET', '/v1/trust'],
  ['GET', '/v1/fatigue?last_ms=3600000'],
  ['POST', '/v1/policy/proposals/7/dismiss', {}],
];

function call({ base }: Served, [method, path, body]: Call, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

test('lets approvers answer and trust, readers look, and agents nothing', async () => {
  const served = await serveFake();
  const statuses = async (token: string): Promise<readonly number[]> => {
    const found: number[] = [];
    for (const each of CALLS) found.push((await call(served, each, token)).status);
    return found;
  };
  assert.deepEqual(await statuses(TOKENS.operator), [200, 200, 200, 200, 200, 200, 200]);
  assert.deepEqual(await statuses(TOKENS.reader), [403, 403, 403, 403, 200, 200, 403]);
  assert.deepEqual(await statuses(TOKENS.agent), [403, 403, 403, 403, 403, 403, 403]);
  await served.server.close(0);
});

test('hands on what is asked for, with what was left out as documented', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  for (const each of CALLS) assert.equal((await call(served, each, TOKENS.operator)).ok, true, each[1]);
  const handed = gateway.seen
    .filter(({ method }) => method !== 'authenticate')
    .map(({ method, args }) => [method, args.at(-1)]);
  assert.deepEqual(handed.slice(0, 2), [
    [
      'answerApprovals',
      [
        {
          id: '7k2m',
          answer: 'approve',
          scope: 'action',
          note: '',
          channel: 'api',
          keyId: 'key-1',
          signature: 'c2lnbmF0dXJl',
        },
      ],
    ],
    [
      'askToTrust',
      { session: 's1', pattern: { pattern: 'npm ci', tool: 'builtin:claude-code Bash' }, durationMs: 3_600_000 },
    ],
  ]);
  assert.deepEqual(handed.at(-1), ['dismissProposal', 7]);
  await served.server.close(0);
});

test('tells of each answer of a batch what became of it', async () => {
  const served = await serveFake();
  const [batch = CALLS[4] as Call] = CALLS;
  const { answers } = (await (await call(served, batch, TOKENS.operator)).json()) as {
    readonly answers: readonly object[];
  };
  assert.deepEqual(answers, [
    {
      id: '7k2m',
      approval: null,
      error: { code: 'approval.decided', message: 'answer: somebody was first', remedies: [] },
    },
  ]);
  await served.server.close(0);
});

test('refuses a batch of none, of too many, and trust for longer than four hours', async () => {
  const served = await serveFake();
  const answer = { id: '7k2m', answer: 'approve', ...SIGNED };
  for (const body of [{ answers: [] }, { answers: Array.from({ length: 101 }, () => answer) }])
    assert.equal((await call(served, ['POST', '/v1/approvals/batch', body], TOKENS.operator)).status, 422);
  const long = { session: 's1', duration_ms: 4 * 3_600_000 + 1 };
  assert.equal((await call(served, ['POST', '/v1/trust/questions', long], TOKENS.operator)).status, 422);
  await served.server.close(0);
});
