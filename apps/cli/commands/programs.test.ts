import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../exit-code.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

test('hands check and its exit code through', (t) => {
  const home = makeHome(t);
  const read = countersign(home, ['check', '--tool', 'Read', '--args', '{"file_path": "a.txt"}', '--json']);
  assert.equal(read.status, EXIT.ok, read.stderr);
  assert.equal((JSON.parse(read.stdout) as { readonly verdict: string }).verdict, 'allow');
  assert.equal(countersign(home, ['check', 'sudo rm -rf /']).status, EXIT.notOk);
  assert.equal(countersign(home, ['check', '--', '--help']).status === EXIT.usage, false);
  const batch = countersign(
    home,
    ['check', '--batch'],
    '{"cmd": "ls"}\n{"id": "b", "tool": "Read", "args": {"file_path": "a"}}\n',
  );
  assert.equal(batch.stdout.trim().split('\n').length, 2);
  assert.equal(existsSync(`${home}/.local`), false, 'a check leaves nothing behind');
});

test('hands a policy that does not load through as 10', (t) => {
  const home = makeHome(t);
  mkdirSync(`${home}/broken`);
  writeFileSync(`${home}/broken/policy.yaml`, 'version: 1\nrules: 7\n');
  assert.equal(countersign(home, ['policy', 'lint']).status, EXIT.ok);
  assert.equal(countersign(home, ['policy', 'lint', '--config', `${home}/broken`]).status, EXIT.policy);
  assert.equal(countersign(home, ['policy', 'diff', `${home}/none`]).status, EXIT.usage);
});

test('calls a file of settings that does not load a problem of a file, and says what is wanted and what to do', (t) => {
  const home = makeHome(t);
  mkdirSync(`${home}/.config/countersign`, { recursive: true });
  writeFileSync(`${home}/.config/countersign/config.yaml`, 'gatewy: 1\n');
  const { status, stderr } = countersign(home, ['up', '--port', '0']);
  assert.equal(status, EXIT.policy, stderr);
  assert.match(stderr, /config\.yaml: version: want 1; \$: found gatewy, .*\n {2}next: Mend the file/u);
  assert.equal(countersign(home, ['up', '--port', '99999']).status, EXIT.usage);
});

test('does not say that a record agrees where there is none', (t) => {
  const home = makeHome(t);
  const { status, stdout, stderr } = countersign(home, ['log', 'replay']);
  assert.deepEqual([status, stdout], [EXIT.failed, '']);
  assert.match(stderr, /read the log: no file .*\n {2}next: Start the gateway once/u);
});

test('names a path that is not there where secrets are looked for', (t) => {
  const home = makeHome(t);
  const { status, stderr } = countersign(home, ['scan', `${home}/none`]);
  assert.equal(status, EXIT.usage);
  assert.match(stderr, /none: there is no such file, want a file, a folder, or -/u);
});

test('starts a gateway in the background once, and reports why one does not start', async (t) => {
  const home = makeHome(t);
  const started = countersign(home, ['up', '--detach', '--port', '0', '--json']);
  assert.equal(started.status, EXIT.ok, started.stderr);
  const { pid, address } = JSON.parse(started.stdout) as { readonly pid: number; readonly address: string };
  t.after(() => process.kill(pid, 'SIGTERM'));
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+$/u);
  assert.equal(countersign(home, ['status', '--json']).status, EXIT.ok);
  const second = countersign(home, ['up', '--detach', '--port', '0']);
  assert.equal(second.status, EXIT.failed);
  assert.match(second.stderr, /one already answers/u);
  assert.equal(readFileSync(`${home}/.local/state/countersign/pid`, 'utf8').trim(), String(pid));
  const other = makeHome(t);
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const taken = server.address();
  const port = typeof taken === 'object' && taken !== null ? taken.port : 0;
  const refused = countersign(other, ['up', '--detach', '--port', String(port)]);
  server.close();
  assert.equal(refused.status, EXIT.failed);
  assert.match(refused.stderr, /start the gateway: it ended with status/u);
});

function makeHome(t: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  t.after(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  return home;
}

function countersign(
  home: string,
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    input,
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home },
  });
}
