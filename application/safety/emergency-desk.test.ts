import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../test/harness/manual-clock.ts';
import { AGENT, NO_WAIT, OPERATOR, openTestGateway, propose } from '../../test/harness/test-gateway.ts';

const RATIONALE = 'the cause was found and mended by hand';

test('puts a halt from the sentinel on record and keeps it in force when the file is gone', async () => {
  const test = await openTestGateway();
  test.switch.throw({ source: 'sentinel', reason: 'the file HALT exists' });
  await settle();
  test.switch.raised = null;
  assert.equal(test.gateway.currentEmergency().halt?.source, 'sentinel');
  assert.equal((await test.stores.emergency.load())?.state.halt?.source, 'sentinel');
});

test('keeps a halt over a restart', async () => {
  const first = await openTestGateway();
  const { resumeToken } = await first.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  const { logSigner, approvers, cipher } = first.ports;
  const second = await openTestGateway({
    stores: first.stores,
    clock: first.clock,
    ports: { logSigner, approvers, cipher },
  });
  assert.equal(second.gateway.health().status, 'halted');
  await second.gateway.resume(OPERATOR, { resumeToken, rationale: RATIONALE });
  assert.equal(second.gateway.health().status, 'ok');
});

test('refuses a resume without the token of this halt, and one when nothing is halted', async () => {
  const { gateway } = await openTestGateway();
  await assert.rejects(gateway.resume(OPERATOR, { resumeToken: 'x', rationale: RATIONALE }), {
    code: 'emergency.not-halted',
  });
  await gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  await assert.rejects(gateway.resume(OPERATOR, { resumeToken: 'x', rationale: RATIONALE }), {
    code: 'emergency.resume-refused',
  });
});

test('wants another responder to resume where there is one', async () => {
  const { gateway, tokens } = await openTestGateway();
  await tokens.create('gateway', { principal: 'human:second', scopes: ['admin'], expiresAtMs: null });
  const { resumeToken } = await gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  await assert.rejects(gateway.resume(OPERATOR, { resumeToken, rationale: RATIONALE }), {
    code: 'emergency.resume-refused',
  });
  await gateway.resume({ principal: 'human:second', scopes: ['admin'] }, { resumeToken, rationale: RATIONALE });
});

test('halts even when nothing can be written', async () => {
  const test = await openTestGateway();
  const commit = test.stores.ledger.commit;
  Object.assign(test.stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
  await assert.rejects(test.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' }), { code: 'log.unwritable' });
  Object.assign(test.stores.ledger, { commit });
  assert.equal((await test.gateway.authorize(AGENT, propose('Read', { file_path: 'a' }), NO_WAIT)).verdict, 'deny');
});

test('does not lose a halt that comes while something else is loosened', async () => {
  const test = await openTestGateway();
  const target = { kind: 'tool', name: 'Bash' } as const;
  await test.gateway.contain(OPERATOR, { verb: 'freeze', target, reason: 'odd' });
  const lifting = test.gateway.lift(OPERATOR, target, RATIONALE);
  const halting = test.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  await Promise.all([lifting, halting]);
  for (const state of [test.gateway.currentEmergency(), (await test.stores.emergency.load())?.state]) {
    assert.equal(state?.halt?.reason, 'stop');
    assert.deepEqual(state?.containments, []);
  }
});

test('does not end a halt with the token of the one before it', async () => {
  const { gateway, stores } = await openTestGateway();
  const { resumeToken } = await gateway.halt(OPERATOR, { source: 'api', reason: 'first' });
  const resuming = gateway.resume(OPERATOR, { resumeToken, rationale: RATIONALE });
  const halting = gateway.halt(OPERATOR, { source: 'api', reason: 'second' });
  await assert.rejects(resuming, { code: 'emergency.resume-refused' });
  await halting;
  assert.notEqual(gateway.currentEmergency().halt, null);
  assert.notEqual((await stores.emergency.load())?.state.halt, null);
});

test('can be changed again after a change that could not be written', async () => {
  const test = await openTestGateway();
  const { commit } = test.stores.ledger;
  Object.assign(test.stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
  await assert.rejects(test.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' }), { code: 'log.unwritable' });
  Object.assign(test.stores.ledger, { commit });
  const { resumeToken } = await test.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  await test.gateway.resume(OPERATOR, { resumeToken, rationale: RATIONALE });
  assert.equal((await test.stores.emergency.load())?.state.halt, null);
});

test('contains a session and lifts it again, but never lifts a revocation', async () => {
  const { gateway } = await openTestGateway();
  const target = { kind: 'session', name: 'session-1' } as const;
  await gateway.contain(OPERATOR, { verb: 'freeze', target, reason: 'odd' });
  assert.equal((await gateway.authorize(AGENT, propose('Read', { file_path: 'a' }), NO_WAIT)).verdict, 'deny');
  await gateway.lift(OPERATOR, target, RATIONALE);
  assert.equal((await gateway.authorize(AGENT, propose('Read', { file_path: 'b' }), NO_WAIT)).verdict, 'allow');
  const tool = { kind: 'tool', name: 'Read' } as const;
  await gateway.contain(OPERATOR, { verb: 'revoke', target: tool, reason: 'proven breach' });
  await gateway.lift(OPERATOR, tool, RATIONALE);
  assert.equal((await gateway.authorize(AGENT, propose('Read', { file_path: 'c' }), NO_WAIT)).verdict, 'deny');
});
