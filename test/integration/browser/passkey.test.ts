import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Caller } from '../../../application/gateway.ts';
import { makePlaces, removePlaces, serveDaemon } from '../../harness/served-daemon.ts';
import { NO_WAIT, propose } from '../../harness/test-gateway.ts';

const CHROMIUM = '/usr/bin/chromium';
const OPERATOR: Caller = { principal: 'human:operator', scopes: ['approve', 'read', 'admin', 'halt'] };
const AGENT: Caller = { principal: 'agent:default', scopes: ['decide', 'outcome'] };

const opened: Browser[] = [];
after(async () => {
  for (const browser of opened) await browser.close();
});

/** A page with an authenticator of its own that verifies whoever is there. */
async function openPage(): Promise<Page> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox'] });
  opened.push(browser);
  const page = await (await browser.newContext()).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

type Sent = { readonly path: string; readonly body: object };

/** Sends a request as the dashboard's pages do. */
async function send(page: Page, sent: Sent): Promise<Record<string, unknown>> {
  return page.evaluate(async ({ path, body }) => {
    const headers = {
      'content-type': 'application/json',
      'countersign-proof': localStorage.getItem('countersign.proof') ?? '',
    };
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Record<string, unknown>;
  }, sent);
}

/** Has the browser's authenticator act on options of the gateway. */
async function authenticate(page: Page, act: 'create' | 'get', options: unknown): Promise<unknown> {
  return page.evaluate(
    async ([verb, given]) => {
      type Parsing = {
        parseCreationOptionsFromJSON(json: unknown): object;
        parseRequestOptionsFromJSON(json: unknown): object;
      };
      const parsing = PublicKeyCredential as unknown as Parsing;
      const publicKey =
        verb === 'create' ? parsing.parseCreationOptionsFromJSON(given) : parsing.parseRequestOptionsFromJSON(given);
      const credential = await (verb === 'create'
        ? navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
        : navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions }));
      return (credential as unknown as { toJSON(): unknown }).toJSON();
    },
    [act, options] as const,
  );
}

test('a person logs in by the link, makes a passkey, approves what is critical with it, and logs in with it', async (t) => {
  if (!existsSync(CHROMIUM)) {
    t.skip(`${CHROMIUM} is missing`);
    return;
  }
  const places = makePlaces();
  const { daemon, close } = await serveDaemon(places);
  try {
    const { gateway, files } = daemon;
    const { readFileSync } = await import('node:fs');
    const base = readFileSync(files.address, 'utf8').trim().replace('127.0.0.1', 'localhost');
    const page = await openPage();
    const { code } = await gateway.openLogin(OPERATOR);
    await page.goto(`${base}/login#${code}`);
    assert.equal(await page.evaluate(() => location.hash), '');
    await page.click('#link');
    await page.waitForURL(`${base}/dashboard/`);

    const { options } = await send(page, { path: '/v1/approvers/passkeys/options', body: {} });
    const made = await authenticate(page, 'create', options);
    const enrolled = await send(page, {
      path: '/v1/approvers/passkeys',
      body: { credential: made, label: 'this test' },
    });
    assert.equal(String(enrolled['recovery']).length, 39, JSON.stringify(enrolled));

    const edit = { file_path: '/work/app/.claude/settings.json', old_string: 'a', new_string: 'b' };
    const asked = await gateway.authorize(AGENT, propose('Edit', edit), NO_WAIT);
    const id = asked.approval?.request.id ?? assert.fail(asked.decision.reason);
    assert.equal(asked.approval?.request.terms.secondFactor, true);
    const bare = await send(page, { path: `/v1/approvals/${id}/approve`, body: {} });
    assert.equal(bare['code'], 'approval.second-factor-required');
    const challenge = await send(page, { path: `/v1/approvals/${id}/challenge`, body: {} });
    const confirmed = await authenticate(page, 'get', challenge['options']);
    const approved = await send(page, { path: `/v1/approvals/${id}/approve`, body: { credential: confirmed } });
    assert.equal(approved['status'], 'approved', JSON.stringify(approved));
    assert.equal((await gateway.authorize(AGENT, propose('Edit', edit), NO_WAIT)).verdict, 'allow');

    await send(page, { path: '/v1/logout', body: {} });
    await page.goto(`${base}/login`);
    await page.click('#passkey');
    await page.waitForURL(`${base}/dashboard/`);
    const [session] = gateway.listWebSessions(OPERATOR);
    assert.deepEqual([session?.way, session?.principal], ['passkey', 'human:operator']);
  } finally {
    await close();
    removePlaces(places);
  }
});
