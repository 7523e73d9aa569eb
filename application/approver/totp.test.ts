import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApproverGateway } from '../../test/harness/approver-gateway.ts';

test('lets a person with an authenticator app approve what is critical, and releases it', async () => {
  const { gateway, enrol, answer, enrolTotp, askCritical, tryAgain, codeOf, clock } = await openApproverGateway();
  await gateway.withdrawApprover(
    { principal: 'human:operator', scopes: ['admin'] },
    gateway.listApprovers()[0]?.keyId ?? '',
  );
  const ada = await enrol('ada');
  const { secret } = await enrolTotp(ada.caller);
  const id = await askCritical();
  await assert.rejects(answer(ada, id), { code: 'approval.second-factor-required' });
  await clock.advance(30_000);
  const { request } = await answer(ada, id, { factor: { kind: 'totp', code: codeOf(secret) } });
  assert.deepEqual([request.status, request.answers[0]?.secondFactor?.kind], ['approved', 'totp']);
  const released = await tryAgain();
  assert.deepEqual([released.verdict, released.decision.reason], ['allow', 'approved by human:ada']);
});

test('wants two people for what is critical once two are enrolled, each with a factor of their own', async () => {
  const { enrol, answer, enrolTotp, askCritical, tryAgain, codeOf, clock } = await openApproverGateway();
  const [ada, bob] = [await enrol('ada'), await enrol('bob')];
  const [first, second] = [await enrolTotp(ada.caller), await enrolTotp(bob.caller)];
  const id = await askCritical();
  await clock.advance(30_000);
  const half = await answer(ada, id, { factor: { kind: 'totp', code: codeOf(first.secret) } });
  assert.equal(half.request.status, 'timed-out');
  assert.equal((await tryAgain()).verdict, 'require-approval');
  await assert.rejects(answer(bob, id), { code: 'approval.second-factor-required' });
  const whole = await answer(bob, id, { factor: { kind: 'totp', code: codeOf(second.secret) } });
  assert.equal(whole.request.status, 'approved');
  assert.equal((await tryAgain()).verdict, 'allow');
});

test('lets a critical approval release nothing once the app it was confirmed with is removed', async () => {
  const { gateway, enrol, answer, enrolTotp, askCritical, tryAgain, codeOf, clock, approve } =
    await openApproverGateway();
  assert.ok(approve);
  await gateway.withdrawApprover(
    { principal: 'human:operator', scopes: ['admin'] },
    gateway.listApprovers()[0]?.keyId ?? '',
  );
  const ada = await enrol('ada');
  const { secret, recovery } = await enrolTotp(ada.caller);
  const id = await askCritical();
  await clock.advance(30_000);
  await answer(ada, id, { factor: { kind: 'totp', code: codeOf(secret) } });
  await gateway.removeTotp(ada.caller, { recovery: recovery ?? '' });
  assert.equal((await tryAgain()).verdict, 'require-approval');
});

test('enrols an app only with a code of it, and begins anew after five wrong ones', async () => {
  const { gateway, enrol, codeOf, clock } = await openApproverGateway();
  const { caller } = await enrol('ada');
  await assert.rejects(gateway.confirmTotp(caller, '000000'), { code: 'factor.refused' });
  const { secretText } = await gateway.beginTotp(caller, {});
  for (let tries = 0; tries < 5; tries++)
    await assert.rejects(gateway.confirmTotp(caller, 'abcdef'), { code: 'factor.refused' });
  await assert.rejects(gateway.confirmTotp(caller, codeOf(secretText)), { code: 'factor.refused' });
  const again = await gateway.beginTotp(caller, {});
  await clock.advance(600_000);
  await assert.rejects(gateway.confirmTotp(caller, codeOf(again.secretText)), { code: 'factor.refused' });
});

test('changes factors only for who proves the one that is enrolled', async () => {
  const { gateway, enrol, enrolTotp, codeOf, clock } = await openApproverGateway();
  const [{ caller }, bob] = [await enrol('ada'), await enrol('bob')];
  const { secret, recovery } = await enrolTotp(caller);
  assert.equal(recovery?.length, 39);
  await assert.rejects(gateway.removeTotp(caller, {}), { code: 'factor.refused' });
  await assert.rejects(gateway.removeTotp(caller, { recovery: '0000' }), { code: 'factor.refused' });
  await clock.advance(30_000);
  await gateway.removeTotp(caller, { totp: codeOf(secret) });
  await assert.rejects(gateway.beginTotp(caller, {}), { code: 'factor.refused' });
  const { recovery: next } = await enrolTotp(caller, { recovery: recovery?.toUpperCase() ?? '' });
  assert.notEqual(next, recovery);
  await assert.rejects(gateway.removeTotp(caller, { recovery: recovery ?? '' }), { code: 'factor.refused' });
  await assert.rejects(gateway.resetFactors(caller, caller.principal), { code: 'person.refused' });
  await gateway.resetFactors(bob.caller, caller.principal);
  await gateway.beginTotp(caller, {});
});

test('keeps the secret sealed, and everything after the gateway was opened again', async () => {
  const first = await openApproverGateway();
  const { caller } = await first.enrol('ada');
  const { secret } = await first.enrolTotp(caller);
  assert.equal(JSON.stringify(await first.stores.people.list()).includes(secret), false);
  const { ports, clock, stores } = first;
  await first.close();
  const again = await openApproverGateway({ stores, clock, ports });
  assert.equal(again.gateway.listPeople().find(({ id }) => id === 'human:ada')?.hasTotp, true);
  await clock.advance(30_000);
  await again.gateway.removeTotp(caller, { totp: again.codeOf(secret) });
});
