import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '../../../application/gateway.ts';
import { signedTrustText } from '../../../core/fatigue/session-trust.ts';
import {
  type ApproverGateway,
  BROWSER,
  openApproverGateway,
  PLACE,
  type Somebody,
} from '../../harness/approver-gateway.ts';
import { SoftwareAuthenticator } from '../../harness/software-authenticator.ts';
import { NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';

const HOUR_MS = 3_600_000;
const RATIONALE = 'the cause was found and mended by hand';

/** Logs a browser in with a passkey, and answers who it is. */
async function enter({ gateway }: ApproverGateway, authenticator: SoftwareAuthenticator): Promise<() => Caller> {
  const response = authenticator.assert(await gateway.beginPasskeyLogin(PLACE));
  const { cookie, proof } = await gateway.loginWithPasskey({ response, place: PLACE }, BROWSER);
  return () => gateway.findBrowser(cookie, { proof, isUse: true }) ?? assert.fail('the session has ended');
}

/** All that makes fewer approvers of several, or puts somebody in the place of one. */
function loosenings({ gateway, clock }: ApproverGateway, caller: Caller, keyId: string): readonly Promise<unknown>[] {
  const away = { fromMs: clock.nowMs(), untilMs: clock.nowMs() + HOUR_MS };
  const publicKey = Buffer.alloc(32, 9).toString('base64');
  return [
    gateway.withdrawApprover(caller, keyId),
    gateway.joinAccounts(caller, { principal: 'human:ada', account: 'human:eve' }),
    gateway.partAccount(caller, 'human:bob-chat'),
    gateway.resetFactors(caller, 'human:bob'),
    gateway.setRoles(caller, { principal: 'human:bob', roles: [] }),
    gateway.setAway(caller, { principal: 'human:bob', away }),
    gateway.setAway(caller, { principal: caller.principal, away }),
    gateway.delegate(caller, { from: caller.principal, to: 'human:eve', ...away }),
    gateway.endDelegation(caller, '0123456789ab'),
    gateway.offerPairing(caller, { channel: 'telegram', principal: 'human:bob' }),
    gateway.unpair(caller, '0123456789'),
    gateway.enrolApprover(caller, { principal: 'human:bob', publicKey }),
    gateway.createToken(caller, { principal: 'human:bob', scopes: ['approve'], expiresAtMs: null }),
  ];
}

async function openWithTwo(): Promise<ApproverGateway & { readonly ada: Somebody; readonly bob: Somebody }> {
  const test = await openApproverGateway();
  const [ada, bob] = [await test.enrol('ada'), await test.enrol('bob')];
  await test.gateway.withdrawApprover(OPERATOR, test.gateway.listApprovers()[0]?.keyId ?? '');
  await test.gateway.joinAccounts(OPERATOR, { principal: 'human:bob', account: 'human:bob-chat' });
  await test.enrolTotp(bob.caller);
  return { ...test, ada, bob };
}

test('a stolen session of an administrator makes no one approver of two: it withdraws, joins, parts, resets, silences and pairs nobody', async () => {
  const test = await openWithTwo();
  await test.enrolTotp(test.ada.caller);
  const thief = (await test.logIn(test.ada.caller)).caller;
  for (const tried of loosenings(test, thief, test.bob.keyId)) await assert.rejects(tried, { code: 'auth.forbidden' });
  const id = await test.askCritical();
  assert.equal((await test.gateway.findApproval(id)).request.terms.approvers, 2);
});

test('a stolen session of an administrator takes no secret out of the vault, and sends none to another host', async () => {
  const test = await openWithTwo();
  const { gateway } = test;
  const thief = (await test.logIn(test.ada.caller)).caller;
  const to = { kind: 'passphrase', passphrase: 'a passphrase of the thief’s own' } as const;
  for (const tried of [
    gateway.exportSecrets(thief, { to, names: null }),
    gateway.setSecret(thief, { name: 'npm', value: null, rule: { hosts: ['evil.example'] } }),
    gateway.rotateSecret(thief, { name: 'npm', value: 'x', overlapMs: 0 }),
    gateway.importSecrets(thief, { file: '', identity: to }),
  ])
    await assert.rejects(tried, { code: 'auth.forbidden' });
  // Whoever has a token comes to the vault, of which there is none here.
  await assert.rejects(gateway.exportSecrets(test.ada.caller, { to, names: null }), { code: 'unavailable' });
});

test('what changes approvers in a browser wants a login with a passkey of less than ten minutes ago', async () => {
  const test = await openWithTwo();
  const browser = await enter(test, await test.enrolPasskey((await test.logIn(test.ada.caller)).caller));
  await test.clock.advance(599_999);
  await test.gateway.resetFactors(browser(), 'human:bob');
  await test.clock.advance(1);
  for (const tried of loosenings(test, browser(), test.bob.keyId))
    await assert.rejects(tried, { code: 'auth.forbidden' });
});

test('a stolen session silences its owner in nothing, and hands their turn to nobody: it notes no absence, delegates nothing, and ends no delegation', async () => {
  const { gateway, clock, enrol, logIn, enrolTotp } = await openApproverGateway();
  const [ada] = [await enrol('ada'), await enrol('bob'), await enrol('eve')];
  await enrolTotp(ada.caller);
  const times = { fromMs: clock.nowMs(), untilMs: clock.nowMs() + 20 * 24 * HOUR_MS };
  const { id } = await gateway.delegate(ada.caller, { from: 'human:ada', to: 'human:bob', ...times });
  const thief = (await logIn(ada.caller)).caller;
  const tries = (): readonly Promise<unknown>[] => [
    gateway.setAway(thief, { principal: 'human:ada', away: times }),
    gateway.setAway(thief, { principal: 'human:ada', away: null }),
    gateway.delegate(thief, { from: 'human:ada', to: 'human:eve', ...times }),
    gateway.endDelegation(thief, id),
  ];
  for (const passedMs of [0, 50 * 60_000]) {
    await clock.advance(passedMs);
    for (const tried of tries()) await assert.rejects(tried, { code: 'auth.forbidden' });
  }
  const [person] = gateway.listPeople().filter(({ id: known }) => known === 'human:ada');
  assert.deepEqual([person?.away, person?.deputies], [null, ['human:bob']]);
});

test('a stolen session neither has pushes sent to another browser nor ends those of its owner, once it is ten minutes old or they have a passkey', async () => {
  const test = await openWithTwo();
  const { gateway, clock, ada } = test;
  const subscription = { endpoint: 'https://push.evil.example/x', keys: { p256dh: 'x', auth: 'x' } };
  const changes = (caller: Caller) => [
    gateway.subscribePush(caller, { channel: 'browsers', subscription }),
    gateway.endPush(caller, '0123456789'),
  ];
  const everyIs = async (caller: Caller, code: string): Promise<void> => {
    for (const tried of changes(caller)) await assert.rejects(tried, { code });
  };
  // Whoever may comes to the channel, of which there is none here.
  const found = (await test.logIn(ada.caller)).caller;
  await everyIs(found, 'input.invalid');
  await clock.advance(600_000);
  await everyIs(found, 'auth.forbidden');
  const authenticator = await test.enrolPasskey((await test.logIn(ada.caller)).caller);
  await everyIs((await test.logIn(ada.caller)).caller, 'auth.forbidden');
  const browser = await enter(test, authenticator);
  await everyIs(browser(), 'input.invalid');
  await clock.advance(600_000);
  await everyIs(browser(), 'auth.forbidden');
  await everyIs(ada.caller, 'input.invalid');
});

test('with a passkey that was just used, or a token, a person notes their absence and hands on their turn', async () => {
  const test = await openWithTwo();
  const { gateway, clock } = test;
  const browser = await enter(test, await test.enrolPasskey((await test.logIn(test.ada.caller)).caller));
  for (const caller of [browser(), test.ada.caller]) {
    const times = { fromMs: clock.nowMs(), untilMs: clock.nowMs() + HOUR_MS };
    assert.deepEqual((await gateway.setAway(caller, { principal: 'human:ada', away: times })).away, times);
    const { id } = await gateway.delegate(caller, { from: 'human:ada', to: 'human:bob', ...times });
    await gateway.endDelegation(caller, id);
    assert.equal((await gateway.setAway(caller, { principal: 'human:ada', away: null })).away, null);
  }
});

test('nobody is silenced for longer than ninety days, nor stood in for longer than thirty', async () => {
  const { gateway, clock, enrol } = await openApproverGateway();
  const [ada] = [await enrol('ada'), await enrol('bob')];
  const nowMs = clock.nowMs();
  const away = (fromMs: number, days: number) =>
    gateway.setAway(ada.caller, { principal: 'human:ada', away: { fromMs, untilMs: nowMs + days * 24 * HOUR_MS } });
  for (const fromMs of [0, nowMs]) await assert.rejects(away(fromMs, 90.001), { code: 'person.refused' });
  await assert.rejects(away(nowMs, 365 * 53), /more than ninety days, want at most that/);
  await away(0, 90);
  const delegate = (days: number) =>
    gateway.delegate(ada.caller, {
      ...{ from: 'human:ada', to: 'human:bob', fromMs: 0, untilMs: nowMs + days * 24 * HOUR_MS },
    });
  await assert.rejects(delegate(30.001), /more than thirty days/);
  await delegate(30);
});

test('a session that is found an hour after its login enrols no first factor', async () => {
  const test = await openWithTwo();
  const { cookie, proof } = await test.logIn(test.ada.caller);
  const browser = (): Caller => test.gateway.findBrowser(cookie, { proof, isUse: true }) ?? assert.fail('nobody');
  await test.clock.advance(599_999);
  await test.gateway.beginTotp(browser(), {});
  await test.clock.advance(1);
  await assert.rejects(test.gateway.beginTotp(browser(), {}), { code: 'factor.refused' });
  await assert.rejects(test.gateway.beginPasskey(browser(), { place: PLACE }), { code: 'factor.refused' });
});

test('a factor that was begun on trust does not become one beside the first, however the two race', async () => {
  const test = await openWithTwo();
  const { gateway, codeOf } = test;
  const thief = (await test.logIn(test.ada.caller)).caller;
  const app = await gateway.beginTotp(thief, {});
  const options = await gateway.beginPasskey(thief, { place: PLACE });
  const owner = (await test.logIn(test.ada.caller)).caller;
  const [own, other] = [
    await gateway.beginPasskey(owner, { place: PLACE }),
    await gateway.beginPasskey(owner, { place: PLACE }),
  ];
  const finish = (caller: Caller, given: typeof own) => {
    const response = new SoftwareAuthenticator(PLACE.origin).register(given);
    return gateway.finishPasskey(caller, { response, place: PLACE, label: 'x' });
  };
  const raced = await Promise.allSettled([finish(owner, own), finish(owner, other)]);
  assert.deepEqual(raced.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(finish(thief, options), { code: 'factor.refused' });
  await assert.rejects(gateway.confirmTotp(thief, codeOf(app.secretText)), { code: 'factor.refused' });
  const [ada] = gateway.listPeople().filter(({ id }) => id === 'human:ada');
  assert.deepEqual([ada?.hasTotp, ada?.passkeys], [false, 1]);
});

test('a factor that was begun before a reset does not outlive the reset', async () => {
  const test = await openWithTwo();
  const { secret } = await test.enrolTotp(test.ada.caller);
  await test.clock.advance(30_000);
  const begun = await test.gateway.beginPasskey(test.ada.caller, { place: PLACE, totp: test.codeOf(secret) });
  await test.gateway.resetFactors(test.bob.caller, 'human:ada');
  const response = new SoftwareAuthenticator(PLACE.origin).register(begun);
  const finished = test.gateway.finishPasskey(test.ada.caller, { response, place: PLACE, label: 'x' });
  await assert.rejects(finished, { code: 'factor.refused' });
});

test('somebody whom the bearer of a token made up resets nobody’s factors and parts no accounts: it takes another who approves', async () => {
  const test = await openWithTwo();
  await test.enrolTotp(test.ada.caller);
  const { token } = await test.gateway.createToken(test.ada.caller, {
    ...{ principal: 'human:helper', scopes: ['admin'], expiresAtMs: null },
  });
  const helper = (await test.gateway.authenticate(token)) ?? assert.fail('the token is unknown');
  for (const caller of [helper, test.ada.caller, { ...test.bob.caller, principal: 'agent:x' }])
    await assert.rejects(test.gateway.resetFactors(caller, 'human:ada'), { code: 'person.refused' });
  await test.gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  for (const caller of [helper, test.ada.caller])
    await assert.rejects(test.gateway.partAccount(caller, 'human:ada-chat'), { code: 'person.refused' });
  await test.gateway.resetFactors(test.bob.caller, 'human:ada');
  await test.gateway.partAccount(test.bob.caller, 'human:ada-chat');
});

test('a passkey opens no more than the tokens of its account allow now, and no longer', async () => {
  const test = await openApproverGateway();
  const { gateway, clock } = test;
  const principal = 'human:kim';
  const make = async (scopes: Caller['scopes'], lifeMs: number | null): Promise<Caller & { tokenId: string }> => {
    const expiresAtMs = lifeMs === null ? null : clock.nowMs() + lifeMs;
    const { token } = await gateway.createToken(OPERATOR, { principal, scopes, expiresAtMs });
    const caller = (await gateway.authenticate(token)) ?? assert.fail('the token is unknown');
    return { ...caller, tokenId: caller.tokenId ?? '' };
  };
  const wide = await make(['admin', 'approve', 'halt', 'read'], HOUR_MS);
  const authenticator = await test.enrolPasskey((await test.logIn(wide)).caller);
  const first = await enter(test, authenticator);
  assert.deepEqual(
    [first().scopes, first().tokenExpiresAtMs],
    [['approve', 'read', 'admin', 'halt'], clock.nowMs() + HOUR_MS],
  );
  const narrow = await make(['approve', 'read'], null);
  await gateway.revokeToken(OPERATOR, wide.tokenId);
  assert.throws(first, /the session has ended/);
  const second = await enter(test, authenticator);
  assert.deepEqual(second().scopes, ['approve', 'read']);
  await gateway.revokeToken(OPERATOR, narrow.tokenId);
  assert.throws(second, /the session has ended/);
  await assert.rejects(enter(test, authenticator), { code: 'login.refused' });
  await make(['approve'], HOUR_MS);
  const third = await enter(test, authenticator);
  await clock.advance(HOUR_MS - 1);
  assert.deepEqual(third().scopes, ['approve']);
  await clock.advance(1);
  assert.throws(third, /the session has ended/);
  await assert.rejects(enter(test, authenticator), { code: 'login.refused' });
});

test('a token of another account lends a passkey nothing', async () => {
  const test = await openApproverGateway();
  const caller: Caller = { principal: 'human:kim', scopes: ['approve', 'admin'] };
  await test.gateway.createToken(OPERATOR, { ...caller, scopes: ['approve'], expiresAtMs: null });
  await test.enrol('kim-chat');
  await test.gateway.joinAccounts(OPERATOR, { principal: 'human:kim', account: 'human:kim-chat' });
  const authenticator = await test.enrolPasskey((await test.logIn(caller)).caller);
  assert.deepEqual((await enter(test, authenticator))().scopes, ['approve']);
});

/** Signs that a session is trusted with ordinary work. */
async function trust(
  { gateway }: ApproverGateway,
  { caller, key, keyId }: Somebody,
  session: string,
): Promise<unknown> {
  const { trust: asked, statement } = await gateway.askToTrust(caller, { session, pattern: null, durationMs: HOUR_MS });
  const text = signedTrustText(statement, { approver: caller.principal, keyId });
  const signature = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64');
  return gateway.trustSession(caller, { nonce: asked.nonce, keyId, signature });
}

test('nobody trusts their own session through a second account, and trust that was given so ends once it comes out', async () => {
  const test = await openApproverGateway();
  const [ada, chat] = [await test.enrol('ada'), await test.enrol('ada-chat')];
  const requester: Caller = { ...chat.caller, scopes: ['decide'] };
  const tries = (command = 'npm test') => test.gateway.authorize(requester, propose('Bash', { command }), NO_WAIT);
  assert.equal((await tries()).verdict, 'require-approval');
  await trust(test, ada, 'session-1');
  assert.equal((await tries()).verdict, 'allow');
  assert.equal((await tries('npm run lint')).verdict, 'allow');
  await test.gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  assert.equal((await tries('npm run lint')).verdict, 'require-approval');
  for (const own of [ada, chat]) await assert.rejects(trust(test, own, 'session-1'), { code: 'auth.self-approval' });
  assert.equal((await tries('npm run lint')).verdict, 'require-approval');
});

test('who halted does not resume through a second account', async () => {
  const test = await openApproverGateway();
  const [ada, chat, bob] = [await test.enrol('ada'), await test.enrol('ada-chat'), await test.enrol('bob')];
  await test.gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  const { resumeToken } = await test.gateway.halt(ada.caller, { source: 'api', reason: 'stop' });
  const resume = ({ caller }: Somebody) => test.gateway.resume(caller, { resumeToken, rationale: RATIONALE });
  for (const own of [ada, chat]) await assert.rejects(resume(own), { code: 'emergency.resume-refused' });
  await resume(bob);
});
