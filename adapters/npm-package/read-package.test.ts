import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openPackageReader } from './read-package.ts';

const reader = openPackageReader();

function packed(t: TestContext, manifest: unknown): string {
  const root = mkdtempSync(join(tmpdir(), 'countersign-package-'));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'package'));
  writeFileSync(
    join(root, 'package', 'package.json'),
    typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
  );
  writeFileSync(join(root, 'package', 'a.js'), 'x'.repeat(2_000));
  execFileSync('tar', ['-czf', 'p.tgz', 'package'], { cwd: root });
  return root;
}

test('reads name, version, manifest and digests of what was packed', async (t) => {
  const root = packed(t, { name: '@scope/thing', version: '1.2.3-beta+1', description: 'd' });
  const read = await reader.read(root, 'p.tgz');
  assert.ok(read.ok, JSON.stringify(read));
  const bytes = readFileSync(join(root, 'p.tgz'));
  assert.deepEqual(
    [read.value.name, read.value.version, read.value.sizeBytes],
    ['@scope/thing', '1.2.3-beta+1', bytes.length],
  );
  assert.equal(read.value.sha512, createHash('sha512').update(bytes).digest('base64'));
  assert.equal(read.value.content, bytes.toString('base64'));
  assert.deepEqual(JSON.parse(read.value.manifest), {
    name: '@scope/thing',
    version: '1.2.3-beta+1',
    description: 'd',
  });
});

test('refuses what is no package, is private, or lies outside', async (t) => {
  for (const manifest of [
    'no json',
    '[]',
    {},
    { name: 'a' },
    { name: 'a b', version: '1' },
    { name: '@a', version: '1' },
    { name: '../x', version: '1' },
    { name: 'a', version: '1', private: true },
  ]) {
    const read = await reader.read(packed(t, manifest), 'p.tgz');
    assert.equal(read.ok, false, JSON.stringify(manifest));
  }
  const root = packed(t, { name: 'a', version: '1.0.0' });
  symlinkSync('/etc/hostname', join(root, 'link.tgz'));
  writeFileSync(join(root, 'odd.tgz'), gzipSync(Buffer.alloc(600, 'a')));
  writeFileSync(join(root, 'empty.tgz'), gzipSync(Buffer.alloc(1_024)));
  for (const path of ['missing.tgz', 'link.tgz', '../p.tgz', 'package', 'package/a.js', 'odd.tgz', 'empty.tgz'])
    assert.equal((await reader.read(root, path)).ok, false, path);
});

test('a small file that unpacks to half a gigabyte holds up nobody, and is not held', async (t) => {
  const root = packed(t, { name: 'a', version: '1.0.0' });
  const head = Buffer.alloc(512);
  head.write('package/zeros');
  head.write('03671777777', 124);
  writeFileSync(join(root, 'bomb.tgz'), gzipSync(Buffer.concat([head, Buffer.alloc(400_000_000)])));
  let [worst, last] = [0, performance.now()];
  const timer = setInterval(() => {
    worst = Math.max(worst, performance.now() - last);
    last = performance.now();
  }, 5);
  const before = process.memoryUsage().arrayBuffers;
  const read = await reader.read(root, 'bomb.tgz');
  clearInterval(timer);
  assert.equal(read.ok, false);
  assert.ok(worst < 1_000, `it held everything up for ${worst} ms`);
  assert.ok(process.memoryUsage().arrayBuffers - before < 200_000_000);
});

test('refuses a pipe that was put in the place of a package, and more packages at once than are read', async (t) => {
  const root = packed(t, { name: 'a', version: '1.0.0' });
  execFileSync('mkfifo', [join(root, 'pipe.tgz')]);
  assert.equal((await reader.read(root, 'pipe.tgz')).ok, false);
  const all = await Promise.all(Array.from({ length: 20 }, () => reader.read(root, 'p.tgz')));
  assert.equal(all.filter(({ ok }) => ok).length, 16);
  assert.equal((await reader.read(root, 'p.tgz')).ok, true);
});

test('finds the manifest wherever a piece of the package ends', async (t) => {
  const root = packed(t, { name: 'a', version: '1.0.0', description: 'é'.repeat(40_000) });
  execFileSync('tar', ['-czf', 'p.tgz', 'package/a.js', 'package/package.json'], { cwd: root });
  const read = await reader.read(root, 'p.tgz');
  assert.ok(read.ok, JSON.stringify(read).slice(0, 200));
  assert.match(read.value.manifest, /é{40000}/);
});
