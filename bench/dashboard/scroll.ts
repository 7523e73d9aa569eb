import { openDashboard } from '../../test/integration/browser/open-dashboard.ts';

/**
 * Prints how smoothly the live feed and the log scroll through ten thousand rows, and what the page holds meanwhile: real actions in a
 * real gateway, read page by page as somebody scrolls.
 *
 *     npm run build && node bench/dashboard/scroll.ts
 */
const ROWS = 10_000;
const AT_ONCE = 40;
/** A frame at 50 a second; the slow ones depend on what else the machine does. */
const LIMIT_MS = 20;
const LIMIT_MB = 120;

const open = await openDashboard();
let isGood = true;
try {
  for (let from = 0; from < ROWS; from += AT_ONCE) {
    const names = Array.from({ length: AT_ONCE }, (_, index) => `${open.project}/file-${from + index}.ts`);
    // Fewer sessions would be one that never ends; fewer at once would take minutes.
    await Promise.all(names.map((path) => open.propose('Read', { file_path: path }, { session: `s-${from % 400}` })));
  }
  const { page, context } = await open.signIn();
  for (const [path, heading] of [
    ['feed', 'Live feed'],
    ['log', 'Log'],
  ] as const) {
    await page.goto(`${open.daemon.address}/dashboard/${path}`);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.locator('.row').first().waitFor();
    const found = await page.evaluate(scrollThrough, ROWS);
    const session = await context.newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    const heapMb = usedSize / 1_048_576;
    isGood &&= found.rows >= ROWS && found.median <= LIMIT_MS && heapMb <= LIMIT_MB && found.made < 100;
    process.stdout.write(
      `${heading.padEnd(12)}${found.rows} rows, ${found.made} of them made; a frame takes ${found.median.toFixed(0)} ms (median, want at most ` +
        `${LIMIT_MS}), ${found.p95.toFixed(0)} ms (95 %), ${found.longest.toFixed(0)} ms (longest); ` +
        `${heapMb.toFixed(0)} MB in use, want at most ${LIMIT_MB}\n`,
    );
  }
} finally {
  await open.close();
}
process.exitCode = isGood ? 0 : 1;

/** Runs in the page: scrolls a screen's tenth with every frame until so many rows are known, then back to the top. */
async function scrollThrough(rows: number): Promise<{
  readonly rows: number;
  readonly made: number;
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}> {
  const body = document.querySelector('.rows-body');
  if (body === null) throw new Error('scroll: the page has no rows');
  const table = body.parentElement;
  const known = () => Number(table?.getAttribute('aria-rowcount') ?? 0) - 1;
  const frames: number[] = [];
  let [made, last] = [0, performance.now()];
  for (let turn = 0; turn < 6_000 && (known() < rows || turn < 600); turn++) {
    // To the end of what is known while more is read, which asks for the next page; then up again.
    body.scrollTop = known() < rows ? body.scrollTop + 400 : body.scrollTop - 900;
    const now = await new Promise<number>((done) => requestAnimationFrame(done));
    frames.push(now - last);
    last = now;
    made = Math.max(made, document.querySelectorAll('.row').length);
  }
  frames.sort((one, two) => one - two);
  const at = (share: number) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0;
  return { rows: known(), made, median: at(0.5), p95: at(0.95), longest: at(1) };
}
