import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CountersignClient } from '../../../sdk/client.ts';
import { goTo, type OpenDashboard, openDashboard, whatIsMissing } from './open-dashboard.ts';

describe('the second factor on the dashboard', { skip: whatIsMissing() ?? false }, () => {
  let open: OpenDashboard;
  before(async () => {
    open = await openDashboard();
  });
  after(() => open.close());

  test('approves what is critical with a passkey, and with nothing less: not where its person was not verified', async () => {
    const { page, context } = await open.signIn({ host: 'localhost' });
    const debug = await context.newCDPSession(page);
    await debug.send('WebAuthn.enable');
    const kind = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const;
    const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...kind, isUserVerified: true, automaticPresenceSimulation: true },
    });
    await goTo(page, 'system', 'System');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('dialog', { name: 'Keep this recovery code' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('1 passkey').waitFor();

    await goTo(page, 'inbox', 'Inbox');
    const waiting = open.propose('Bash', { command: 'terraform destroy -auto-approve' }, { waitMs: 9_000 });
    await page.getByRole('button', { name: /Approve once/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm this approval' });
    await dialog
      .getByText(/terraform destroy -auto-approve/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Confirm with a passkey' }).click();
    assert.equal((await waiting).verdict, 'allow');
    await page.getByText('Approved: terraform destroy').waitFor();

    await debug.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    const { approval } = await open.propose('Bash', { command: 'terraform destroy -target=db -auto-approve' });
    await page.getByRole('button', { name: /Approve once/ }).click();
    await dialog.getByRole('button', { name: 'Confirm with a passkey' }).click();
    await page
      .getByText(/not allowed|NotAllowed/)
      .first()
      .waitFor();
    const client = new CountersignClient({ baseUrl: open.daemon.address, token: open.daemon.operatorToken });
    const { status, answers } = await client.findApproval(approval?.id ?? '');
    assert.deepEqual([status === 'approved', answers], [false, []]);
    await context.close();
  });

  test('signs out for good, and offers the passkey where there is a host name', async () => {
    const { page, context } = await open.signIn({ host: 'localhost' });
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem('countersign.proof')), null);
    assert.equal(await page.getByRole('button', { name: 'Use a passkey' }).isEnabled(), true);
    await context.close();
  });
});
