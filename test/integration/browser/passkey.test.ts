import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Caller } from '../../../application/gateway.ts';
import { NO_WAIT, propose } from '../../harness/test-gateway.ts';
import {
  authenticate,
  enrolPasskey,
  OPERATOR,
  openPasskeyPage,
  type PasskeyPage,
  send,
  whyNoChromium,
} from './passkey-page.ts';

const AGENT: Caller = { principal: 'agent:default', scopes: ['decide', 'outcome'] };
const EDIT = { file_path: '/work/app/.claude/settings.json', old_string: 'a', new_string: 'b' };

/** Something critical that asks; the same edit with another text is another request. */
async function askCritical({ served }: PasskeyPage, text: string): Promise<string> {
  const edit = { ...EDIT, new_string: text };
  const asked = await served.daemon.gateway.authorize(AGENT, propose('Edit', edit), NO_WAIT);
  assert.equal(asked.approval?.request.terms.secondFactor, true, asked.decision.reason);
  return asked.approval?.request.id ?? '';
}

describe('A passkey in a real browser', { skip: whyNoChromium() ?? false }, () => {
  let open: PasskeyPage;
  before(async () => {
    open = await openPasskeyPage();
  });
  after(() => open.close());

  test('is enrolled after a login by the link', async () => {
    const { page } = open;
    await open.logIn();
    const enrolled = await enrolPasskey(page);
    assert.equal(String(enrolled['recovery']).length, 39, JSON.stringify(enrolled));
  });

  test('approves what is critical, and nothing less does', async () => {
    const { page, served } = open;
    const id = await askCritical(open, 'b');
    const bare = await send(page, `/v1/approvals/${id}/approve`);
    assert.equal(bare['code'], 'approval.second-factor-required');
    const { options } = await send(page, `/v1/approvals/${id}/challenge`);
    const credential = await authenticate(page, 'get', options);
    const approved = await send(page, `/v1/approvals/${id}/approve`, { credential });
    assert.equal(approved['status'], 'approved', JSON.stringify(approved));
    const edited = await served.daemon.gateway.authorize(AGENT, propose('Edit', EDIT), NO_WAIT);
    assert.equal(edited.verdict, 'allow');
  });

  test('approves nothing twice: what the browser sent before is refused for the next request', async () => {
    const { page } = open;
    const [one, other] = [await askCritical(open, 'c'), await askCritical(open, 'd')];
    const { options } = await send(page, `/v1/approvals/${one}/challenge`);
    const credential = await authenticate(page, 'get', options);
    await send(page, `/v1/approvals/${other}/challenge`);
    assert.equal((await send(page, `/v1/approvals/${other}/approve`, { credential }))['code'], 'factor.refused');
    assert.equal((await send(page, `/v1/approvals/${one}/approve`, { credential }))['status'], 'approved');
    assert.equal((await send(page, `/v1/approvals/${one}/approve`, { credential }))['code'], 'approval.decided');
  });

  test('is refused where the person was not verified, by the browser and, when the page asks for less, by the gateway', async () => {
    const { page, setUserVerified, served } = open;
    const id = await askCritical(open, 'e');
    await setUserVerified(false);
    const asked = await send(page, `/v1/approvals/${id}/challenge`);
    await assert.rejects(authenticate(page, 'get', asked['options']), /NotAllowedError/);
    const less = { ...(asked['options'] as object), userVerification: 'discouraged' };
    const credential = await authenticate(page, 'get', less);
    const answer = await send(page, `/v1/approvals/${id}/approve`, { credential });
    assert.equal(answer['code'], 'factor.refused', JSON.stringify(answer));
    const { options } = await send(page, '/v1/login/passkey/options');
    const login = await authenticate(page, 'get', { ...(options as object), userVerification: 'discouraged' });
    assert.equal((await send(page, '/v1/login/passkey', { credential: login }))['code'], 'login.refused');
    assert.equal((await served.daemon.gateway.findApproval(id)).request.answers.length, 0);
    await setUserVerified(true);
  });

  test('logs in without a link', async () => {
    const { page, base, served } = open;
    await send(page, '/v1/logout');
    await page.goto(`${base}/login`);
    await page.click('#passkey');
    await page.waitForURL(`${base}/dashboard/`);
    const [session] = served.daemon.gateway.listWebSessions(OPERATOR);
    assert.deepEqual([session?.way, session?.principal], ['passkey', 'human:operator']);
  });
});

test('a passkey of an authenticator that verifies nobody is not enrolled', {
  skip: whyNoChromium() ?? false,
}, async () => {
  const open = await openPasskeyPage({ isVerifying: false });
  try {
    const { page } = open;
    await open.logIn();
    const { options } = await send(page, '/v1/approvers/passkeys/options');
    await assert.rejects(authenticate(page, 'create', options), /NotAllowedError/);
    const wanted = options as { readonly authenticatorSelection: object };
    const selection = { ...wanted.authenticatorSelection, userVerification: 'discouraged' };
    const credential = await authenticate(page, 'create', { ...wanted, authenticatorSelection: selection });
    assert.equal((await send(page, '/v1/approvers/passkeys', { credential }))['code'], 'factor.refused');
  } finally {
    await open.close();
  }
});
