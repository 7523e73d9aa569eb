import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApproverGateway } from '../../test/harness/approver-gateway.ts';
import { NO_WAIT, OPERATOR, propose } from '../../test/harness/test-gateway.ts';

test('keeps no secret of a session, and takes sessions up when the gateway is opened again', async () => {
  const first = await openApproverGateway();
  const { cookie, proof, caller } = await first.logIn(OPERATOR);
  assert.deepEqual([caller.principal, caller.webSession?.way], ['human:operator', 'link']);
  const stored = JSON.stringify(await first.stores.webSessions.listOpen(first.clock.nowMs(), 10));
  for (const secret of [cookie.split('_')[1] ?? '', proof]) assert.equal(stored.includes(secret), false);
  const { ports, clock, stores } = first;
  await first.close();
  await clock.advance(7_199_999);
  const again = await openApproverGateway({ ports, clock, stores });
  assert.equal(again.gateway.findBrowser(cookie, { proof, isUse: false })?.principal, 'human:operator');
  await clock.advance(1);
  assert.equal(again.gateway.findBrowser(cookie, { proof, isUse: true }), null);
});

test('counts a page that is left open as no use', async () => {
  const { gateway, logIn, clock } = await openApproverGateway();
  const { cookie, proof } = await logIn(OPERATOR);
  for (let hour = 0; hour < 2; hour++) {
    assert.ok(gateway.findBrowser(cookie, { proof, isUse: false }));
    await clock.advance(3_600_000);
  }
  assert.equal(gateway.findBrowser(cookie, { proof, isUse: true }), null);
});

test('ends with the token that it came from', async () => {
  const { gateway, logIn, clock } = await openApproverGateway();
  const { cookie, proof } = await logIn({ ...OPERATOR, tokenExpiresAtMs: clock.nowMs() + 1_000 });
  assert.ok(gateway.findBrowser(cookie, { proof, isUse: true }));
  await clock.advance(1_000);
  assert.equal(gateway.findBrowser(cookie, { proof, isUse: true }), null);
});

test('signs for a browser until the key of the account is withdrawn; logging in by a link makes another', async () => {
  const { gateway, logIn } = await openApproverGateway();
  const { caller } = await logIn(OPERATOR);
  const ask = async (session: string): Promise<string> => {
    const asked = await gateway.authorize(
      { principal: `agent:${session}`, scopes: [] },
      propose('Bash', { command: 'npm test' }, { session }),
      NO_WAIT,
    );
    return asked.approval?.request.id ?? '';
  };
  const deny = (id: string) => gateway.answerInBrowser(caller, { id, answer: 'deny', scope: 'action', note: 'no' });
  assert.equal((await deny(await ask('one'))).request.status, 'denied');
  const key = gateway.listApprovers().find(({ channel }) => channel === 'web')?.keyId ?? '';
  await gateway.withdrawApprover(OPERATOR, key);
  const id = await ask('two');
  await assert.rejects(deny(id), { code: 'approval.signature' });
  await logIn(OPERATOR);
  assert.equal((await deny(id)).request.status, 'denied');
  const stranger = gateway.answerInBrowser(OPERATOR, { id, answer: 'deny', scope: 'action', note: '' });
  await assert.rejects(stranger, { code: 'approval.signature' });
});
