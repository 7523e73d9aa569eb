import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { WireShownTool, WireToolListing } from '../../../sdk/wire.ts';
import { post } from '../../harness/daemon.ts';
import { accessibilityProblems, goTo, type OpenDashboard, openDashboard, whatIsMissing } from './open-dashboard.ts';

const LISTING: WireToolListing = {
  name: 'look_up',
  description: 'Looks up an issue.\u200b',
  inputSchema: { type: 'object', properties: { issue: { type: 'number' } } },
  annotations: { readOnlyHint: true },
};

describe('tools of MCP servers on the dashboard', { skip: whatIsMissing() ?? false }, () => {
  let open: OpenDashboard;
  before(async () => {
    open = await openDashboard();
  });
  after(() => open.close());

  const list = async (listing: WireToolListing): Promise<void> => {
    const token = readFileSync(join(open.daemon.state, 'tokens/mcp.token'), 'utf8').trim();
    const { status } = await post(open.daemon, '/v1/tools', { token, body: { server: 'issues', tools: [listing] } });
    assert.equal(status, 200);
  };
  const standing = async (name: string): Promise<WireShownTool> => {
    const headers = { authorization: `Bearer ${open.daemon.operatorToken}` };
    return (await (await fetch(`${open.daemon.address}/v1/tools/issues/${name}`, { headers })).json()) as WireShownTool;
  };

  test('shows the whole listing before anybody can vouch for it, with what is hidden in it and what vouching means', async () => {
    await list(LISTING);
    const { page, context, complaints } = await open.signIn();
    await goTo(page, 'system', 'System');
    const panel = page.getByRole('region', { name: 'Tools of MCP servers' });
    const row = panel.getByRole('listitem').filter({ hasText: 'look_up' });
    await row.getByText('New: held').waitFor();
    assert.equal(await page.getByRole('button', { name: /Vouch/ }).count(), 0);
    await row.getByRole('button', { name: /Look at look_up/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Tool listing' });
    await dialog.getByText('ZERO WIDTH SPACE').first().waitFor();
    await dialog.getByText('"readOnlyHint": true').waitFor();
    await dialog.getByText(/says of itself that it only reads/).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    assert.equal((await standing('look_up')).tool.standing, 'new');
    await dialog.getByRole('button', { name: 'Vouch for this listing' }).click();
    await row.getByText('Vouched', { exact: true }).waitFor();
    assert.equal((await standing('look_up')).tool.standing, 'vouched');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('vouches for nothing but what was shown, and shows what changed', async () => {
    const tool = { ...LISTING, name: 'close_issue', annotations: {} };
    await list(tool);
    const { page, context } = await open.signIn();
    await goTo(page, 'system', 'System');
    const row = page.getByRole('listitem').filter({ hasText: 'close_issue' });
    await row.getByRole('button', { name: /Look at/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Tool listing' });
    await dialog.getByRole('button', { name: 'Vouch for this listing' }).waitFor();
    await list({ ...tool, description: 'Closes an issue, and every other.' });
    await dialog.getByRole('button', { name: 'Vouch for this listing' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/its listing is not the one that was shown/)
      .waitFor();
    assert.notEqual((await standing('close_issue')).tool.standing, 'vouched');
    await dialog.getByText('Closes an issue, and every other.').first().waitFor();
    await dialog.getByRole('button', { name: 'Vouch for this listing' }).click();
    await row.getByText('Vouched', { exact: true }).waitFor();
    await list(tool);
    await row.getByText('Changed: held').waitFor();
    await row.getByRole('button', { name: /Look at/ }).click();
    await dialog.getByRole('region', { name: /Difference of Changed: .*description/ }).waitFor();
    await dialog.getByRole('button', { name: 'Refuse it' }).click();
    await row.getByText('Refused', { exact: true }).waitFor();
    assert.equal((await standing('close_issue')).tool.standing, 'refused');
    await context.close();
  });
});
