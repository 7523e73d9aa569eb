import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { openSourceReader } from './open-source-reader.ts';

test('texts are read in the order they came, each with its own answer', async (t) => {
  const reader = openSourceReader();
  t.after(() => reader.close());
  const outlines = await Promise.all([
    reader.read('typescript', 'export const a = 1;'),
    reader.read('json', '{'),
    reader.read('go', 'package m'),
  ]);
  assert.deepEqual(
    outlines.map((outline) => outline?.language),
    ['typescript', 'json', 'go'],
  );
  assert.deepEqual(
    outlines.map((outline) => (outline?.problems.length ?? 0) > 0),
    [false, true, false],
  );
});

test('a text that is too large is null', async (t) => {
  const reader = openSourceReader();
  t.after(() => reader.close());
  assert.equal(await reader.read('css', ' '.repeat(2_097_153)), null);
});

test('a text that takes too long is null, and the next one is read', async (t) => {
  const reader = openSourceReader({ maxReadMs: 3_000 });
  t.after(() => reader.close());
  const [stuck, next] = await Promise.all([reader.read('html', '<b>'.repeat(400_000)), reader.read('toml', 'a = 1')]);
  assert.equal(stuck, null);
  assert.deepEqual(next?.problems, []);
});

test('a text too deep for a parser is null, and the next one is read', async (t) => {
  const reader = openSourceReader();
  t.after(() => reader.close());
  assert.equal(await reader.read('json', '['.repeat(500_000)), null);
  assert.deepEqual((await reader.read('json', '[]'))?.problems, []);
});

test('a process that ended for want of work is started again', async (t) => {
  const reader = openSourceReader({ maxIdleMs: 1 });
  t.after(() => reader.close());
  assert.notEqual(await reader.read('json', '[]'), null);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.notEqual(await reader.read('json', '[]'), null);
});

test('closing answers null to what waits and to whatever comes', async () => {
  const reader = openSourceReader();
  const pending = [reader.read('json', '[]'), reader.read('json', '[]')];
  await reader.close();
  assert.deepEqual(await Promise.all(pending), [null, null]);
  assert.equal(await reader.read('json', '[]'), null);
});

test('a reader without work lets the program end, and one that is closed is waited for', () => {
  const url = new URL('./open-source-reader.ts', import.meta.url).href;
  const program = `const { openSourceReader } = await import(${JSON.stringify(url)});
    const closed = openSourceReader();
    await closed.read('json', '[]');
    await closed.close();
    const outline = await openSourceReader().read('json', '[]');
    process.stdout.write(String(outline.problems.length));`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(stdout, '0');
  assert.equal(status, 0);
});
