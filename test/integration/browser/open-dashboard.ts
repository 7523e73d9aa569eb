import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../../harness/daemon.ts';
import { type BreakableWire, openWire } from './breakable-wire.ts';

const CHROMIUM = '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is missing for these tests here, in words; undefined where nothing is. */
export function whatIsMissing(): string | undefined {
  if (!existsSync(CHROMIUM)) return `there is no ${CHROMIUM}: apt-get install chromium`;
  return existsSync('dist/dashboard/index.html') ? undefined : 'the dashboard is not built: npm run build';
}

/** A real gateway, a real browser, and an agent that asks. */
export type OpenDashboard = {
  readonly daemon: TestDaemon;
  readonly project: string;
  readonly browser: Browser;
  /** What the browser's connections go through. */
  readonly wire: BreakableWire;
  /** Has an agent propose something; the answer comes when it is decided or the wait is over. */
  readonly propose: (
    tool: string,
    args: object,
    options?: { readonly waitMs?: number; readonly session?: string },
  ) => Promise<Answer>;
  /** Says that an action ran. */
  readonly report: (actionId: string) => Promise<void>;
  /** Opens the page in a fresh browser profile and signs in with the operator's token. */
  readonly signIn: (options?: ProfileOptions) => Promise<OpenPage>;
  /** Stops the gateway and starts it again at the same address. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What the gateway answered an agent. */
export type Answer = {
  readonly verdict: string;
  readonly action_id: string;
  readonly approval: { readonly id: string } | null;
};

/** How the browser looks at pages. */
export type ProfileOptions = {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Default `127.0.0.1`; passkeys need a name. */
  readonly host?: string;
};

/** A page, and everything that a browser complains of. */
export type OpenPage = { readonly page: Page; readonly context: BrowserContext; readonly complaints: string[] };

/** Opens all of it. */
export async function openDashboard(): Promise<OpenDashboard> {
  const directories = makeDirectories();
  let daemon = await startDaemon(directories);
  const { port } = new URL(daemon.address);
  const wire = await openWire(Number(port));
  // The browser means the gateway's own address, so that nothing about it changes, and is led through the wire.
  const rule = `MAP *:${port} 127.0.0.1:${wire.port}`;
  const args = ['--no-sandbox', `--host-resolver-rules=${rule}`];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  return {
    get daemon() {
      return daemon;
    },
    project: directories.project,
    browser,
    wire,
    propose: (tool, args, { waitMs = 0, session = 'session-1' } = {}) => {
      const place = { cwd: directories.project, workspace: directories.project };
      const body = { session, tool: { name: tool, origin: 'builtin:claude-code' }, args, ...place, wait_ms: waitMs };
      return post(daemon, '/v1/decide', { body }).then((answer) => answer.body as unknown as Answer);
    },
    report: async (actionId) => {
      await post(daemon, '/v1/outcome', { body: { action_id: actionId, result: 'completed' } });
    },
    signIn: (options) => signIn(browser, daemon, options),
    restart: async () => {
      await daemon.stop();
      daemon = await startDaemon(directories, { port: Number(port) });
    },
    close: async () => {
      await browser.close();
      await wire.close();
      await daemon.stop();
      removeDirectories(directories);
    },
  };
}

async function signIn(
  browser: Browser,
  daemon: TestDaemon,
  { colorScheme = 'light', width = 1_280, height = 800, host = '127.0.0.1' }: ProfileOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`http://${host}:${new URL(daemon.address).port}/`);
  await page.getByLabel('Or paste a token').fill(daemon.operatorToken);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  return { page, context, complaints };
}

/** Goes to a page of the dashboard as its links do, and waits until its heading is there. */
export async function goTo(page: Page, path: string, heading: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `/dashboard/${path}`);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

/** Waits until nothing on the page is still being read. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.skeleton') === null);
}

/** Waits until the request that is shown was read whole and stands there long enough for a key to count. */
export async function answerable(page: Page): Promise<void> {
  await page.locator('.decision-bar button.primary:enabled').waitFor();
  await page.waitForTimeout(450);
}

/** What axe-core finds wrong with a page (WCAG 2.2 A and AA), one line each. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids scripts of anybody else: the debugger may put one in.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) => JSON.stringify(found.violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.join(' ') + ' — ' + (node.any[0]?.message ?? node.all[0]?.message ?? node.failureSummary)))))`,
    awaitPromise: true,
  });
  await session.detach();
  return JSON.parse(String(result.value)) as readonly string[];
}
