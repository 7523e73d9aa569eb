import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { openDashboard } from '../../../ingress/dashboard/open-dashboard.ts';

const CHROMIUM = '/usr/bin/chromium';
const WORKER = '/dashboard/push-worker.js';

/** What the page's own code does, as text: the page that stands in here has none. */
const REGISTER = `(async () => {
  const policy = trustedTypes.createPolicy('countersign-worker', { createScriptURL: () => '${WORKER}' });
  await navigator.serviceWorker.register(policy.createScriptURL(''), { scope: '/dashboard/' });
  await navigator.serviceWorker.ready;
})()`;

type Opened = { readonly page: Page; readonly session: CDPSession; readonly origin: string };

/** The worker behind the headers that the dashboard is served with, in a browser that may notify. */
async function openWorker(t: TestContext): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-push-'));
  copyFileSync('apps/dashboard/public/push-worker.js', join(directory, 'push-worker.js'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Page</title><h1>Page</h1>');
  const { answer } = openDashboard({ directory });
  const listener = getRequestListener((request) => answer(request) ?? new Response(null, { status: 404 }));
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  t.after(async () => {
    await browser.close();
    server.close();
    rmSync(directory, { recursive: true });
  });
  const context = await browser.newContext({ permissions: ['notifications'] });
  const page = await context.newPage();
  await page.goto(`${origin}/dashboard/`);
  await page.evaluate(REGISTER);
  return { page, session: await context.newCDPSession(page), origin };
}

/** Pushes to the worker as the browser's push service would, and waits for what it shows. */
async function push({ page, session, origin }: Opened, data: string, count: number): Promise<readonly object[]> {
  const registered = new Promise<string>((done) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations;
      if (one !== undefined) done(one.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  await session.send('ServiceWorker.disable');
  const look = `navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) => all.map(({ title, tag, data }) => ({ title, tag, link: data.link })))`;
  for (let times = 0; times < 100; times += 1) {
    const shown = await page.evaluate<readonly object[]>(look);
    if (shown.length >= count) return shown;
    await new Promise((done) => setTimeout(done, 50));
  }
  return page.evaluate<readonly object[]>(look);
}

test('shows what is pushed under the policy of the dashboard, and puts what became of it in its place', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip(`there is no ${CHROMIUM}: apt-get install chromium`);
  const opened = await openWorker(t);
  const link = `${opened.origin}/dashboard/inbox/7k3m`;
  const first = await push(opened, JSON.stringify({ title: 'claude wants to deploy', link, tag: 't1' }), 1);
  assert.deepEqual(first, [{ title: 'claude wants to deploy', tag: 't1', link }]);
  await push(opened, JSON.stringify({ title: 'Denied by ada', link: null, tag: 't1' }), 1);
  const both = await push(opened, 'no JSON', 2);
  assert.deepEqual(
    both.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? 1 : -1)),
    [
      { title: 'Denied by ada', tag: 't1', link: '/dashboard/' },
      { title: 'Countersign: something waits for you', tag: 'countersign', link: '/dashboard/' },
    ],
  );
});

test('lets a page of the dashboard register that worker and no other script', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip(`there is no ${CHROMIUM}: apt-get install chromium`);
  const { page } = await openWorker(t);
  await assert.rejects(page.evaluate(`navigator.serviceWorker.register('${WORKER}')`), /TrustedScriptURL/);
  await assert.rejects(
    page.evaluate(`trustedTypes.createPolicy('another', { createScriptURL: (text) => text })`),
    /disallowed/,
  );
  await assert.rejects(page.evaluate(`trustedTypes.createPolicy('countersign-worker', {})`), /already exists/);
});
