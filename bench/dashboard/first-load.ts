import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { openDashboard } from '../../test/integration/browser/open-dashboard.ts';

/**
 * Prints what the first load of the dashboard weighs, and how long it takes until somebody can answer, with an empty cache each time.
 *
 *     npm run build && node bench/dashboard/first-load.ts
 */
const RUNS = 9;
const LIMIT_MS = 1_000;
const LIMIT_BYTES = 150 * 1_024;

const index = readFileSync('dist/dashboard/index.html', 'utf8');
const files = [...index.matchAll(/(?:src|href)="\/dashboard\/([^"]+)"/g)].map(([, path]) => `dist/dashboard/${path}`);
const sizeBytes = [index, ...files.map((file) => readFileSync(file))]
  .map((content) => brotliCompressSync(content).length)
  .reduce((sum, size) => sum + size, 0);

const open = await openDashboard();
const times: number[] = [];
try {
  await open.propose('Bash', { command: 'npm run build' });
  const { context } = await open.signIn();
  const storageState = await context.storageState();
  await context.close();
  await open.propose('WebFetch', { url: 'https://example.com/', prompt: 'What is new?' });
  for (let run = 0; run < RUNS; run++) {
    const fresh = await open.browser.newContext({ storageState, viewport: { width: 1_280, height: 800 } });
    const page = await fresh.newPage();
    await page.goto(`${open.daemon.address}${join('/dashboard', 'inbox')}`, { waitUntil: 'commit' });
    // Playwright looks again with every frame: the time is the page's own, from the beginning of the navigation.
    await page.waitForFunction(() => document.querySelector('.decision-bar button.primary:enabled') !== null, null, {
      polling: 'raf',
    });
    times.push(await page.evaluate(() => performance.now()));
    await fresh.close();
  }
} finally {
  await open.close();
}
times.sort((one, two) => one - two);
const [median = 0, slowest = 0] = [times[Math.floor(times.length / 2)], times.at(-1)];
const line = (name: string, found: string, want: string) =>
  process.stdout.write(`${name.padEnd(28)}${found.padStart(12)}   want at most ${want}\n`);
line('first load, Brotli', `${(sizeBytes / 1_024).toFixed(1)} KiB`, `${LIMIT_BYTES / 1_024} KiB`);
line('interactive, median', `${Math.round(median)} ms`, `${LIMIT_MS} ms`);
line('interactive, slowest', `${Math.round(slowest)} ms`, `${LIMIT_MS} ms`);
process.exitCode = sizeBytes <= LIMIT_BYTES && median <= LIMIT_MS ? 0 : 1;
