import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makeFixture } from './testing/snapshot-fixture.ts';

const RACE_MS = 4_000;
/** Snapshots that the racer meets at least, however slow the machine is. */
const FEWEST = 50;

/** Swaps a folder, a file in it, and a folder on the way, for links that lead out of the workspace, as fast as it can. */
const RACER = `
  const { renameSync, symlinkSync, writeSync } = await import('node:fs');
  const { ROOT: root, OUTSIDE: outside } = process.env;
  symlinkSync(outside, root + '/deep/link');
  symlinkSync(outside + '/inner', root + '/deep/folder/link');
  symlinkSync(outside + '/inner/file', root + '/deep/folder/inner/link');
  const swap = (folder, name) => {
    renameSync(folder + '/' + name, folder + '/aside');
    renameSync(folder + '/link', folder + '/' + name);
    renameSync(folder + '/' + name, folder + '/link');
    renameSync(folder + '/aside', folder + '/' + name);
  };
  writeSync(1, 'ready');
  for (let count = 0; ; count++) {
    swap(root + '/deep/folder/inner', 'file');
    swap(root + '/deep/folder', 'inner');
    swap(root + '/deep', 'folder');
  }
`;

test('reads nothing outside the workspace while folders and files are swapped for links', async (t) => {
  const { root, take, contents } = makeFixture(t);
  const outside = join(dirname(root), 'outside');
  for (const folder of [join(root, 'deep/folder/inner'), join(outside, 'inner')])
    mkdirSync(folder, { recursive: true });
  const secrets = ['file', 'inner/file', 'inner/only-outside'].map((path) => ({ path, content: `secret of ${path}` }));
  for (const { path, content } of secrets) writeFileSync(join(outside, path), content);
  writeFileSync(join(root, 'deep/folder/inner/file'), 'inside');
  const racer = spawn(process.execPath, ['--input-type=module', '-e', RACER], {
    env: { ROOT: root, OUTSIDE: outside },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => racer.kill('SIGKILL'));
  await once(racer.stdout, 'data');
  const untilMs = performance.now() + RACE_MS;
  let [taken, seen] = [0, 0];
  for (; performance.now() < untilMs || taken <= FEWEST; taken++) {
    await take({ paths: taken % 2 === 0 ? null : ['deep/folder/inner/file', 'deep/folder/link/file'] });
    if (await contents.has(hash('sha256', 'inside'))) seen += 1;
  }
  assert.equal(racer.exitCode, null, 'the racer raced to the end');
  const ended = once(racer, 'close');
  racer.kill('SIGKILL');
  await ended;
  for (const { path, content } of secrets) assert.equal(await contents.has(hash('sha256', content)), false, path);
  assert.ok(seen > 0, `${taken} snapshots, ${seen} with the file`);
});
