import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttpApp } from '../../../ingress/http/http-app.ts';
import { type ApproverGateway, openApproverGateway } from '../../harness/approver-gateway.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';

const ORIGIN = 'http://localhost:7391';
const HOST = 'localhost:7391';

type Sent = {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly origin?: string | null;
};

/** A browser as far as requests show it: a cookie, and the proof that its pages keep. */
type Browser = { readonly cookie: string; readonly proof: string };

async function open(): Promise<
  ApproverGateway & {
    readonly send: (path: string, sent?: Sent) => Promise<Response>;
    readonly enter: () => Promise<Browser>;
    readonly as: (browser: Browser, path: string, sent?: Sent) => Promise<Response>;
  }
> {
  const test = await openApproverGateway();
  const app = createHttpApp(test.gateway, { port: 7391, operator: 'human:operator', version: 'test' });
  const send = async (path: string, { method = 'GET', headers = {}, body, origin = ORIGIN }: Sent = {}) => {
    const all = new Headers({ host: HOST, 'content-type': 'application/json', ...headers });
    if (origin !== null) all.set('origin', origin);
    const init = { method, headers: all, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return app.fetch(new Request(`${ORIGIN}${path}`, init));
  };
  const enter = async (): Promise<Browser> => {
    const { code } = await test.gateway.openLogin(OPERATOR);
    const answer = await send('/v1/login', { method: 'POST', body: { code } });
    assert.equal(answer.status, 201);
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { cookie, proof: ((await answer.json()) as { proof: string }).proof };
  };
  const as = ({ cookie, proof }: Browser, path: string, sent: Sent = {}) =>
    send(path, { ...sent, headers: { cookie, 'countersign-proof': proof, ...sent.headers } });
  return { ...test, send, enter, as };
}

async function pendingId({ gateway }: ApproverGateway): Promise<string> {
  const asked = await gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  return asked.approval?.request.id ?? assert.fail('nobody is asked');
}

const POST = { method: 'POST', body: {} } as const;

test('a browser that is logged in approves, with the key of the account', async () => {
  const test = await open();
  const browser = await test.enter();
  const id = await pendingId(test);
  const answer = await test.as(browser, `/v1/approvals/${id}/approve`, POST);
  const { status, answers } = (await answer.json()) as { status: string; answers: { channel: string }[] };
  assert.deepEqual([answer.status, status, answers[0]?.channel], [200, 'approved', 'web']);
  const entries = await test.stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  const all = entries.map(({ text }) => JSON.parse(text));
  const session = browser.cookie.slice(browser.cookie.indexOf('=') + 1).split('_')[0];
  assert.equal(all.find(({ type }) => type === 'approval.origin')?.data.pairing, `web:${session}`);
});

test('one-time links are good once, for five minutes, and only for people with a token', async () => {
  const { gateway, send, clock, enter, as } = await open();
  const { code } = await gateway.openLogin(OPERATOR);
  const logIn = (given: string) => send('/v1/login', { method: 'POST', body: { code: given } });
  assert.equal((await logIn(code)).status, 201);
  assert.equal((await logIn(code)).status, 401);
  const late = await gateway.openLogin(OPERATOR);
  await clock.advance(300_000);
  assert.equal((await logIn(late.code)).status, 401);
  assert.equal((await logIn('x'.repeat(43))).status, 401);
  await assert.rejects(gateway.openLogin({ principal: 'agent:x', scopes: ['read'] }), { code: 'auth.forbidden' });
  assert.equal((await as(await enter(), '/v1/web-sessions/links', POST)).status, 403);
});

test('the cookie is for this host alone, hidden from scripts, and goes with no request of another site', async () => {
  const { gateway, send } = await open();
  const { code } = await gateway.openLogin(OPERATOR);
  const answer = await send('/v1/login', { method: 'POST', body: { code } });
  const cookie = answer.headers.get('set-cookie') ?? '';
  assert.match(cookie, /^countersign_session_7391=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  const secure = createHttpApp(gateway, {
    ...{ port: 7391, operator: 'human:operator', version: 'test' },
    hosts: ['gate.example'],
  });
  const { code: second } = await gateway.openLogin(OPERATOR);
  const headers = { host: 'gate.example', origin: 'https://gate.example', 'content-type': 'application/json' };
  const body = JSON.stringify({ code: second });
  const overTls = await secure.fetch(new Request('https://gate.example/v1/login', { method: 'POST', headers, body }));
  assert.match(
    overTls.headers.get('set-cookie') ?? '',
    /^__Host-countersign=[\w.-]+; Secure; Path=\/; HttpOnly; SameSite=Strict/,
  );
});

test('a stolen session cookie names nobody without the proof, from another origin, after logout, and when it was idle', async () => {
  const test = await open();
  const browser = await test.enter();
  const { cookie, proof } = browser;
  assert.equal((await test.as(browser, '/v1/web-sessions')).status, 200);
  assert.equal((await test.send('/v1/web-sessions', { headers: { cookie } })).status, 401);
  assert.equal((await test.as({ cookie, proof: 'guessed' }, '/v1/web-sessions')).status, 401);
  assert.equal((await test.as({ cookie: '', proof }, '/v1/web-sessions')).status, 401);
  const foreign = { 'sec-fetch-site': 'cross-site' };
  assert.equal((await test.as(browser, '/v1/web-sessions', { headers: foreign })).status, 403);
  assert.equal((await test.as(browser, '/v1/web-sessions', { origin: 'http://localhost:3000' })).status, 403);
  const idle = await test.enter();
  await test.clock.advance(7_199_999);
  assert.equal((await test.as(idle, '/v1/web-sessions')).status, 200);
  await test.clock.advance(7_200_000);
  assert.equal((await test.as(idle, '/v1/web-sessions')).status, 401);
  const left = await test.enter();
  assert.equal((await test.as(left, '/v1/logout', POST)).status, 200);
  assert.equal((await test.as(left, '/v1/web-sessions')).status, 401);
});

test('a session ends after twelve hours however much it is used', async () => {
  const test = await open();
  const browser = await test.enter();
  for (let hour = 0; hour < 11; hour++) {
    await test.clock.advance(3_600_000);
    assert.equal((await test.as(browser, '/v1/web-sessions')).status, 200);
  }
  await test.clock.advance(3_600_000);
  assert.equal((await test.as(browser, '/v1/web-sessions')).status, 401);
});

test('requests that another site has a browser send change nothing (CSRF)', async () => {
  const test = await open();
  const browser = await test.enter();
  const path = `/v1/approvals/${await pendingId(test)}/approve`;
  const tries: readonly (readonly [string, Promise<Response>])[] = [
    ['of another origin', test.as(browser, path, { ...POST, origin: 'https://evil.example' })],
    ['of an opaque origin', test.as(browser, path, { ...POST, origin: 'null' })],
    ['of another port', test.as(browser, path, { ...POST, origin: 'http://localhost:3000' })],
    ['cross-site', test.as(browser, path, { ...POST, headers: { 'sec-fetch-site': 'cross-site' } })],
    ['same-site', test.as(browser, path, { ...POST, headers: { 'sec-fetch-site': 'same-site' } })],
    ['without an origin', test.as(browser, path, { ...POST, origin: null })],
    ['without the header of the page', test.send(path, { ...POST, headers: { cookie: browser.cookie } })],
    ['as a form', test.as(browser, path, { ...POST, headers: { 'content-type': 'text/plain' } })],
    ['as a link', test.as(browser, path)],
  ];
  for (const [how, sent] of tries) {
    const { status } = await sent;
    assert.ok([401, 403, 405, 415].includes(status), `${how}: ${status}`);
  }
  assert.equal((await test.gateway.findApproval(path.split('/')[3] ?? '')).request.answers.length, 0);
});

test('a session that was put into a browser before is not the one that a login opens (fixation)', async () => {
  const test = await open();
  const attacker = await test.enter();
  const { code } = await test.gateway.openLogin(OPERATOR);
  const answer = await test.send('/v1/login', { method: 'POST', body: { code }, headers: { cookie: attacker.cookie } });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  assert.notEqual(cookie, attacker.cookie);
  assert.equal((await test.as(attacker, '/v1/web-sessions')).status, 401);
  const twice = { cookie: `${cookie}; ${attacker.cookie}`, proof: ((await answer.json()) as { proof: string }).proof };
  assert.equal((await test.as(twice, '/v1/web-sessions')).status, 401);
});

test('guessing logins is refused, bounded, and fills no log', async () => {
  const { gateway, send, stores, enter, as } = await open();
  const guess = () => send('/v1/login', { method: 'POST', body: { code: 'x'.repeat(43) } });
  const seen = new Set<number>();
  for (let tries = 0; tries < 60; tries++) seen.add((await guess()).status);
  assert.deepEqual([...seen], [401, 429]);
  const entries = await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  assert.equal(entries.filter(({ text }) => JSON.parse(text).type === 'login.refused').length, 30);
  assert.equal((await as(await enter(), '/v1/web-sessions')).status, 200);
  assert.ok(gateway);
});

test('nobody frames the login page, sniffs it, or learns the code from it (click-jacking)', async () => {
  const { send } = await open();
  for (const path of ['/login', '/login/page.js', '/login/style.css', '/v1/web-sessions']) {
    const { headers } = await send(path);
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path);
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cache-control'), 'no-store');
  }
  const page = await (await send('/login')).text();
  assert.equal(page.includes('<script>'), false);
});

test('a browser never gets to do what agents do, nor more than its person may', async () => {
  const { gateway, logIn } = await openApproverGateway();
  const { caller } = await logIn({ principal: 'human:ada', scopes: ['approve', 'decide', 'outcome'] });
  assert.deepEqual(caller.scopes, ['approve']);
  const stranger = await logIn({ principal: 'human:eve', scopes: ['read'] });
  assert.equal(gateway.listWebSessions(stranger.caller).length, 1);
  const others = gateway.listWebSessions({ principal: 'human:ada', scopes: ['approve'] });
  await assert.rejects(gateway.endWebSession(stranger.caller, others[0]?.id ?? ''), { code: 'web-session.unknown' });
});

test('what looks ahead at a link spends nothing', async () => {
  const { gateway, send } = await open();
  const { code } = await gateway.openLogin(OPERATOR);
  for (const method of ['GET', 'HEAD']) assert.equal((await send(`/login?${code}`, { method })).status, 200);
  assert.equal((await send('/v1/login', { method: 'POST', body: { code } })).status, 201);
});
