import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from './server-process.ts';

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'countersign-server-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function pidIn(file: string): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    if (text !== '') return Number(text);
    await sleep(20);
  }
  return assert.fail(`${file} was not written`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

const POSIX = { skip: process.platform === 'linux' ? false : 'needs /proc' };

test(
  'ends what a launcher started, which neither its input nor a signal to the launcher would reach',
  POSIX,
  async (t) => {
    const file = join(folder(t), 'pid');
    const script = `trap "" TERM; sleep 300 & echo $! > ${file}; wait`;
    const server = startServer({ command: 'sh', args: ['-c', script], env: process.env, stderr: 'ignore' });
    await server.channel.start({ received: () => {}, closed: () => {} });
    const pid = await pidIn(file);
    assert.ok(isAlive(pid));
    await server.channel.close();
    for (let tries = 0; tries < 50 && isAlive(pid); tries++) await sleep(20);
    assert.ok(!isAlive(pid));
  },
);

test('is over when the server is, though a program that it left behind holds its output open', POSIX, async (t) => {
  const file = join(folder(t), 'pid');
  const script = `sleep 300 & echo $! > ${file}; exit 3`;
  const server = startServer({ command: 'sh', args: ['-c', script], env: process.env, stderr: 'ignore' });
  await server.channel.start({ received: () => {}, closed: () => {} });
  const startedMs = performance.now();
  assert.equal(await server.ended, 3);
  assert.ok(performance.now() - startedMs < 5_000);
  await server.channel.close();
  const pid = await pidIn(file);
  for (let tries = 0; tries < 50 && isAlive(pid); tries++) await sleep(20);
  assert.ok(!isAlive(pid));
});

test('says of a program that is not there that it never ran', async () => {
  const server = startServer({ command: '/nowhere/server', args: [], env: {}, stderr: 'ignore' });
  await server.channel.start({ received: () => {}, closed: () => {} });
  assert.equal(await server.ended, null);
  await server.channel.close();
});
