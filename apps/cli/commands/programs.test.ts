import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../exit-code.ts';

/** Beside the home of a test, which is where it runs. */
const BROKEN = { COUNTERSIGN_CONFIG: 'broken' };
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

test('hands check and its exit code through', (t) => {
  const home = makeHome(t);
  const read = countersign(home, ['check', '--tool', 'Read', '--args', '{"file_path": "a.txt"}', '--json']);
  assert.equal(read.status, EXIT.ok, read.stderr);
  assert.equal((JSON.parse(read.stdout) as { readonly verdict: string }).verdict, 'allow');
  assert.equal(countersign(home, ['check', 'sudo rm -rf /']).status, EXIT.notOk);
  assert.equal(countersign(home, ['check', '--', '--help']).status === EXIT.usage, false);
  const batch = countersign(home, ['check', '--batch'], {
    input: '{"cmd": "ls"}\n{"id": "b", "tool": "Read", "args": {"file_path": "a"}}\n',
  });
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

type RefusedLine = readonly [line: string, status: number, variables?: Readonly<Record<string, string>>];

const REFUSED: { readonly [part: string]: readonly RefusedLine[] } = {
  'a policy that does not load': [
    ['policy explain --json', EXIT.policy, BROKEN],
    ['policy diff broken --json', EXIT.policy],
    ['check ls --json', EXIT.policy, BROKEN],
    ['explain ls --json', EXIT.policy, BROKEN],
    ['whitelist list --json', EXIT.policy, BROKEN],
    ['up --port 0 --json', EXIT.policy, BROKEN],
  ],
  'a record that is not there': [
    ['policy accept 3 --json', EXIT.failed],
    ['report --json', EXIT.failed],
    ['learn --json', EXIT.failed],
    ['log replay --json', EXIT.failed],
    ['log rotate-key --json', EXIT.failed],
  ],
  'a value that is none': [
    ['policy explain no-such-rule --json', EXIT.usage],
    ['policy diff empty --json', EXIT.usage],
    ['policy lint --config empty --json', EXIT.usage],
    ['whitelist remove ls --json', EXIT.notOk],
    ['scan none --json', EXIT.usage],
    ['lease attenuate --in none --json', EXIT.usage],
    ['witness --json', EXIT.usage],
  ],
};

for (const [part, lines] of Object.entries(REFUSED)) {
  test(`answers a refusal with one JSON object on standard error where JSON is asked for, without a gateway: ${part}`, (t) => {
    const home = makeHome(t);
    for (const folder of ['broken', 'empty']) mkdirSync(`${home}/${folder}`);
    writeFileSync(`${home}/broken/policy.yaml`, 'version: 1\nrules: 7\n');
    for (const [line, wanted, variables = {}] of lines) {
      const { status, stdout, stderr } = countersign(home, line.split(' '), { variables });
      assert.deepEqual([status, stdout], [wanted, ''], `${line}: ${stderr}`);
      const { error } = JSON.parse(stderr) as { readonly error: { readonly [name: string]: unknown } };
      assert.equal(error['exit_code'], wanted, line);
      assert.equal(typeof error['code'] === 'string' && typeof error['message'] === 'string', true, line);
      assert.ok(Array.isArray(error['remedies']), line);
    }
  });
}

test('says at once, with a next step, that a state directory cannot be made where the system lets nothing be made', (t) => {
  const home = makeHome(t);
  const places = [`${home}/file/state`, ...(existsSync('/proc/self') ? ['/proc/countersign'] : [])];
  writeFileSync(`${home}/file`, '');
  for (const place of places) {
    for (const line of [['up', '--port', '0'], ['up', '--detach', '--port', '0'], ['log', 'replay'], ['halt']]) {
      const variables = { COUNTERSIGN_STATE: place };
      const { status, stderr } = countersign(home, line, { variables, timeoutMs: 60_000 });
      assert.equal(status, EXIT.failed, `${line.join(' ')} in ${place}: ${stderr}`);
      assert.match(stderr, /\n {2}next: /u, `${line.join(' ')} in ${place}`);
    }
  }
});

function makeHome(t: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  t.after(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  return home;
}

type RunOptions = {
  readonly input?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

function countersign(
  home: string,
  args: readonly string[],
  { input = '', variables = {}, timeoutMs }: RunOptions = {},
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    input,
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, ...variables },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
}
