import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const NONCE = '0'.repeat(32);

/** What only an operator may do: method, address, body. */
const OPERATOR_CALLS: readonly (readonly [string, string, unknown?])[] = [
  ['GET', '/v1/approvers'],
  ['DELETE', '/v1/approvers/0123456789abcdef'],
  ['POST', '/v1/log/entries/3/erase', { rationale: 'it holds personal data' }],
  ['GET', '/v1/policy/proposals'],
  ['POST', '/v1/emergency/safe-mode', { reason: 'odd' }],
  ['POST', '/v1/emergency/safe-mode/question', {}],
  [
    'POST',
    '/v1/emergency/safe-mode/leave',
    { nonce: NONCE, reason: 'the host was looked at', key_id: 'k', signature: 'c2ln' },
  ],
  ['GET', '/v1/tokens?limit=1'],
];

type Served = Awaited<ReturnType<typeof serveFake>>;

function call(
  { base }: Served,
  [method, path, body]: (typeof OPERATOR_CALLS)[number],
  token: string,
): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

test('lets neither an agent nor a reader do what an operator does', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  for (const each of OPERATOR_CALLS) {
    for (const token of [TOKENS.agent, TOKENS.reader]) {
      const answer = await call(served, each, token);
      assert.equal(answer.status, 403, each[1]);
      assert.equal(((await answer.json()) as { code: string }).code, 'auth.forbidden');
    }
    assert.equal((await call(served, each, TOKENS.operator)).ok, true, each[1]);
  }
  assert.ok(gateway.seen.length > OPERATOR_CALLS.length);
  const callers = gateway.seen.flatMap(({ args }) => args).filter((arg) => typeof arg === 'object' && arg !== null);
  assert.ok(callers.every((caller) => !('principal' in caller) || caller.principal === 'human:operator'));
  await served.server.close(0);
});

test('refuses pages, reasons and answers beyond their bounds before the gateway is asked', async () => {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const exit = { nonce: NONCE, reason: 'the host was looked at', key_id: 'k', signature: 'c2ln' };
  for (const each of [
    ['GET', '/v1/tokens?limit=1001'],
    ['GET', '/v1/tokens?limit=-1'],
    ['GET', `/v1/tokens?after=${'x'.repeat(65)}`],
    ['GET', '/v1/approvals?order=sideways'],
    ['GET', '/v1/approvals?limit=501'],
    ['GET', '/v1/policy/proposals?limit=1001'],
    ['GET', '/v1/log/entries/x'],
    ['POST', '/v1/log/entries/3/erase', {}],
    ['POST', '/v1/log/entries/3/erase', { rationale: 'x'.repeat(2_001) }],
    ['POST', '/v1/emergency/safe-mode', { reason: '' }],
    ['POST', '/v1/emergency/safe-mode', { reason: 'odd', off: true }],
    ['POST', '/v1/emergency/safe-mode/leave', { ...exit, reason: 'too short' }],
    ['POST', '/v1/emergency/safe-mode/leave', { ...exit, signature: undefined }],
  ] as const)
    assert.equal((await call(served, each, TOKENS.operator)).status, 422, `${each[1]} ${JSON.stringify(each[2])}`);
  assert.deepEqual(
    gateway.seen.filter(({ method }) => method !== 'authenticate'),
    [],
  );
  await served.server.close(0);
});
