import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../harness/daemon.ts';

/** The promise is 50 ms, printed beside what it took. What fails the test leaves room for a machine that does much else. */
const PROMISED_MS = 50;
const LIMIT_MS = 5_000;

let count = 0;

function read(): unknown {
  count += 1;
  return {
    session: `s${count}`,
    tool: { name: 'Read', origin: 'builtin:claude-code' },
    args: { file_path: `/tmp/${count}` },
    cwd: '/tmp',
    workspace: '/tmp',
  };
}

async function isDenied(daemon: TestDaemon): Promise<boolean> {
  return (await post(daemon, '/v1/decide', { body: read() })).body['verdict'] === 'deny';
}

/** Milliseconds from a trigger until decisions are denied; fails after ten seconds. */
async function untilDenied(daemon: TestDaemon): Promise<number> {
  const startMs = performance.now();
  while (performance.now() - startMs < 10_000) {
    if (await isDenied(daemon)) return performance.now() - startMs;
  }
  return assert.fail('the halt did not hold');
}

function cli(daemon: TestDaemon, args: readonly string[]): void {
  const run = spawnSync(process.execPath, [resolve('dist/apps/cli/main.js'), ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: daemon.state,
      COUNTERSIGN_STATE: daemon.state,
      COUNTERSIGN_CONFIG: daemon.config,
    },
    timeout: 60_000,
  });
  assert.equal(run.status, 0, run.stderr.toString());
}

const SOURCES: { readonly [name: string]: (daemon: TestDaemon) => void | Promise<void> } = {
  API: async (daemon) => {
    const answer = await post(daemon, '/v1/emergency/halt', { token: daemon.operatorToken, body: { reason: 'test' } });
    assert.equal(answer.status, 200);
  },
  'command line': (daemon) => cli(daemon, ['halt', 'test']),
  signal: (daemon) => void daemon.process.kill('SIGUSR2'),
  'sentinel file': (daemon) => writeFileSync(join(daemon.state, 'HALT'), ''),
};

for (const [name, halt] of Object.entries(SOURCES)) {
  test(`a halt by ${name} holds at once, and a resume ends it`, async () => {
    const directories = makeDirectories();
    const daemon = await startDaemon(directories);
    try {
      assert.equal(await isDenied(daemon), false);
      await halt(daemon);
      const tookMs = await untilDenied(daemon);
      process.stdout.write(`halt by ${name}: held after ${tookMs.toFixed(1)} ms, promised ${PROMISED_MS}\n`);
      assert.ok(tookMs <= LIMIT_MS, `${tookMs} ms`);
      await new Promise((done) => setTimeout(done, 300));
      rmSync(join(daemon.state, 'HALT'), { force: true });
      assert.equal(await isDenied(daemon), true, 'a halt stays when its cause is gone');
      cli(daemon, ['resume', '--rationale', 'the test has seen that everything stood still']);
      assert.equal(await isDenied(daemon), false);
    } finally {
      await daemon.stop();
      removeDirectories(directories);
    }
  });
}
