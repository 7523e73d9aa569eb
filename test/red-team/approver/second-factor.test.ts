import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SecondFactor } from '../../../core/approval/second-factor.ts';
import { type ApproverGateway, openApproverGateway, PLACE } from '../../harness/approver-gateway.ts';
import { type Misbehaviour, SoftwareAuthenticator } from '../../harness/software-authenticator.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';

/** A gateway with one approver, whose browser is logged in and who has a passkey. */
async function openWithPasskey(): Promise<
  ApproverGateway & {
    readonly ada: Awaited<ReturnType<ApproverGateway['logIn']>>;
    readonly authenticator: SoftwareAuthenticator;
  }
> {
  const test = await openApproverGateway();
  const { keyId } = await test.enrol('ada');
  await test.gateway.withdrawApprover(OPERATOR, test.gateway.listApprovers()[0]?.keyId ?? '');
  assert.notEqual(keyId, '');
  const ada = await test.logIn({ principal: 'human:ada', scopes: ['approve', 'read', 'admin'] });
  return { ...test, ada, authenticator: await test.enrolPasskey(ada.caller) };
}

async function challenged({ gateway, ada }: Awaited<ReturnType<typeof openWithPasskey>>, id: string): Promise<unknown> {
  const order = { id, answer: 'approve', scope: 'action', note: '', signedWith: null, place: PLACE } as const;
  return (await gateway.challengeAnswer(ada.caller, order)).options;
}

const APPROVE = { answer: 'approve', scope: 'action', note: '' } as const;
const passkey = (response: unknown, place: { rpId: string; origin: string } = PLACE) =>
  ({ kind: 'passkey', response, place }) as const;

test('a passkey approves what is critical, and the answer is kept with an assertion over what was signed', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  const response = test.authenticator.assert(await challenged(test, id));
  const { request } = await test.gateway.answerInBrowser(test.ada.caller, {
    ...APPROVE,
    id,
    factor: passkey(response),
  });
  assert.deepEqual([request.status, request.answers[0]?.channel], ['approved', 'web']);
  assert.equal((await test.tryAgain()).verdict, 'allow');
});

test('a replayed assertion of a passkey is refused', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  const response = test.authenticator.assert(await challenged(test, id));
  await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: passkey(response) });
  assert.equal((await test.tryAgain()).verdict, 'allow');
  const again = await test.askCritical();
  await challenged(test, again);
  const replayed = test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id: again, factor: passkey(response) });
  await assert.rejects(replayed, { code: 'factor.refused' });
});

test('an assertion for another request is refused', async () => {
  const test = await openWithPasskey();
  const [one, other] = [await test.askCritical(), await test.askCritical({ session: 'session-2' })];
  const response = test.authenticator.assert(await challenged(test, one));
  await challenged(test, other);
  const swapped = test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id: other, factor: passkey(response) });
  await assert.rejects(swapped, { code: 'factor.refused' });
});

test('an assertion over one answer does not confirm another of the same request', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  const response = test.authenticator.assert(await challenged(test, id));
  const changed = { ...APPROVE, note: 'and everything else too', id, factor: passkey(response) };
  await assert.rejects(test.gateway.answerInBrowser(test.ada.caller, changed), { code: 'factor.refused' });
});

async function isRefused(
  test: Awaited<ReturnType<typeof openWithPasskey>>,
  id: string,
  wrong: Misbehaviour,
): Promise<void> {
  const factor = passkey(test.authenticator.assert(await challenged(test, id), wrong));
  const answered = test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor });
  await assert.rejects(answered, { code: 'factor.refused' }, JSON.stringify(wrong));
}

test('an assertion without user verification is refused: a key that somebody left in the port approves nothing', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  await isRefused(test, id, { isVerified: false });
  const verified = passkey(test.authenticator.assert(await challenged(test, id)));
  const { request } = await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: verified });
  assert.equal(request.status, 'approved');
});

test('an assertion that another page, host or ceremony asked for is refused', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  for (const wrong of [
    { origin: 'http://localhost:3000' },
    { origin: 'https://localhost:7391' },
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { type: 'webauthn.create' },
    { challenge: Buffer.from('another').toString('base64url') },
  ])
    await isRefused(test, id, wrong);
});

test('a cloned authenticator is found out by its counter: a count that does not grow is refused', async () => {
  const test = await openWithPasskey();
  const first = await test.askCritical();
  const good = passkey(test.authenticator.assert(await challenged(test, first), { count: 50 }));
  await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id: first, factor: good });
  const id = await test.askCritical({ session: 'session-2' });
  for (const count of [50, 49, 1, 0]) await isRefused(test, id, { count });
  const next = passkey(test.authenticator.assert(await challenged(test, id), { count: 51 }));
  const { request } = await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: next });
  assert.equal(request.status, 'approved');
});

test('a challenge is good for five minutes and once, whatever came of it', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  const options = await challenged(test, id);
  await test.clock.advance(300_000);
  const late = passkey(test.authenticator.assert(options));
  await assert.rejects(test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: late }), {
    code: 'factor.refused',
  });
  const opened = await challenged(test, id);
  const bad = passkey(test.authenticator.assert(opened, { isVerified: false }));
  await assert.rejects(test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: bad }), {
    code: 'factor.refused',
  });
  const second = passkey(test.authenticator.assert(opened));
  await assert.rejects(test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: second }), {
    code: 'factor.refused',
  });
});

test('the passkey of another person confirms nothing', async () => {
  const test = await openWithPasskey();
  await test.enrol('eve');
  const eve = await test.logIn({ principal: 'human:eve', scopes: ['approve'] });
  const stranger = await test.enrolPasskey(eve.caller);
  const id = await test.askCritical();
  const options = await challenged(test, id);
  const factor = passkey(stranger.assert(options));
  await assert.rejects(test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor }), {
    code: 'factor.refused',
  });
});

test('a withdrawn passkey takes its approvals and its sessions with it', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  const response = test.authenticator.assert(await challenged(test, id));
  await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: passkey(response) });
  const login = test.authenticator.assert(await test.gateway.beginPasskeyLogin(PLACE));
  const browser = { agent: 'another', cookie: null };
  const { cookie, proof } = await test.gateway.loginWithPasskey({ response: login, place: PLACE }, browser);
  assert.equal(test.gateway.findBrowser(cookie, { proof, isUse: true })?.principal, 'human:ada');
  const key = test.gateway.listApprovers().find(({ kind }) => kind === 'passkey')?.keyId ?? '';
  await test.gateway.withdrawApprover(OPERATOR, key);
  assert.equal(test.gateway.findBrowser(cookie, { proof, isUse: true }), null);
  assert.equal((await test.tryAgain()).verdict, 'require-approval');
});

test('a login with a passkey is refused on replay, and for a key that nobody enrolled', async () => {
  const test = await openWithPasskey();
  const response = test.authenticator.assert(await test.gateway.beginPasskeyLogin(PLACE));
  const browser = { agent: 'a', cookie: null };
  await test.gateway.loginWithPasskey({ response, place: PLACE }, browser);
  const stranger = new SoftwareAuthenticator(PLACE.origin).assert(await test.gateway.beginPasskeyLogin(PLACE));
  for (const bad of [response, stranger, {}, null])
    await assert.rejects(test.gateway.loginWithPasskey({ response: bad, place: PLACE }, browser), {
      code: 'login.refused',
    });
});

test('a code of an authenticator app is good once, and none before it afterwards', async () => {
  const { enrol, answer, enrolTotp, askCritical, codeOf, clock } = await openApproverGateway();
  const ada = await enrol('ada');
  const { secret } = await enrolTotp(ada.caller);
  const [one, other] = [await askCritical(), await askCritical({ session: 'session-2' })];
  const used = { kind: 'totp', code: codeOf(secret) } as const;
  await assert.rejects(answer(ada, one, { factor: used }), { code: 'factor.refused' });
  await clock.advance(60_000);
  const code = { kind: 'totp', code: codeOf(secret, 1) } as const;
  await answer(ada, one, { factor: code });
  await assert.rejects(answer(ada, other, { factor: code }), { code: 'factor.refused' });
  const before = { kind: 'totp', code: codeOf(secret) } as const;
  await assert.rejects(answer(ada, other, { factor: before }), { code: 'factor.refused' });
});

test('of two answers at once with one code, one is taken', async () => {
  const { enrol, answer, enrolTotp, askCritical, codeOf, clock } = await openApproverGateway();
  const ada = await enrol('ada');
  const { secret } = await enrolTotp(ada.caller);
  const ids = [await askCritical(), await askCritical({ session: 'session-2' })];
  await clock.advance(30_000);
  const factor = { kind: 'totp', code: codeOf(secret) } as const;
  const answered = await Promise.allSettled(ids.map((id) => answer(ada, id, { factor })));
  assert.deepEqual(answered.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('guessing codes is locked out after five, on record, and an answer that nobody signed counts for no guess', async () => {
  const { gateway, enrol, answer, enrolTotp, askCritical, codeOf, clock, stores } = await openApproverGateway();
  const [ada, eve] = [await enrol('ada'), await enrol('eve')];
  const { secret } = await enrolTotp(ada.caller);
  const id = await askCritical();
  await clock.advance(30_000);
  const wrong = codeOf(secret) === '000000' ? '000001' : '000000';
  for (let tries = 0; tries < 9; tries++) {
    const forged = answer({ ...eve, caller: ada.caller }, id, { factor: { kind: 'totp', code: wrong } });
    await assert.rejects(forged, { code: 'approval.signature' });
  }
  for (let tries = 0; tries < 5; tries++)
    await assert.rejects(answer(ada, id, { factor: { kind: 'totp', code: wrong } }), { code: 'factor.refused' });
  const right = () => answer(ada, id, { factor: { kind: 'totp', code: codeOf(secret) } });
  await assert.rejects(right(), { code: 'factor.locked' });
  await clock.advance(899_999);
  await assert.rejects(right(), { code: 'factor.locked' });
  await clock.advance(1);
  assert.equal((await right()).request.answers.length, 1);
  const entries = await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  assert.equal(entries.filter(({ text }) => JSON.parse(text).type === 'factor.refused').length, 5);
  assert.ok(gateway);
});

test('whoever comes by a session enrols no factor of their own beside the person’s', async () => {
  const test = await openWithPasskey();
  const stolen = await test.logIn({ principal: 'human:ada', scopes: ['approve'] });
  await assert.rejects(test.gateway.beginTotp(stolen.caller, {}), { code: 'factor.refused' });
  await assert.rejects(test.gateway.beginPasskey(stolen.caller, { place: PLACE }), { code: 'factor.refused' });
});

test('no passkey is made for an address of numbers, and none is at hand where none was enrolled', async () => {
  const test = await openWithPasskey();
  for (const rpId of ['127.0.0.1', '[::1]']) {
    const place = { rpId, origin: `http://${rpId}:7391` };
    await test.enrol('eve');
    const eve = await test.logIn({ principal: 'human:eve', scopes: ['approve'] });
    await assert.rejects(test.gateway.beginPasskey(eve.caller, { place }), { code: 'factor.refused' });
  }
  const id = await test.askCritical();
  const order = { id, answer: 'approve', scope: 'action', note: '', signedWith: null } as const;
  const elsewhere = { rpId: 'gate.example', origin: 'https://gate.example' };
  const challenged = test.gateway.challengeAnswer(test.ada.caller, { ...order, place: elsewhere });
  await assert.rejects(challenged, { code: 'factor.refused' });
});

/** Has the store hand out approvals with another second factor than the one that was kept. */
function tamper({ stores }: ApproverGateway, change: (factor: SecondFactor) => SecondFactor | undefined): () => void {
  const { listUsable } = stores.approvals;
  const changed: typeof listUsable = async (...query) =>
    (await listUsable(...query)).map((request) => ({
      ...request,
      answers: request.answers.map(({ secondFactor, ...answer }) => {
        const factor = secondFactor === undefined ? undefined : change(secondFactor);
        return factor === undefined ? answer : { ...answer, secondFactor: factor };
      }),
    }));
  Object.assign(stores.approvals, { listUsable: changed });
  return () => Object.assign(stores.approvals, { listUsable });
}

test('a second factor that was changed, taken away or put in from another answer in the store releases nothing', async () => {
  const test = await openWithPasskey();
  const { secret } = await test.enrolTotp({
    ...test.ada.caller,
    webSession: { id: 'x', way: 'passkey', openedAtMs: test.clock.nowMs() },
  });
  const id = await test.askCritical();
  const first = test.authenticator.assert(await challenged(test, id));
  await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: passkey(first) });
  const other = await test.askCritical({ session: 'session-2' });
  await test.clock.advance(30_000);
  const code = { kind: 'totp', code: test.codeOf(secret) } as const;
  const { request } = await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id: other, factor: code });
  const foreign = request.answers[0]?.secondFactor ?? assert.fail('no second factor was kept');
  const forgeries: readonly ((factor: SecondFactor) => SecondFactor | undefined)[] = [
    () => undefined,
    () => foreign,
    () => ({ kind: 'totp', enrolment: 'x', counter: 1, seal: 'AAAA' }),
    (factor) => (factor.kind === 'passkey' ? { ...factor, signature: factor.signature.slice(0, -6) } : factor),
    (factor) => (factor.kind === 'passkey' ? { ...factor, keyId: '0000000000000000' } : factor),
  ];
  for (const forgery of forgeries) {
    const mend = tamper(test, forgery);
    assert.equal((await test.tryAgain()).verdict, 'require-approval', String(forgery));
    mend();
  }
  const mend = tamper(test, (factor) => (factor.kind === 'totp' ? { ...factor, counter: factor.counter + 1 } : factor));
  assert.equal((await test.tryAgain({ session: 'session-2' })).verdict, 'require-approval');
  mend();
  assert.equal((await test.tryAgain({ session: 'session-2' })).verdict, 'allow');
});

test('a passkey that is gone from the registry confirms nothing, though its assertion is kept', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  const response = test.authenticator.assert(await challenged(test, id));
  await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor: passkey(response) });
  const key = test.gateway.listApprovers().find(({ kind }) => kind === 'passkey')?.keyId ?? '';
  await test.ports.approvers.withdraw(key, test.clock.nowMs());
  assert.equal((await test.tryAgain()).verdict, 'require-approval');
});

test('a flood of logins takes away nobody’s challenge', async () => {
  const test = await openWithPasskey();
  const id = await test.askCritical();
  const options = await challenged(test, id);
  for (let count = 0; count < 1_100; count++) await test.gateway.beginPasskeyLogin(PLACE);
  const factor = passkey(test.authenticator.assert(options));
  const { request } = await test.gateway.answerInBrowser(test.ada.caller, { ...APPROVE, id, factor });
  assert.equal(request.status, 'approved');
});
