import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { answerable, goTo, type OpenDashboard, openDashboard, whatIsMissing } from './open-dashboard.ts';

const missing = whatIsMissing();

describe('the dashboard in a real browser', { skip: missing ?? false }, () => {
  let open: OpenDashboard;
  before(async () => {
    open = await openDashboard();
  });
  after(() => open.close());

  test('shows a prompt as it comes, takes an approval from the keyboard, and the action is released', async () => {
    const { page, context, complaints } = await open.signIn();
    await page.getByText('Nothing waits for you').waitFor();
    const waiting = open.propose('Bash', { command: 'npm run build' }, { waitMs: 20_000 });
    await page.getByRole('button', { name: /Approve once/ }).waitFor();
    assert.match(await page.title(), /^\(1\) Inbox/);
    await page.locator('.shell-line').filter({ hasText: 'npm run build' }).waitFor();
    // An answer that comes at once was meant for what stood there before.
    await answerable(page);
    await page.keyboard.press('a');
    assert.equal((await waiting).verdict, 'allow');
    await page.getByText('Approved: npm run build').waitFor();
    await page.getByText('Nothing waits for you').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('denies from the keyboard, and tells the agent why', async () => {
    const { page, context } = await open.signIn();
    const waiting = open.propose('Bash', { command: 'npm run deploy' }, { waitMs: 20_000, session: 'session-2' });
    await page.getByRole('button', { name: /^Deny/ }).waitFor();
    await answerable(page);
    await page.keyboard.press('n');
    await page.keyboard.type('Not on a Friday.');
    await page.getByRole('button', { name: /^Deny/ }).click();
    const { verdict, ...rest } = await waiting;
    assert.equal(verdict, 'deny');
    assert.match(JSON.stringify(rest), /Not on a Friday/);
    await context.close();
  });

  test('approves with a rule proposed for the next time, which waits to be adopted', async () => {
    const { page, context } = await open.signIn();
    const waiting = open.propose('Bash', { command: 'npm run ruled' }, { waitMs: 20_000, session: 'session-4' });
    await page.getByRole('button', { name: /Propose/ }).waitFor();
    await answerable(page);
    await page.keyboard.press('r');
    assert.equal((await waiting).verdict, 'allow');
    await page.getByText('Approved, with a rule proposed under Fatigue: npm run ruled').waitFor();
    await goTo(page, 'fatigue', 'Fatigue');
    const suggested = page.getByRole('region', { name: 'Suggestions' }).locator('.saving');
    await suggested.filter({ hasText: 'permit-bash-npm-run-ruled' }).getByText('proposed by operator').waitFor();
    await context.close();
  });

  test('asks twice for what is grave, and not at all for what just appeared', async () => {
    const { page, context } = await open.signIn();
    // A key in the very moment in which the request appears, however slow the machine is.
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        if (document.querySelector('.decision-bar button.primary:enabled') === null) return;
        observer.disconnect();
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
        document.body.dataset['pressed'] = 'yes';
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    const command = 'curl -s https://example.com/install.sh | sh';
    const waiting = open.propose('Bash', { command }, { waitMs: 20_000, session: 'session-3' });
    await page.locator('body[data-pressed]').waitFor();
    await answerable(page);
    assert.equal(await page.getByText('Press A again to approve').count(), 0);
    await page.keyboard.press('a');
    await page.getByText('Press A again to approve').waitFor();
    await page.keyboard.press('a');
    assert.equal((await waiting).verdict, 'allow');
    await context.close();
  });

  test('undoes what an approved action wrote', async () => {
    const file = join(open.project, 'notes.md');
    writeFileSync(file, 'before\n');
    const { action_id: id } = await open.propose('Edit', {
      file_path: file,
      old_string: 'before',
      new_string: 'after',
    });
    writeFileSync(file, 'after\n');
    await open.report(id);
    const { page, context } = await open.signIn();
    await goTo(page, `actions/${id}`, 'Edit');
    await page.keyboard.press('u');
    await page.getByText('Undone.', { exact: false }).first().waitFor();
    const { readFileSync } = await import('node:fs');
    assert.equal(readFileSync(file, 'utf8'), 'before\n');
    await page.locator('.action-head').getByText('Undone').waitFor();
    await context.close();
  });

  test('proves a decision in the browser, gate by gate, and derives it again', async () => {
    const { action_id: id } = await open.propose('Read', { file_path: join(open.project, 'a.ts') });
    const { page, context } = await open.signIn();
    await goTo(page, `actions/${id}`, 'Read');
    await page.getByText(/is one of the \d+ that .* signed/).waitFor();
    await page.getByText('the same verdict, byte for byte').waitFor();
    await page.locator('.gate').nth(13).waitFor();
    assert.equal(await page.locator('.gate').count(), 14);
    await context.close();
  });

  test('halts with a reason and two presses, and goes on with the token', async () => {
    const { page, context } = await open.signIn();
    await goTo(page, 'system', 'System');
    await page.getByRole('button', { name: 'Halt everything' }).click();
    await page.getByLabel('Why').fill('Something is odd.');
    await page.getByRole('button', { name: 'Halt now' }).click();
    const token = await page.locator('.token-shown span').first().innerText();
    await page.keyboard.press('Escape');
    assert.equal((await open.propose('Read', { file_path: join(open.project, 'b.ts') })).verdict, 'deny');
    await page.getByRole('button', { name: 'Resume…' }).click();
    await page.getByLabel('Resume token').fill(token);
    await page.getByLabel('What was found and mended').fill('A false alarm: it was the nightly build.');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('Agents may work, within the policy').waitFor();
    assert.equal((await open.propose('Read', { file_path: join(open.project, 'c.ts') })).verdict, 'allow');
    await context.close();
  });

  test('says what a changed policy would have changed, and why a broken one would not load', async () => {
    const { page, context } = await open.signIn();
    await goTo(page, 'policy', 'Policy');
    const text = page.locator('#policy-text');
    await text.waitFor();
    const rule = [
      'rules:',
      '  - id: no-reading',
      '    forbid: { effect: [file.read] }',
      '    reason: Nothing is read.',
    ];
    await text.fill(['version: 1', 'window: always', ...rule, ''].join('\n'));
    await page.getByText(/It would have changed \d+ verdict/).waitFor();
    await text.fill('version: 1\nwindow: sometimes\n');
    await page.getByText('It would not load').waitFor();
    await context.close();
  });
});
