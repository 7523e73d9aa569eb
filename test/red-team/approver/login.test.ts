import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leaseTokenSource } from '../../../adapters/biscuit/open-lease-tokens.ts';
import type { Caller } from '../../../application/gateway.ts';
import { AT_CLIENT } from '../../../core/approval/approval.ts';
import { createHttpApp } from '../../../ingress/http/http-app.ts';
import { type ApproverGateway, BROWSER, openApproverGateway, PLACE } from '../../harness/approver-gateway.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';

const ADA: Caller = { principal: 'human:ada', scopes: ['approve', 'read', 'admin'] };

type Sent = {
  readonly method?: string;
  readonly body?: string;
  readonly host?: string;
  readonly origin?: string | null;
};

const HOST = 'localhost:7391';

/** The gateway behind its HTTP ingress, as a browser at some address reaches it. */
function httpOf({ gateway }: ApproverGateway): (path: string, sent?: Sent) => Promise<Response> {
  const app = createHttpApp(gateway, { port: 7391, operator: 'human:operator', version: 'test' });
  return async (path, { host = HOST, origin = `http://${host}`, ...init } = {}) => {
    const headers = { host, 'content-type': 'application/json', ...(origin === null ? {} : { origin }) };
    return app.fetch(new Request(`http://${host}${path}`, { ...init, headers }));
  };
}

/** Whoever bears a fresh token of Ada's. */
async function bearerOf({ gateway }: ApproverGateway, expiresAtMs: number | null = null): Promise<Caller> {
  const { principal, scopes } = ADA;
  const { token } = await gateway.createToken(OPERATOR, { principal, scopes, expiresAtMs });
  return (await gateway.authenticate(token)) ?? assert.fail('the token is unknown');
}

test('a login link that is raced opens one session, whoever comes', async () => {
  const test = await openApproverGateway();
  const send = httpOf(test);
  const { code } = await test.gateway.openLogin(ADA);
  const body = JSON.stringify({ code });
  const answers = await Promise.all(Array.from({ length: 40 }, () => send('/v1/login', { method: 'POST', body })));
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  assert.equal(test.gateway.listWebSessions(ADA).length, 1);
});

test('a login link that leaked late opens nothing: after five minutes to the millisecond, and once its token was revoked', async () => {
  const test = await openApproverGateway();
  const links = await Promise.all(
    [1, 2, 3].map(async () => {
      const bearer = await bearerOf(test);
      return { bearer, code: (await test.gateway.openLogin(bearer)).code };
    }),
  );
  const [inTime, late, revoked] = links;
  await test.gateway.revokeToken(OPERATOR, revoked?.bearer.tokenId ?? '');
  await assert.rejects(test.gateway.login(revoked?.code ?? '', BROWSER), { code: 'login.refused' });
  await test.clock.advance(299_999);
  await test.gateway.login(inTime?.code ?? '', BROWSER);
  await test.clock.advance(1);
  await assert.rejects(test.gateway.login(late?.code ?? '', BROWSER), { code: 'login.refused' });
});

test('a link says nothing to whoever sees the address: no server, log or Referer learns its code', async () => {
  const test = await openApproverGateway();
  const send = httpOf(test);
  const opened = await send('/login');
  assert.equal(opened.headers.get('referrer-policy'), 'no-referrer');
  const { code } = await test.gateway.openLogin(ADA);
  await test.gateway.login(code, BROWSER);
  const entries = await test.stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  assert.equal(
    entries.some(({ text }) => text.includes(code)),
    false,
  );
});

test('DNS rebinding: a name that is not the gateway’s gets neither the login page nor a login', async () => {
  const test = await openApproverGateway();
  const send = httpOf(test);
  const { code } = await test.gateway.openLogin(ADA);
  const body = JSON.stringify({ code });
  const post = (sent: string) => ({ method: 'POST', body: sent });
  // What a page of that name reads has no Origin, what it sends has its own or, by a trick, ours.
  for (const host of [
    'evil.example:7391',
    'localhost.evil.example:7391',
    '127.0.0.1.nip.io:7391',
    'localhost:80',
    'localhost',
  ])
    for (const origin of [null, `http://${host}`, `http://${HOST}`])
      for (const [path, init] of [
        ['/login', {}],
        ['/login/page.js', {}],
        ['/v1/login/passkey/options', post('{}')],
        ['/v1/login', post(body)],
      ] as const)
        assert.equal((await send(path, { ...init, host, origin })).status, 403, `${host} ${origin} ${path}`);
  assert.equal((await send('/v1/login', { ...post(body), origin: 'http://evil.example:7391' })).status, 403);
  assert.equal((await send('/v1/login', post(body))).status, 201);
});

test('whoever comes by a session makes nothing of it that outlives it: no token, no key, no other session', async () => {
  const test = await openApproverGateway();
  const { caller } = await test.logIn(ADA);
  const { gateway, ada } = { ...test, ada: await test.enrol('ada') };
  const publicKey = Buffer.from(ada.key.publicKey).toString('base64');
  for (const made of [
    gateway.createToken(caller, { principal: 'human:ada', scopes: ['admin'], expiresAtMs: null }),
    gateway.narrowToken(caller, { scopes: ['approve'], lifeMs: 60_000 }),
    gateway.enrolApprover(caller, { principal: 'human:ada', publicKey }),
    gateway.openLogin(caller),
  ])
    await assert.rejects(made, { code: 'auth.forbidden' });
});

test('a revoked token takes the browsers with it that were logged in by it, and no others', async () => {
  const test = await openApproverGateway();
  const [stolen, own] = [await bearerOf(test), await bearerOf(test)];
  const [thief, ada] = [await test.logIn(stolen), await test.logIn(own)];
  await test.gateway.revokeToken(OPERATOR, stolen.tokenId ?? '');
  assert.equal(test.gateway.findBrowser(thief.cookie, { proof: thief.proof, isUse: true }), null);
  assert.ok(test.gateway.findBrowser(ada.cookie, { proof: ada.proof, isUse: true }));
});

test('a login that was begun before its token was revoked opens nothing that stays', async () => {
  const test = await openApproverGateway();
  const bearer = await bearerOf(test);
  const { code } = await test.gateway.openLogin(bearer);
  const { find } = test.stores.tokens;
  let looks = 0;
  const slow: typeof find = async (id) => {
    const found = await find(id);
    looks += 1;
    if (looks === 1) await test.gateway.revokeToken(OPERATOR, id);
    return found;
  };
  Object.assign(test.stores.tokens, { find: slow });
  await assert.rejects(test.gateway.login(code, BROWSER), { code: 'login.refused' });
  assert.deepEqual(test.gateway.listWebSessions(ADA), []);
});

test('whoever acts under a lease opens no browser and changes no factor: they have a piece of work and no more', async () => {
  const leaseTokens = leaseTokenSource(new Uint8Array(32).fill(7));
  const test = await openApproverGateway({ ports: { leaseTokens } });
  const order = { principal: 'human:ada', session: null, task: 'a task', workspace: '/work/app' };
  const { token: lease } = await test.gateway.grantLease(OPERATOR, order);
  const under = { ...ADA, lease: lease ?? assert.fail('no token of the lease') };
  const { token } = await test.gateway.narrowToken(under, { scopes: ['approve', 'read'], lifeMs: 60_000 });
  const bound = (await test.gateway.authenticate(token)) ?? assert.fail('the token is unknown');
  for (const caller of [under, bound]) {
    await assert.rejects(test.gateway.openLogin(caller), { code: 'auth.forbidden' });
    await assert.rejects(test.gateway.beginTotp(caller, {}), { code: 'auth.forbidden' });
    await assert.rejects(test.gateway.beginPasskey(caller, { place: PLACE }), { code: 'auth.forbidden' });
  }
});

test('a browser that a passkey opened this morning enrols no factor at noon: the proof of a login is good for ten minutes', async () => {
  const test = await openApproverGateway();
  await test.enrol('ada');
  const { caller } = await test.logIn(ADA);
  const authenticator = await test.enrolPasskey(caller);
  const response = authenticator.assert(await test.gateway.beginPasskeyLogin(PLACE));
  const { cookie, proof } = await test.gateway.loginWithPasskey({ response, place: PLACE }, BROWSER);
  const browser = () => test.gateway.findBrowser(cookie, { proof, isUse: true }) ?? assert.fail('nobody');
  await test.clock.advance(599_999);
  await test.gateway.beginPasskey(browser(), { place: PLACE });
  await test.clock.advance(1);
  await assert.rejects(test.gateway.beginPasskey(browser(), { place: PLACE }), { code: 'factor.refused' });
  await assert.rejects(test.gateway.beginTotp(browser(), {}), { code: 'factor.refused' });
});

test('whoever asks for links and sessions without end keeps nobody else out', async () => {
  const test = await openApproverGateway();
  const { gateway } = test;
  const flood: Caller = { principal: 'human:eve', scopes: ['read'] };
  const mine = await gateway.openLogin(ADA);
  for (let count = 0; count < 150; count++) await gateway.openLogin(flood);
  await gateway.login(mine.code, BROWSER);
  for (let count = 0; count < 60; count++) await test.logIn(flood);
  assert.equal(gateway.listWebSessions(flood).length, 50);
  assert.equal(gateway.listWebSessions({ ...ADA, scopes: ['read'] }).length, 1);
});

test('nobody enrols a key for the person at a client: the gateway alone signs for them', async () => {
  const { gateway } = await openApproverGateway();
  const publicKey = Buffer.alloc(32, 9).toString('base64');
  const enrolled = gateway.enrolApprover(OPERATOR, { principal: AT_CLIENT, publicKey });
  await assert.rejects(enrolled, { code: 'auth.forbidden' });
});
