import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { NO_WAIT, propose } from '../../harness/test-gateway.ts';
import { enrolPasskey, OPERATOR, openPasskeyPage, type PasskeyPage, send, whyNoChromium } from './passkey-page.ts';

const REBOUND = 'evil.example';
/** The name leads to this machine, and the browser's own check of local networks, which not every browser has, is off. */
const REBINDING = [
  `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`,
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights',
];

/** A server of an agent on this machine, on another port: what it serves, and what browsers send to it. */
type Neighbour = {
  readonly address: string;
  readonly seen: string[];
  serve: (html: string) => void;
  close: () => void;
};

async function openNeighbour(): Promise<Neighbour> {
  let page = '';
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(request.headers.cookie ?? '');
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const serve = (html: string): void => {
    page = html;
  };
  return { address: `http://localhost:${port}/`, seen, serve, close: () => server.close() };
}

async function pendingId({ served }: PasskeyPage, session: string): Promise<string> {
  const caller = { principal: 'agent:default', scopes: [] } as const;
  const asked = await served.daemon.gateway.authorize(
    caller,
    propose('Bash', { command: 'npm test' }, { session }),
    NO_WAIT,
  );
  return asked.approval?.request.id ?? assert.fail(asked.decision.reason);
}

async function answersOf({ served }: PasskeyPage, id: string): Promise<number> {
  return (await served.daemon.gateway.findApproval(id)).request.answers.length;
}

describe('Attacks on an approver, in a real browser', { skip: whyNoChromium() ?? false }, () => {
  let open: PasskeyPage;
  let neighbour: Neighbour;
  let victim: Page;
  before(async () => {
    open = await openPasskeyPage({ args: [...REBINDING] });
    neighbour = await openNeighbour();
    victim = await open.page.context().newPage();
  });
  after(async () => {
    neighbour.close();
    await open.close();
  });

  test('a login link leaks by no address and no Referer: only the one request that exchanges it holds the code', async () => {
    const { page } = open;
    const sent: { url: string; headers: string; body: string }[] = [];
    page.on('request', (request) => {
      const body = request.postData() ?? '';
      sent.push({ url: request.url(), headers: JSON.stringify(request.headers()), body });
    });
    const { code } = await open.served.daemon.gateway.openLogin(OPERATOR);
    await page.goto(`${open.base}/login#${code}`);
    assert.equal(page.url(), `${open.base}/login`, 'the code stays in the address, and in the history');
    await page.click('#link');
    await page.waitForURL(`${open.base}/dashboard/`);
    // A next page, whose requests could tell where the browser came from.
    await page.goto(`${open.base}/login`);
    assert.ok(sent.length >= 5);
    assert.deepEqual(
      sent.filter(({ url, headers }) => url.replace(/#.*/, '').includes(code) || headers.includes(code)),
      [],
    );
    assert.equal(sent.filter(({ body }) => body.includes(code)).length, 1);
    for (let steps = 0; steps < 3; steps++) {
      assert.equal(await page.evaluate((text) => `${document.referrer} ${location.href}`.includes(text), code), false);
      await page.goBack();
    }
    await page.goto(`${open.base}/dashboard/`);
  });

  test('no other program is the dashboard for a browser that opens localhost, at either address', async () => {
    const port = Number(new URL(open.base).port);
    for (const host of ['::1', '127.0.0.1']) {
      const thief = createServer((_request, response) => response.end('<title>Sign in to Countersign</title>'));
      const listened = new Promise((resolve, reject) =>
        thief.once('error', reject).listen({ host, port }, () => resolve(host)),
      );
      await assert.rejects(listened, { code: /EADDRINUSE|EADDRNOTAVAIL|EAFNOSUPPORT/ });
    }
    // Chromium tries ::1 first: it is the gateway that answers there.
    const answer = (await victim.goto(`${open.base}/login`)) ?? assert.fail('nobody answered');
    assert.deepEqual([answer.status(), answer.headers()['referrer-policy']], [200, 'no-referrer']);
    assert.equal((await answer.serverAddr())?.port, port);
  });

  test('a session cookie stolen by a server on another port of this host names nobody', async () => {
    const id = await pendingId(open, 'stolen');
    neighbour.serve('<p>hello');
    await victim.goto(neighbour.address);
    const cookie = neighbour.seen.find((text) => text.includes('countersign_session')) ?? assert.fail('none was sent');
    for (const headers of [{ cookie }, { cookie, 'countersign-proof': 'guessed' }]) {
      const all = { ...headers, 'content-type': 'application/json', origin: open.base };
      const answer = await fetch(`${open.base}/v1/approvals/${id}/approve`, {
        method: 'POST',
        headers: all,
        body: '{}',
      });
      assert.equal(answer.status, 401);
    }
    assert.equal(await answersOf(open, id), 0);
  });

  test('CSRF: a page of another port sends forms and requests with the cookie, and changes nothing', async () => {
    const id = await pendingId(open, 'csrf');
    const target = `${open.base}/v1/approvals/${id}/approve`;
    neighbour.serve(
      `<form id=f method=post enctype=text/plain action="${target}"><input name='{"scope":"action","x' value='":1}'></form>`,
    );
    await victim.goto(neighbour.address);
    const outcomes = await victim.evaluate(async (address) => {
      const json = { 'content-type': 'application/json', 'countersign-proof': 'x' };
      const body = '{}';
      const tries: readonly RequestInit[] = [
        { method: 'POST', body, mode: 'no-cors', credentials: 'include' },
        { method: 'POST', body, mode: 'cors', credentials: 'include' },
        { method: 'POST', body, mode: 'cors', credentials: 'include', headers: json },
      ];
      const sent = await Promise.allSettled(tries.map((init) => fetch(address, init)));
      return sent.map((one) => (one.status === 'fulfilled' ? one.value.status : 'blocked'));
    }, target);
    assert.ok(
      outcomes.every((status) => status === 0 || status === 'blocked'),
      JSON.stringify(outcomes),
    );
    await Promise.all([victim.waitForNavigation(), victim.evaluate(() => document.querySelector('form')?.submit())]);
    assert.match(await victim.locator('body').innerText(), /origin\.refused/);
    assert.equal(await answersOf(open, id), 0);
    assert.equal((await send(open.page, `/v1/approvals/${id}/approve`))['status'], 'approved');
  });

  test('click-jacking: no page of the gateway is shown in a frame of another', async () => {
    const paths = ['/login', '/dashboard/', '/dashboard/inbox'];
    neighbour.serve(paths.map((path) => `<iframe src="${open.base}${path}"></iframe>`).join(''));
    await victim.goto(neighbour.address);
    const frames = victim.frames().filter((frame) => frame !== victim.mainFrame());
    assert.equal(frames.length, paths.length);
    for (const frame of frames) {
      await frame.waitForLoadState().catch(() => undefined);
      assert.equal(frame.url(), 'chrome-error://chromewebdata/');
    }
  });

  test('DNS rebinding: under another name for this machine there is no login page, and no login', async () => {
    const address = `http://${REBOUND}:${new URL(open.base).port}`;
    const { code } = await open.served.daemon.gateway.openLogin({ principal: 'human:operator', scopes: ['approve'] });
    const page = await victim.goto(`${address}/login#${code}`);
    assert.equal(page?.status(), 403);
    assert.equal(await victim.locator('#link').count(), 0);
    // Before the name was turned to this machine, it was the attacker's server that gave the page.
    await victim.route(`${address}/lure`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>hello' }));
    await victim.goto(`${address}/lure`);
    const statuses = await victim.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' };
      const answers = await Promise.all([
        fetch('/v1/login', { method: 'POST', headers, body }),
        fetch('/v1/login/passkey/options', { method: 'POST', headers, body: '{}' }),
        fetch('/login'),
      ]);
      return answers.map(({ status }) => status);
    }, JSON.stringify({ code }));
    assert.deepEqual(statuses, [403, 403, 403]);
    await open.served.daemon.gateway.login(code, { agent: 'a test', cookie: null });
  });

  test('what a script of the page can reach holds no cookie', async () => {
    assert.equal(await open.page.evaluate(() => document.cookie), '');
  });

  test('a session that a link opened makes no one approver of two; one that a passkey has just opened may', async () => {
    const { page, served } = open;
    const publicKey = Buffer.alloc(32, 9).toString('base64');
    await served.daemon.gateway.enrolApprover(OPERATOR, { principal: 'human:anna', publicKey });
    const loosenings = [
      ['/v1/people/join', { principal: 'human:operator', account: 'human:anna' }],
      ['/v1/people/roles', { principal: 'human:anna', roles: [] }],
      ['/v1/people/reset-factors', { principal: 'human:anna' }],
      ['/v1/tokens', { principal: 'human:anna', scopes: ['approve'] }],
      ['/v1/approvers', { principal: 'human:anna', public_key: publicKey }],
    ] as const;
    for (const [path, body] of loosenings) assert.equal((await send(page, path, body))['code'], 'auth.forbidden', path);
    await page.bringToFront();
    await enrolPasskey(page);
    await send(page, '/v1/logout');
    await page.goto(`${open.base}/login`);
    await page.click('#passkey');
    await page.waitForURL(`${open.base}/dashboard/`);
    assert.equal((await send(page, '/v1/people/reset-factors', { principal: 'human:anna' }))['done'], true);
    for (const [path, body] of loosenings.slice(3))
      assert.equal((await send(page, path, body))['code'], 'auth.forbidden', path);
  });
});
