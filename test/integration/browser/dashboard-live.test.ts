import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { signInAsPerson } from '../../harness/sign-in-as-person.ts';
import { goTo, type OpenDashboard, openDashboard, whatIsMissing } from './open-dashboard.ts';

describe('the dashboard over time', { skip: whatIsMissing() ?? false }, () => {
  let open: OpenDashboard;
  before(async () => {
    open = await openDashboard();
    await open.propose('Read', { file_path: join(open.project, 'first.ts') });
  });
  after(() => open.close());

  test('has every action once and in order after the connection was cut again and again in the middle of them', async () => {
    const { page, context } = await open.signIn({ height: 6_000 });
    await goTo(page, 'feed', 'Live feed');
    await page.getByRole('link', { name: 'Read first.ts' }).waitFor();
    for (const round of [1, 2, 3]) {
      // Some are decided before, some while nobody hears of them, some in the moment of the return.
      await proposeReads(open, { prefix: `before-${round}`, count: 3 });
      open.wire.cut();
      await page.getByText('Reconnecting…').waitFor();
      await proposeReads(open, { prefix: `during-${round}`, count: 15 });
      const late = proposeReads(open, { prefix: `late-${round}`, count: 6 });
      open.wire.mend();
      await late;
      await page.locator('.live.live').waitFor();
    }
    await page.getByRole('link', { name: 'Read late-3-5.ts' }).waitFor();
    await page.getByText('73 shown, all there are').waitFor();
    assert.deepEqual(await shownActions(page), await recordedActions(open));
    await context.close();
  });

  test('shows a request that came while it was cut off, and no longer one that was answered meanwhile', async () => {
    const { page, context } = await open.signIn();
    const { approval } = await open.propose('Bash', { command: 'npm run stays' }, { session: 'waits' });
    await page.getByRole('button', { name: /npm run stays/ }).waitFor();
    open.wire.cut();
    await page.getByText('Reconnecting…').waitFor();
    const person = await signInAsPerson(open.daemon);
    await person.deny(approval?.id ?? '', { scope: 'action', note: '' });
    await open.propose('Bash', { command: 'npm run came' }, { session: 'waits' });
    open.wire.mend();
    await page.getByRole('button', { name: /npm run came/ }).waitFor();
    const waiting = page.getByRole('list', { name: 'Waiting for an answer' });
    await waiting.getByRole('button', { name: /npm run stays/ }).waitFor({ state: 'detached' });
    assert.match(await waiting.innerText(), /npm run came/);
    assert.equal(await waiting.getByRole('button').count(), 1);
    await context.close();
  });

  test('tells readers of each request as it comes, on every page', async () => {
    const { page, context } = await open.signIn();
    await goTo(page, 'budgets', 'Budgets');
    await page.locator('.live.live').waitFor();
    await open.propose('Bash', { command: 'npm run announced' }, { session: 'announces' });
    await page
      .getByRole('status')
      .filter({ hasText: /New request: .* wants to use Bash: .*npm run announced.* Risk low, \d+ (s|min) left\./ })
      .waitFor();
    await context.close();
  });

  test('verifies the whole log itself, and sees one changed letter', async () => {
    const { page, context } = await open.signIn();
    await goTo(page, 'log', 'Log');
    await page.getByRole('button', { name: 'Verify the whole log' }).click();
    await page.getByText('whole and signed').waitFor();
    await page.route('**/v1/log/entries?*', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('session-1', 'session-9') });
    });
    await page.getByRole('button', { name: 'Verify the whole log' }).click();
    await page.getByText('This log is not whole.').waitFor();
    assert.match(await page.locator('.verify-said').innerText(), /was changed|another root/);
    await context.close();
  });

  test('catches up after the gateway was gone, with nothing missing and nothing twice', async () => {
    const { page, context } = await open.signIn();
    await goTo(page, 'feed', 'Live feed');
    await page.locator('.row').first().waitFor();
    await open.restart();
    const names = ['one', 'two', 'three'].map((name) => join(open.project, `after-${name}.ts`));
    for (const path of names) await open.propose('Read', { file_path: path });
    for (const name of ['one', 'two', 'three'])
      await page.getByRole('link', { name: `Read after-${name}.ts` }).waitFor({ timeout: 15_000 });
    await page.locator('.live.live').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Read after-two.ts' }).count(), 1);
    await context.close();
  });
});

type Reads = { readonly prefix: string; readonly count: number };

async function proposeReads(open: OpenDashboard, { prefix, count }: Reads): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => join(open.project, `${prefix}-${index}.ts`));
  await Promise.all(names.map((path) => open.propose('Read', { file_path: path })));
}

/** The rows in the order in which somebody sees them. */
function shownActions(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.row')]
      .map((row) => ({ at: Number(row.getAttribute('aria-rowindex')), href: row.querySelector('a')?.href ?? '' }))
      .sort((one, two) => one.at - two.at)
      .map(({ href }) => href.slice(href.lastIndexOf('/') + 1)),
  );
}

async function recordedActions(open: OpenDashboard): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${open.daemon.operatorToken}` };
  const answer = await fetch(`${open.daemon.address}/v1/actions?limit=200`, { headers });
  const { actions } = (await answer.json()) as { readonly actions: readonly { readonly action_id: string }[] };
  return actions.map(({ action_id: id }) => id);
}
