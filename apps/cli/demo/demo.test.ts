import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const MAX_DEMO_MS = 60_000;

type Report = {
  readonly ok: boolean;
  readonly steps: readonly { readonly tool: string; readonly verdict: string; readonly asked: string | null }[];
  readonly log: { readonly ok: boolean };
  readonly replay_agrees: boolean;
  readonly duration_ms: number;
};

test('plays the whole story against a real gateway, and leaves nothing behind', (t) => {
  const temporary = makeFolder(t);
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'demo', '--json'], {
    encoding: 'utf8',
    env: variables(temporary),
  });
  assert.equal(status, 0, stderr);
  const { ok, steps, log, replay_agrees: agrees, duration_ms: durationMs } = JSON.parse(stdout) as Report;
  assert.deepEqual([ok, log.ok, agrees], [true, true, true]);
  assert.deepEqual(
    steps.map(({ tool, verdict, asked }) => [tool, verdict, asked !== null]),
    [
      ['Read', 'allowed', false],
      ['Write', 'allowed', false],
      ['Bash', 'allowed', true],
      ['Bash', 'denied', true],
      ['Bash', 'denied', false],
    ],
  );
  assert.ok(durationMs < MAX_DEMO_MS);
  assert.deepEqual(leftIn(temporary), []);
});

test('tells the story to a person who reads along', (t) => {
  const { status, stdout } = spawnSync(process.execPath, [MAIN, 'demo'], {
    encoding: 'utf8',
    env: variables(makeFolder(t)),
  });
  assert.equal(status, 0);
  for (const told of [
    /Read .*README/u,
    /│ command = node src\/answer\.js/u,
    /demo’s own key/u,
    /sudo rm -rf/u,
    /✓ the log holds/u,
    /agrees: \d+ verdicts/u,
  ]) {
    assert.match(stdout, told);
  }
});

test('stops its gateway and removes everything when it is interrupted', async (t) => {
  const temporary = makeFolder(t);
  const child = spawn(process.execPath, [MAIN, 'demo'], {
    env: variables(temporary),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  assert.equal(await ended, 1);
  for (let turn = 0; turn < 600 && leftIn(temporary).length > 0; turn++) await sleep(50);
  assert.deepEqual(leftIn(temporary), []);
});

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function leftIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('countersign-demo-'));
}

function variables(temporary: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: temporary, TMPDIR: temporary };
}
