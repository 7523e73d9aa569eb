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

/** The worker's registration, once the browser says that the worker is active: what is pushed before that may be dropped. */
async function activeRegistration(session: CDPSession): Promise<string> {
  const active = new Promise<string>((done) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const one = versions.find(({ status }) => status === 'activated');
      if (one !== undefined) done(one.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  return active;
}

/** What the worker shows, as `[title, tag, link]` in the order of titles. */
const SHOWN = `navigator.serviceWorker.ready
  .then((one) => one.getNotifications())
  .then((all) => all.map(({ title, tag, data }) => [title, tag, data.link]).sort())`;

/** Pushes to the worker as the browser's push service would, and waits until it shows this title; again where it does not. */
async function push(
  { page, session, origin }: Opened,
  data: string,
  title: string,
): Promise<readonly (readonly string[])[]> {
  const registrationId = await activeRegistration(session);
  let shown: readonly (readonly string[])[] = [];
  for (let times = 0; times < 200; times += 1) {
    if (times % 40 === 0) await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
    shown = await page.evaluate<readonly (readonly string[])[]>(SHOWN);
    if (shown.some(([one]) => one === title)) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  await session.send('ServiceWorker.disable');
  return shown;
}

test('shows what is pushed under the policy of the dashboard, and puts what became of it in its place', async (t) => {
  if (!existsSync(CHROMIUM)) return t.skip(`there is no ${CHROMIUM}: apt-get install chromium`);
  const opened = await openWorker(t);
  const link = `${opened.origin}/dashboard/inbox/7k3m`;
  const asked = JSON.stringify({ title: 'claude wants to deploy', link, tag: 't1' });
  assert.deepEqual(await push(opened, asked, 'claude wants to deploy'), [['claude wants to deploy', 't1', link]]);
  const denied = JSON.stringify({ title: 'Denied by ada', link: null, tag: 't1' });
  assert.deepEqual(await push(opened, denied, 'Denied by ada'), [['Denied by ada', 't1', '/dashboard/']]);
  assert.deepEqual(await push(opened, 'no JSON', 'Countersign: something waits for you'), [
    ['Countersign: something waits for you', 'countersign', '/dashboard/'],
    ['Denied by ada', 't1', '/dashboard/'],
  ]);
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
