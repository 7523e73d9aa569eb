import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BROWSER, openApproverGateway, PLACE } from '../../test/harness/approver-gateway.ts';
import { NO_WAIT, OPERATOR, propose } from '../../test/harness/test-gateway.ts';
import type { Caller } from '../gateway.ts';

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

test('takes up no session whose token or passkey was taken back right before the gateway ended', async () => {
  const first = await openApproverGateway();
  const ada = await first.enrol('ada');
  const bearer = async (principal: string): Promise<Caller & { readonly tokenId: string }> => {
    const given = { principal, scopes: ['approve', 'admin'], expiresAtMs: null } as const;
    const { token, record } = await first.gateway.createToken(OPERATOR, given);
    return { ...((await first.gateway.authenticate(token)) ?? assert.fail('unknown')), tokenId: record.id };
  };
  const enter = async (caller: Caller) => {
    const authenticator = await first.enrolPasskey((await first.logIn(caller)).caller);
    const response = authenticator.assert(await first.gateway.beginPasskeyLogin(PLACE));
    return first.gateway.loginWithPasskey({ response, place: PLACE }, BROWSER);
  };
  const [stays, goes] = [await bearer('human:kim'), await bearer('human:lee')];
  const links = [await first.logIn(stays), await first.logIn(goes)];
  const byKeys = [await enter(stays), await enter(ada.caller), await enter(goes)];
  const { ports, clock, stores } = first;
  const passkey = first.gateway.listApprovers().find((key) => key.kind === 'passkey' && key.principal === 'human:ada');
  await first.close();
  // As it is when the gateway is killed behind the one write and before the next.
  await ports.approvers.withdraw(passkey?.keyId ?? '', clock.nowMs());
  const { find, list } = stores.tokens;
  const revoked = <Token extends { readonly id: string }>(token: Token): Token =>
    token.id === goes.tokenId ? { ...token, revokedAtMs: clock.nowMs() } : token;
  const without = async (id: string) => {
    const found = await find(id);
    return found === null ? null : revoked(found);
  };
  Object.assign(stores.tokens, {
    find: without,
    list: async (...page: Parameters<typeof list>) => (await list(...page)).map(revoked),
  });
  const { gateway } = await openApproverGateway({ ports, clock, stores });
  const isOpen = ({ cookie, proof }: { readonly cookie: string; readonly proof: string }): boolean =>
    gateway.findBrowser(cookie, { proof, isUse: false }) !== null;
  assert.deepEqual([...links, ...byKeys].map(isOpen), [true, false, true, false, false]);
});
