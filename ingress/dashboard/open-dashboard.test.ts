import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { openDashboard } from './open-dashboard.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-dashboard-'));
after(() => rmSync(directory, { recursive: true, force: true }));
const SCRIPT = `/* ${'a'.repeat(2_000)} */`;
mkdirSync(join(directory, 'assets'));
writeFileSync(join(directory, 'index.html'), '<!doctype html><title>page</title>');
writeFileSync(join(directory, 'assets', 'main-abc.js'), SCRIPT);
writeFileSync(join(directory, 'notes.txt'), 'not for anybody');
const dashboard = openDashboard({ directory });

async function get(path: string, init: RequestInit = {}): Promise<Response> {
  const answer = dashboard.answer(new Request(`http://127.0.0.1:7391${path}`, init));
  assert.ok(answer, path);
  return answer;
}

test('serves the page at every address of its own, and never stores it', async () => {
  for (const path of ['/dashboard/', '/dashboard/inbox', '/dashboard/actions/0199-aa']) {
    const answer = await get(path);
    assert.equal(await answer.text(), '<!doctype html><title>page</title>');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
  assert.equal((await get('/')).headers.get('location'), '/dashboard/');
});

test('compresses assets and lets browsers keep them for good', async () => {
  const answer = await get('/dashboard/assets/main-abc.js', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(answer.headers.get('content-encoding'), 'br');
  assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  assert.equal(brotliDecompressSync(new Uint8Array(await answer.arrayBuffer())).toString(), SCRIPT);
  assert.equal(await (await get('/dashboard/assets/main-abc.js')).text(), SCRIPT);
});

test('forbids framing, foreign scripts and inline scripts in every answer', async () => {
  for (const path of ['/dashboard/', '/dashboard/assets/main-abc.js', '/dashboard/assets/none.js', '/']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  }
});

test('gives out nothing but what the build made', async () => {
  for (const path of ['/dashboard/assets/..%2f..%2fetc/passwd', '/dashboard/assets/none.js'])
    assert.equal((await get(path)).status, 404, path);
  assert.doesNotMatch(await (await get('/dashboard/notes.txt')).text(), /not for anybody/);
  assert.equal(dashboard.answer(new Request('http://127.0.0.1/dashboard/%2e%2e/%2e%2e/etc/passwd')), null);
});

test('leaves every other address and method to the API', () => {
  assert.equal(dashboard.answer(new Request('http://127.0.0.1/v1/health')), null);
  assert.equal(dashboard.answer(new Request('http://127.0.0.1/dashboards')), null);
  assert.equal(dashboard.answer(new Request('http://127.0.0.1/dashboard/', { method: 'POST' })), null);
});

test('says what to run where the dashboard was not built', async () => {
  const answer = openDashboard({ directory: join(directory, 'none') }).answer(
    new Request('http://127.0.0.1/dashboard/'),
  );
  assert.equal(answer?.status, 503);
  assert.match((await answer?.text()) ?? '', /npm run build/);
});
