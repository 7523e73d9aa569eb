import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { chromium } from 'playwright-core';
import { openMailGateway } from './mail-gateway.ts';
import { CRITICAL, HIGH, MEDIUM, requestOf } from './notify-gateway.ts';

const CHROMIUM = '/usr/bin/chromium';

type Page = { readonly form: string; readonly cookie: string; readonly html: string; readonly status: number };

async function openPage(link: string): Promise<Page> {
  const response = await fetch(link);
  const html = await response.text();
  const form = /name="form" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return {
    status: response.status,
    html,
    form,
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  };
}

async function press(link: string, { form, cookie }: Page, verb: string, code?: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(link).origin, cookie };
  const body = new URLSearchParams({ form, verb, ...(code === undefined ? {} : { code }) });
  const response = await fetch(link, { method: 'POST', headers, body });
  return { status: response.status, html: await response.text() };
}

describe('Answers by links in mails', () => {
  test('ask, mail, open, press: the request is approved by the person whose mailbox it is, once', async (t) => {
    const gateway = await openMailGateway(t);
    const id = requestOf(await gateway.ask(MEDIUM));
    const link = await gateway.linkAbout('collector.example.net');
    for (let times = 0; times < 3; times += 1) await fetch(link);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    const page = await openPage(link);
    assert.ok(page.html.includes('collector.example.net') && !page.html.includes('<script'));
    const answered = await press(link, page, 'approve');
    assert.deepEqual([answered.status, answered.html.includes('Approved, once.')], [200, true], answered.html);
    const { request } = await gateway.gateway.findApproval(id);
    assert.deepEqual(
      [request.status, request.answers.map(({ approver, channel }) => [approver, channel])],
      ['approved', [['human:ada', 'email']]],
    );
    assert.equal((await press(link, page, 'deny')).status, 409);
    assert.deepEqual(
      (await gateway.entries('approval.refused')).map(({ data }) => data['why']),
      ['replayed'],
    );
    const [origin] = await gateway.entries('approval.origin');
    assert.equal(typeof origin?.data['delivery'], 'string');
    assert.equal(JSON.stringify(await gateway.entries()).includes('ada@example.com'), false);
  });

  test('mails one mailbox once, also after its first answer paired it, and tells it what became of the request', async (t) => {
    const gateway = await openMailGateway(t);
    await gateway.ask(MEDIUM);
    const first = await gateway.linkAbout('collector.example.net');
    await press(first, await openPage(first), 'deny');
    for (let times = 0; times < 100 && gateway.mails.length < 2; times += 1)
      await gateway.quiet().then(() => new Promise((done) => setTimeout(done, 10)));
    assert.equal(gateway.mails[1]?.mail.inReplyTo, gateway.mails[0]?.mail.messageId);
    await gateway.ask('curl -d @b.txt https://second.example.net');
    const second = await gateway.linkAbout('second.example.net');
    assert.notEqual(first, second);
    assert.equal(gateway.mails.length, 3);
    assert.ok(gateway.mails.every(({ to }) => to.join() === 'ada@example.com'));
  });

  test('lets what is of high risk be denied only by a person without an authenticator app, and asks elsewhere too', async (t) => {
    const gateway = await openMailGateway(t);
    const id = requestOf(await gateway.ask(HIGH));
    const link = await gateway.linkAbout('collector.example.net');
    const page = await openPage(link);
    assert.deepEqual([page.html.includes('value="approve'), page.html.includes('name="code"')], [false, false]);
    assert.ok(page.html.includes('a mailbox alone does not approve'));
    assert.equal((await press(link, page, 'approve')).status, 409);
    assert.equal((await press(link, page, 'approve', '000000')).status, 409);
    const [delivery] = await gateway.stores.notifications.listDeliveries({ request: id, limit: 1 });
    assert.equal(delivery?.answerable, 'deny');
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    assert.equal((await press(link, page, 'deny')).status, 200);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'denied');
  });

  test('takes a code of the app for what is of high risk: a wrong one counts for nothing, a right one approves once', async (t) => {
    const gateway = await openMailGateway(t);
    const ada = { principal: 'human:ada', scopes: ['approve', 'read'] } as const;
    const { secretText } = await gateway.gateway.beginTotp(ada, {});
    const secret = Secret.fromBase32(secretText.replaceAll(' ', ''));
    const codeNow = (): string => TOTP.generate({ secret, timestamp: gateway.clock.nowMs() });
    await gateway.gateway.confirmTotp(ada, codeNow());
    await gateway.clock.advance(30_000);
    const id = requestOf(await gateway.ask(HIGH));
    const link = await gateway.linkAbout('collector.example.net');
    const page = await openPage(link);
    assert.ok(page.html.includes('name="code"') && page.html.includes('value="approve"'), page.html);
    const code = codeNow();
    for (const wrong of [undefined, '', String((Number(code) + 1) % 1_000_000).padStart(6, '0')])
      assert.equal((await press(link, page, 'approve', wrong)).status, 409);
    const [delivery] = await gateway.stores.notifications.listDeliveries({ request: id, limit: 1 });
    const handle = delivery?.handles.find(({ verb }) => verb === 'approve')?.handle ?? '';
    const update = { id: 'x', user: 'ada@example.com', place: 'ada@example.com', isPrivate: true, atMs: 0 } as const;
    const told = await gateway.notify.handler('mail')({ ...update, act: { kind: 'press', handle, reference: '' } });
    assert.match(told?.text ?? '', /second factor/);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    const answers = await Promise.all([press(link, page, 'approve', code), press(link, page, 'approve', code)]);
    assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['200', '409']);
    const { request } = await gateway.gateway.findApproval(id);
    assert.deepEqual([request.status, request.answers.length], ['approved', 1]);
    const [entry] = await gateway.entries('approval.answered');
    assert.equal((entry?.data['factor'] as { kind?: string } | undefined)?.kind, 'totp');
    assert.ok((await openPage(link)).html.includes('This link was used'));
  });

  test('lets what is critical be denied only', async (t) => {
    const gateway = await openMailGateway(t);
    const id = requestOf(await gateway.ask(CRITICAL));
    const link = await gateway.linkAbout('dropdb');
    const page = await openPage(link);
    assert.deepEqual([page.html.includes('value="approve'), page.html.includes('value="deny"')], [false, true]);
    assert.equal((await press(link, page, 'approve')).status, 409);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    assert.equal((await press(link, page, 'deny')).status, 200);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'denied');
  });

  test('is over with the request, and takes no answer of a mailbox whose pairing was ended', async (t) => {
    const gateway = await openMailGateway(t);
    const id = requestOf(await gateway.ask(MEDIUM));
    const link = await gateway.linkAbout('collector.example.net');
    const page = await openPage(link);
    const [pairing] = gateway.gateway.listPairings();
    assert.equal(pairing?.principal, 'human:ada');
    await gateway.gateway.unpair({ principal: 'human:operator', scopes: ['admin'] }, pairing?.id ?? '');
    assert.equal((await press(link, page, 'approve')).status, 409);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    assert.deepEqual(
      (await gateway.entries('approval.refused')).map(({ data }) => data['why']),
      ['foreign'],
    );
    await gateway.clock.advance(3_600_000);
    await gateway.quiet();
    assert.ok(!(await openPage(link)).html.includes('<form'));
  });

  test('works in a real browser without scripts, and in no frame of another site', async (t) => {
    if (!existsSync(CHROMIUM)) return t.skip(`needs ${CHROMIUM}`);
    const gateway = await openMailGateway(t);
    const id = requestOf(await gateway.ask(MEDIUM));
    const link = await gateway.linkAbout('collector.example.net');
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    t.after(() => browser.close());
    const framing = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        `<iframe src="${link}" width=600 height=600></iframe><form id=f method=post action="${link}"><input name=verb value=approve><input name=form value=x></form>`,
      );
    });
    await new Promise<void>((done) => framing.listen(0, '127.0.0.1', done));
    t.after(() => framing.close());
    const evil = await browser.newPage();
    await evil.goto(`http://localhost:${(framing.address() as AddressInfo).port}/`);
    const [frame] = evil.frames().slice(1);
    assert.equal(await frame?.locator('button').count(), 0);
    await Promise.all([evil.waitForURL(link), evil.evaluate("document.getElementById('f').submit()")]);
    assert.ok((await evil.content()).includes('Open the link in the mail again'));
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(link);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    await page.getByRole('button', { name: 'Approve once' }).click();
    await page.getByText('Approved, once.').waitFor();
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'approved');
    assert.deepEqual(
      problems.filter((text) => !text.includes('favicon')),
      [],
    );
  });
});
