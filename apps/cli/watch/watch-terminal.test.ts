import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type FakeGateway, startFakeGateway } from '../testing/fake-gateway.ts';
import { sampleApproval } from '../testing/sample-approval.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

type Screen = {
  readonly gateway: FakeGateway;
  readonly type: (...keys: string[]) => void;
  readonly until: (found: RegExp) => Promise<string>;
};

test('asks a person at a terminal, takes single keys, and gives the terminal back', async (t) => {
  const screen = await open(t);
  if (screen === null) return;
  const { gateway, type, until } = screen;
  await until(/asks human:operator/u);
  const first = sampleApproval({
    id: 'aaaa111122223333',
    createdAtMs: Date.now(),
    action: { args: { command: 'npm test \u202Egnp' } },
  });
  gateway.put(first);
  gateway.put(sampleApproval({ id: 'bbbb111122223333', createdAtMs: Date.now() }));
  await until(/npm test \\u\{202e\}gnp/u);
  await until(/aaaa111 0:[0-5]\d .*\+1 waiting/u);
  type('-l', 'yes');
  await until(/several keys at once: ignored/u);
  type('?');
  await until(/Gates[\s\S]*Score/u);
  type('y');
  await until(/✓ aaaa111 approved by human:operator \(cli\)/u);
  await until(/bbbb111 0:[0-5]\d/u);
  await sleep(500);
  type('e');
  await until(/deny, and say what to change/u);
  type('-l', 'use yarn');
  type('Enter');
  await until(/✗ bbbb111 denied by human:operator/u);
  const denial = gateway.received.findLast(({ path }) => path.endsWith('/deny'));
  assert.match(JSON.stringify(denial), /"note":"use yarn"/u);
  gateway.dropStreams();
  await until(/the connection broke[\s\S]*connected again/u);
  const answered = {
    answer: 'approve',
    approver: 'human:anna',
    key_id: 'k',
    channel: 'telegram',
    scope: 'action',
    note: '',
    at_ms: 1,
    signature: '',
  } as const;
  const third = sampleApproval({ id: 'cccc111122223333', createdAtMs: Date.now() });
  gateway.put(third);
  await until(/cccc111 0:[0-5]\d/u);
  gateway.put({ ...third, status: 'approved', answers: [answered] });
  await until(/cccc111 approved by human:anna \(telegram\)/u);
  type('q');
  assert.match(await until(/EXIT \d+ [\s\S]*icanon/u), /EXIT 0 icanon echo/u);
});

test('prints lines for another program where nobody sits', async (t) => {
  const { home, gateway } = await prepare(t);
  const child = spawn(process.execPath, [MAIN, 'approvals', 'watch', '--json'], {
    env: variables(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  gateway.put(sampleApproval({ id: 'aaaa111122223333' }));
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  for (let turn = 0; turn < 600 && !out.includes('\n'); turn++) await sleep(50);
  gateway.put(sampleApproval({ id: 'aaaa111122223333', status: 'denied' }));
  for (let turn = 0; turn < 600 && out.split('\n').length < 3; turn++) await sleep(50);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly status: string });
  assert.deepEqual(
    lines.map(({ status }) => status),
    ['pending', 'denied'],
  );
});

async function prepare(t: TestContext): Promise<{ readonly home: string; readonly gateway: FakeGateway }> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const state = `${home}/.local/state/countersign`;
  mkdirSync(state, { recursive: true });
  const gateway = await startFakeGateway(state);
  t.after(async () => {
    await gateway.close();
    rmSync(home, { recursive: true, force: true });
  });
  return { home, gateway };
}

/** Runs the prompt in a terminal of its own, on a tmux server of its own. */
async function open(t: TestContext): Promise<Screen | null> {
  if (spawnSync('tmux', ['-V']).error !== undefined) {
    t.skip('tmux is not installed');
    return null;
  }
  const { home, gateway } = await prepare(t);
  const socket = `countersign-test-${process.pid}`;
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8', env: variables(home) });
  const after =
    'echo EXIT $? $(stty -a | tr " ;" "\\n\\n" | grep -x -e icanon -e -icanon -e echo -e -echo | tr "\\n" " "); sleep 60';
  tmux(
    'new-session',
    '-d',
    '-x',
    '110',
    '-y',
    '200',
    `'${process.execPath}' '${MAIN}' approvals watch --no-bell; ${after}`,
  );
  t.after(() => tmux('kill-server'));
  return {
    gateway,
    type: (...keys) => void tmux('send-keys', ...keys),
    until: async (found) => {
      let shown = '';
      for (let turn = 0; turn < 600; turn++) {
        shown = tmux('capture-pane', '-p');
        if (found.test(shown)) return shown;
        await sleep(50);
      }
      return assert.fail(`wait for ${found}: found\n${shown}`);
    },
  };
}

function variables(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: home, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
}
