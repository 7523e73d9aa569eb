import type { Page } from 'playwright-core';

/** What is not a page of its own but is looked at all the same: dialogs, selections, failures, an empty inbox. */
type State = {
  readonly path: string;
  readonly asksAnew?: boolean;
  readonly show: (page: Page) => Promise<void>;
};

const SETTLED_MS = 450;

/** Every state, by the name of its picture. `clear` comes after `halted`, which cancels what waits. */
export const STATES: { readonly [name: string]: State } = {
  batch: {
    path: 'inbox',
    asksAnew: true,
    show: async (page) => {
      for (const box of await page.locator('.card-pick input').all()) await box.check();
    },
  },
  factor: {
    path: 'inbox',
    asksAnew: true,
    show: async (page) => {
      await page
        .getByRole('button', { name: /terraform destroy/ })
        .first()
        .click();
      await page.waitForTimeout(SETTLED_MS);
      await page.getByRole('button', { name: /Approve once/ }).click();
    },
  },
  keys: { path: 'feed', show: (page) => page.keyboard.press('?') },
  nothing: {
    path: 'feed',
    show: (page) => page.getByRole('button', { name: 'Held back' }).click(),
  },
  entry: {
    path: 'log',
    show: async (page) => {
      await page.getByRole('searchbox').fill('decision');
      await page.locator('.row button').first().click();
    },
  },
  verified: {
    path: 'log',
    show: (page) => page.getByRole('button', { name: 'Verify the whole log' }).click(),
  },
  tried: {
    path: 'policy',
    show: async (page) => {
      const text = page.locator('#policy-text');
      await text.fill((await text.inputValue()).replace('rules:', RULE));
      await page.getByText(/It would have changed/).waitFor();
      await text.scrollIntoViewIfNeeded();
    },
  },
  broken: {
    path: 'policy',
    show: async (page) => {
      await page.locator('#policy-text').fill('version: 1\nwindow: sometimes\nrules:\n  - id: x\n    forbit: {}\n');
      await page.getByText('It would not load').waitFor();
      await page.locator('#policy-text').scrollIntoViewIfNeeded();
    },
  },
  more: {
    path: 'inbox',
    show: async (page) => {
      const more = page.getByRole('button', { name: 'More', exact: true });
      if (await more.isVisible()) await more.click();
    },
  },
  unread: {
    path: 'inbox',
    show: async (page) => {
      await page.route('**/v1/channels*', (route) => route.abort());
      await page.evaluate(() => {
        history.pushState(null, '', '/dashboard/channels');
        dispatchEvent(new PopStateEvent('popstate'));
      });
      await page.getByText('This could not be read').first().waitFor();
      await page.unroute('**/v1/channels*');
    },
  },
  halting: { path: 'system', show: (page) => page.getByRole('button', { name: 'Halt everything' }).click() },
  halted: {
    path: 'system',
    show: async (page) => {
      await page.getByRole('button', { name: 'Halt everything' }).click();
      await page.getByLabel('Why').fill('An agent pushed to the wrong repository.');
      await page.getByRole('button', { name: 'Halt now' }).click();
      await page.locator('.token-shown').waitFor();
      await page.keyboard.press('Escape');
    },
  },
  clear: { path: 'inbox', show: async () => undefined },
};

const RULE = `rules:
  - id: no-lint
    forbid: "Bash(npm run lint)"
    reason: "The pipeline lints."
`;
