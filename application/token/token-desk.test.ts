import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPERATOR, openTestGateway } from '../../test/harness/test-gateway.ts';

test('issues no token for a name that cannot be told from another, and says what was found', async () => {
  const { gateway } = await openTestGateway();
  const create = (principal: string): Promise<unknown> =>
    gateway.createToken(OPERATOR, { principal, scopes: ['decide'], expiresAtMs: null });
  for (const [principal, message] of [
    ['agent:\u202eci', /U\+202E/],
    ['agent:ci\u200d', /U\+200D/],
    ['agent: ci', /no blank at either end/],
    ['agent:ci\t', /U\+0009/],
    [`agent:${'x'.repeat(200)}`, /found 206 characters, want at most 128/],
    ['root', /found "root", want agent:<name> or human:<name>/],
  ] as const)
    await assert.rejects(create(principal), { code: 'input.invalid', message }, principal);
  assert.deepEqual(await gateway.listTokens({ after: null, limit: 10 }), []);
});

test('lists tokens page by page, and refuses a page after no token', async () => {
  const { gateway } = await openTestGateway();
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    const { record } = await gateway.createToken(OPERATOR, {
      principal: `agent:${name}`,
      scopes: ['decide'],
      expiresAtMs: null,
    });
    ids.push(record.id);
  }
  const page = async (after: string | null): Promise<readonly string[]> =>
    (await gateway.listTokens({ after, limit: 2 })).map(({ id }) => id);
  assert.deepEqual(await page(null), ids.slice(0, 2));
  assert.deepEqual(await page(ids[1] ?? ''), ids.slice(2));
  await assert.rejects(page('unknown'), { code: 'token.unknown' });
});

test('looks for another responder behind the first page, and counts none whose token has ended', async () => {
  const { gateway, tokens, clock } = await openTestGateway();
  const rationale = 'the cause was found and mended by hand';
  for (let count = 0; count < 1_000; count++)
    await tokens.create('gateway', { principal: 'agent:many', scopes: ['decide'], expiresAtMs: null });
  const expiresAtMs = clock.nowMs() + 1_000;
  await tokens.create('gateway', { principal: 'human:second', scopes: ['admin'], expiresAtMs });
  const { resumeToken } = await gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  await assert.rejects(gateway.resume(OPERATOR, { resumeToken, rationale }), { code: 'emergency.resume-refused' });
  await clock.advance(1_000);
  await gateway.resume(OPERATOR, { resumeToken, rationale });
});

test('narrows a token to less and an end that is near, and to nothing more', async () => {
  const { gateway, clock } = await openTestGateway();
  const expiresAtMs = clock.nowMs() + 60_000;
  const scopes = ['decide', 'outcome'] as const;
  const { token } = await gateway.createToken(OPERATOR, { principal: 'agent:ci', scopes, expiresAtMs });
  const caller = await gateway.authenticate(token);
  const [, tokenId] = token.split('_');
  assert.deepEqual(caller, { principal: 'agent:ci', scopes, tokenId, tokenExpiresAtMs: expiresAtMs });
  const narrowed = await gateway.narrowToken(caller, { scopes: ['decide'], lifeMs: 900_000 });
  assert.deepEqual([narrowed.record.principal, narrowed.record.scopes], ['agent:ci', ['decide']]);
  assert.equal(narrowed.record.expiresAtMs, expiresAtMs);
  const less = await gateway.authenticate(narrowed.token);
  assert.ok(less !== null);
  for (const [wanted, lifeMs] of [
    [['outcome'], 5_000],
    [['admin'], 5_000],
    [['decide'], 3_600_001],
    [['decide'], 0],
    [[], 5_000],
  ] as const)
    await assert.rejects(gateway.narrowToken(less, { scopes: wanted, lifeMs }), { code: 'input.invalid' });
  await clock.advance(60_000);
  assert.equal(await gateway.authenticate(narrowed.token), null);
});
