import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { standingOut } from '../../harness/standing-out.ts';
import {
  accessibilityProblems,
  goTo,
  type OpenDashboard,
  openDashboard,
  settled,
  whatIsMissing,
} from './open-dashboard.ts';

const missing = whatIsMissing();
const PAGES = [
  ['inbox', 'Inbox'],
  ['feed', 'Live feed'],
  ['sessions', 'Sessions'],
  ['log', 'Log'],
  ['budgets', 'Budgets'],
  ['policy', 'Policy'],
  ['channels', 'Channels'],
  ['fatigue', 'Fatigue'],
  ['system', 'System'],
] as const;

/** A usual telephone, and the narrowest that WCAG 2.2 asks for (1.4.10 Reflow). */
const PHONES = {
  'a phone': { width: 390, height: 844 },
  'the narrowest phone': { width: 320, height: 568 },
} as const;

test('loads no more than 150 KB at first, and nothing from anywhere else', { skip: missing ?? false }, () => {
  const index = readFileSync('dist/dashboard/index.html', 'utf8');
  const first = [...index.matchAll(/(?:src|href)="\/dashboard\/([^"]+)"/g)].map(([, path]) => `dist/dashboard/${path}`);
  assert.ok(first.length >= 3 && first.every((file) => existsSync(file)), first.join(', '));
  const sizeBytes = [index, ...first.map((file) => readFileSync(file))]
    .map((content) => brotliCompressSync(content).length)
    .reduce((sum, size) => sum + size, 0);
  assert.ok(sizeBytes <= 150 * 1024, `${sizeBytes} bytes`);
  for (const file of globSync('dist/dashboard/**/*.{js,css,html}'))
    assert.doesNotMatch(readFileSync(file, 'utf8'), /@import|url\(|(?:src|href)="https?:|import\("https?:/, file);
});

describe('the dashboard for everybody', { skip: missing ?? false }, () => {
  let open: OpenDashboard;
  let action: string;
  before(async () => {
    open = await openDashboard();
    for (const name of ['a', 'b', 'c']) await open.propose('Read', { file_path: join(open.project, `${name}.ts`) });
    await open.propose('Bash', { command: 'rm -rf /' });
    action = (await open.propose('Bash', { command: 'npm run build && git push --force' })).action_id;
  });
  after(() => open.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`meets WCAG 2.2 AA on every page, ${colorScheme}, without breaking its own security policy`, async () => {
      const { page, context, complaints } = await open.signIn({ colorScheme });
      await open.propose('Bash', { command: `npm run build:${colorScheme}` });
      await page
        .getByRole('button', { name: /Approve once/ })
        .first()
        .waitFor();
      for (const [path, heading] of [...PAGES, [`actions/${action}`, 'Bash'] as const]) {
        await goTo(page, path, heading);
        await settled(page);
        assert.deepEqual(await accessibilityProblems(page), [], path);
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  for (const [phone, size] of Object.entries(PHONES))
    test(`meets it on ${phone} too, where nothing is wider than the screen, and nothing scrolls past its end`, async () => {
      const { page, context } = await open.signIn(size);
      for (const [path, heading] of [...PAGES, [`actions/${action}`, 'Bash'] as const]) {
        await goTo(page, path, heading);
        await settled(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
        const tall = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
        assert.ok(tall <= 0, `${path} can be scrolled ${tall} pixels past its end`);
        assert.deepEqual(await page.evaluate(standingOut), [], path);
      }
      assert.deepEqual(await accessibilityProblems(page), []);
      await context.close();
    });

  test('can be used without a mouse: everything is reached, seen and left again', async () => {
    const { page, context } = await open.signIn();
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to the page');
    await page.keyboard.press('Enter');
    await page.keyboard.press('g');
    await page.keyboard.press('y');
    await page.getByRole('heading', { name: 'System', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Halt everything' }).waitFor();
    const seen: string[] = [];
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      // Behind the last one the browser's own controls have it, then it begins anew.
      if (name === '') continue;
      assert.ok(await hasVisibleFocus(page), `${name} shows no focus`);
      seen.push(name);
    }
    for (const name of ['Halt everything', 'Safe mode', 'Inbox', 'Sign out'])
      assert.ok(
        seen.some((found) => found.startsWith(name)),
        `${name} in ${seen.join(', ')}`,
      );
    await page.getByRole('button', { name: 'Halt everything' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Halt everything?' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'Halt everything');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await context.close();
  });

  test('tells readers what stands where: landmarks, names, states', async () => {
    const { page, context } = await open.signIn();
    await open.propose('Bash', { command: 'npm run lint' });
    await page.getByText('npm run lint').first().waitFor();
    for (const role of ['main', 'banner'] as const) assert.equal(await page.getByRole(role).count(), 1, role);
    const tree = await page.locator('body').ariaSnapshot();
    for (const line of [
      /navigation "Pages"/,
      /link "Inbox \d+ waiting"/,
      /heading "Inbox \d+" \[level=1\]/,
      /list "Waiting for an answer"/,
      /article "Request"/,
      /heading "What runs" \[level=3\]/,
      /textbox "Note to the agent"/,
      /button "Deny"/,
      /button "Approve once"/,
      /timer/,
    ])
      assert.match(tree, line);
    await goTo(page, 'feed', 'Live feed');
    const table = page.getByRole('table', { name: 'Actions' });
    await table.waitFor();
    assert.ok(Number(await table.getAttribute('aria-rowcount')) > 4);
    assert.equal(await table.getByRole('columnheader').count(), 7);
    await context.close();
  });

  test('holds ten thousand rows, of which only those in sight are made', async () => {
    const { page, context } = await open.signIn();
    const row = await firstRow(open);
    await page.route('**/v1/actions?*', async (route) => {
      const actions = Array.from({ length: 10_000 }, (_, index) => ({
        ...row,
        log_index: 10_000 - index,
        action_id: `action-${index}`,
        summary: `file-${index}.ts`,
      }));
      await route.fulfill({ json: { actions, next_before: null, size: 10_001 } });
    });
    await goTo(page, 'feed', 'Live feed');
    await page.getByText('file-0.ts').waitFor();
    const body = page.locator('.rows-body');
    await body.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await page.getByText('file-9999.ts').waitFor();
    assert.ok((await page.locator('.row').count()) < 80);
    assert.match(await page.locator('.page-foot').innerText(), /10,000 shown/);
    await context.close();
  });

  test('says so where there is nothing, and where the gateway does not answer', async () => {
    const { page, context } = await open.signIn();
    await page.route('**/v1/channels', (route) => route.abort());
    await goTo(page, 'channels', 'Channels');
    await page.getByText('This could not be read').waitFor();
    await page.unroute('**/v1/channels');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This could not be read').waitFor({ state: 'detached' });
    await goTo(page, 'feed', 'Live feed');
    await page.getByRole('button', { name: 'Held back' }).click();
    await page.getByText('No such action').waitFor();
    await context.close();
  });
});

async function firstRow(open: OpenDashboard): Promise<object> {
  const headers = { authorization: `Bearer ${open.daemon.operatorToken}` };
  const answer = await fetch(`${open.daemon.address}/v1/actions?limit=1`, { headers });
  const { actions } = (await answer.json()) as { readonly actions: readonly object[] };
  return actions[0] ?? {};
}

/** The name of what has the focus, as a reader would say it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return '';
    return (element.getAttribute('aria-label') ?? element.textContent ?? element.tagName).trim() || element.tagName;
  });
}

/** Whether one sees where the focus is: an outline of the element, or of what it stands in. */
function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const isOutlined = (style: CSSStyleDeclaration) =>
      style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    for (
      let element = document.activeElement;
      element !== null && element !== document.body;
      element = element.parentElement
    )
      if (isOutlined(getComputedStyle(element)) || isOutlined(getComputedStyle(element, '::after'))) return true;
    return false;
  });
}
