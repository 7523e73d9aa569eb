import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { CountersignClient } from '../../sdk/client.ts';
import { makeDirectories, removeDirectories, startDaemon } from '../../test/harness/daemon.ts';
import { standingOut } from '../../test/harness/standing-out.ts';
import { openNeighbours } from './open-neighbours.ts';
import { agentsAtWork, BEFORE, POLICY, seedGateway, seedWaiting } from './seed-gateway.ts';
import { STATES } from './show-states.ts';

/**
 * Takes pictures of every page of the dashboard, for people to look at: light, dark, on a tablet, on a phone and on a wide screen, over
 * a gateway of its own with work of three agents in it; and of dialogs, failures and a halt (`show-states.ts`). The page `readme` is the
 * picture of the README, `docs/dashboard.webp`:
 *
 *     npm run build && node bench/dashboard/take-pictures.ts FOLDER [light,phone] [inbox,log] [WORKSPACE]
 *     node bench/dashboard/take-pictures.ts docs light readme /srv/shop
 */
const SIZES = {
  light: { width: 1_440, height: 900, colorScheme: 'light' },
  dark: { width: 1_440, height: 900, colorScheme: 'dark' },
  tablet: { width: 820, height: 1_180, colorScheme: 'light' },
  phone: { width: 390, height: 844, colorScheme: 'light' },
  phonedark: { width: 390, height: 844, colorScheme: 'dark' },
  narrow: { width: 320, height: 700, colorScheme: 'light' },
  narrowdark: { width: 320, height: 700, colorScheme: 'dark' },
  wide: { width: 2_560, height: 1_300, colorScheme: 'dark' },
} as const;
const PAGES = [
  'login',
  'inbox',
  'request',
  'shell',
  'crisis',
  'feed',
  'action',
  'sessions',
  'log',
  'budgets',
  'policy',
  'channels',
  'fatigue',
  'system',
  ...Object.keys(STATES),
];
/** Pictures of single requests, and what tells each from the others. */
const REQUESTS: { readonly [name: string]: string } = {
  request: 'postinstall',
  shell: 'install.sh',
  readme: 'install.sh',
  crisis: 'notes-',
};
const SETTLE_MS = 900;

const [folder = '', sizes = Object.keys(SIZES).join(','), pages = PAGES.join(','), place] = process.argv.slice(2);
if (folder === '')
  throw new Error(
    'take pictures: no folder given, want node bench/dashboard/take-pictures.ts FOLDER [sizes] [pages] [workspace]',
  );
if (place !== undefined && existsSync(place))
  throw new Error(`take pictures: ${place} is there, want a folder to make`);
mkdirSync(folder, { recursive: true });

const directories = makeDirectories(POLICY);
const workspace = place ?? join(directories.root, 'shop');
for (const path of ['', 'src', 'test']) mkdirSync(join(workspace, path), { recursive: true });
writeFileSync(join(workspace, 'src', 'login.ts'), BEFORE);
writeFileSync(
  join(workspace, 'package.json'),
  '{\n  "name": "shop",\n  "version": "1.0.0",\n  "scripts": { "test": "node --test" }\n}\n',
);
const neighbours = await openNeighbours(directories.config);
const daemon = await startDaemon(directories);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  await neighbours.ask(daemon);
  await seedGateway(daemon, workspace);
  for (const [nth, size] of sizes.split(',').entries()) {
    // Requests end by themselves: each size has its own.
    await seedWaiting(agentsAtWork(daemon, workspace), { workspace, suffix: String(nth + 1) });
    await takeAll(size as keyof typeof SIZES);
  }
} finally {
  await browser.close();
  await daemon.stop();
  await neighbours.close();
  removeDirectories(directories);
  if (place !== undefined) rmSync(place, { recursive: true, force: true });
}

async function takeAll(size: keyof typeof SIZES): Promise<void> {
  const { width, height, colorScheme } = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`${size}: ${error.message}\n`));
  page.on('console', (said) => {
    if (said.type() === 'error') process.stderr.write(`${size}: ${said.text()}\n`);
  });
  await page.goto(`${daemon.address}/dashboard/`);
  await page.waitForSelector('#token');
  for (const name of pages.split(',')) await take(page, { name, size });
  await context.close();
}

async function take(page: Page, { name, size }: { readonly name: string; readonly size: string }): Promise<void> {
  if (name !== 'login' && (await page.locator('#token').count()) > 0) await signIn(page);
  const state = STATES[name];
  // What is critical ends within ten seconds: such a picture has requests of its own.
  if (state?.asksAnew === true)
    await seedWaiting(agentsAtWork(daemon, workspace), { workspace, suffix: `${size}-${name}` });
  if (name !== 'login') await goTo(page, state?.path ?? (await addressOf(name)));
  await page.waitForTimeout(SETTLE_MS);
  if (state !== undefined) {
    await state.show(page);
    await page.waitForTimeout(SETTLE_MS);
  }
  if (name === 'readme') return takeSmall(page, resolve(folder, 'dashboard.webp'));
  await sayTooWide(page, `${name}-${size}`);
  await page.screenshot({ path: resolve(folder, `${name}-${size}.png`) });
  await takeRest(page, resolve(folder, `${name}-${size}-rest.png`));
  if (state === undefined) return;
  if (name === 'halted') await resume();
  // A dialog or a filter stays with the page that it was opened on.
  await page.reload();
  await page.waitForSelector('.shell');
}

/** Names what stands out of the screen, to be mended. */
async function sayTooWide(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(standingOut);
  if (wide.length > 0) process.stderr.write(`${name}: wider than the screen: ${wide.join('; ')}\n`);
}

/** The picture of the README: small, as WebP, which only the debugger takes. */
async function takeSmall(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  await session.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
}

/** Pages that are longer than the screen scroll inside of it: a second picture shows all of it. */
async function takeRest(page: Page, path: string): Promise<void> {
  const heights = await page.evaluate(() => {
    const inner = [...document.querySelectorAll('.page, .inbox-detail')].map((element) => element.scrollHeight);
    return { all: Math.max(document.documentElement.scrollHeight, ...inner), shown: innerHeight };
  });
  if (heights.all <= heights.shown + 40) return;
  const { width, height } = page.viewportSize() ?? { width: 1_440, height: 900 };
  await page.setViewportSize({ width, height: Math.min(4_000, heights.all + 160) });
  await page.waitForTimeout(200);
  await page.screenshot({ path });
  await page.setViewportSize({ width, height });
}

/** Halting cancelled what waited, so that the next picture shows an inbox with nothing in it. */
async function resume(): Promise<void> {
  const operator = new CountersignClient({ baseUrl: daemon.address, token: daemon.operatorToken });
  const token = readFileSync(join(directories.state, 'resume.token'), 'utf8').trim();
  await operator.resume({ resume_token: token, rationale: 'The push was looked at and taken back.' });
}

async function signIn(page: Page): Promise<void> {
  await page.fill('#token', daemon.operatorToken);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.shell');
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `/dashboard/${path}`);
}

async function addressOf(name: string): Promise<string> {
  const headers = { authorization: `Bearer ${daemon.operatorToken}` };
  const read = async (path: string): Promise<unknown> => (await fetch(`${daemon.address}${path}`, { headers })).json();
  if (name in REQUESTS) {
    const { approvals } = (await read('/v1/approvals?status=pending')) as {
      readonly approvals: readonly { readonly id: string; readonly shown: { readonly action: object } }[];
    };
    const wanted = approvals.filter(({ shown }) => JSON.stringify(shown.action).includes(REQUESTS[name] ?? ''));
    return `inbox/${wanted.at(-1)?.id ?? ''}`;
  }
  if (name === 'action') {
    const { actions } = (await read('/v1/actions?session=fix-login&limit=5')) as {
      readonly actions: readonly { readonly action_id: string; readonly tool: string }[];
    };
    return `actions/${(actions.find(({ tool }) => tool === 'Edit') ?? actions[0])?.action_id ?? ''}`;
  }
  return name;
}
