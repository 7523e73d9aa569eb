import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../exit-code.ts';
import type { Explanation } from '../explain/explanation.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

function starter(t: TestContext): (args: readonly string[]) => { status: number | null; out: string; err: string } {
  const home = mkdtempSync(join(tmpdir(), 'countersign-explain-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  return (args) => {
    const env = { PATH: process.env['PATH'], HOME: home, NO_COLOR: '1' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'explain', ...args], {
      cwd: home,
      env,
      encoding: 'utf8',
    });
    assert.equal(existsSync(`${home}/.local`), false, 'explaining leaves nothing behind');
    return { status, out: stdout, err: stderr };
  };
}

test('explains a line, with the exit codes of check', (t) => {
  const explain = starter(t);
  const allowed = explain(['cat a.txt | wc -l']);
  assert.equal(allowed.status, EXIT.ok, allowed.err);
  assert.match(allowed.out, /^Parse\n {2}pipeline\n {4}command {2}cat a\.txt\n {4}\| command {2}wc -l\n/u);
  assert.match(allowed.out, /\n {2}cat a\.txt \| wc -l\n {2}\^~{8}\n {4}file\.read {2}path /u);
  assert.equal(explain(['rm -rf /']).status, EXIT.notOk);
  const asked = explain(['ls | sh']);
  assert.equal(asked.status, EXIT.approvalNeeded);
  assert.match(asked.out, /\n {2}without `\| sh` it would be allowed\n$/u);
});

test('says of critical risk which second factors count, and of unread code that nobody knows what it leaves', (t) => {
  const explain = starter(t);
  const critical = explain(['rm -rf ~/.ssh']).out.replaceAll(/\s+/gu, ' ');
  assert.match(critical, /a second factor \(a passkey in the dashboard, or a code\)/u);
  const code = explain(['npm test']).out.replaceAll(/\s+/gu, ' ');
  assert.match(code, /whether it can be undone is not known; runs code that nobody has read/u);
});

test('ends as for a policy that does not load where the project brings one, and says how to look at it', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'countersign-explain-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(`${home}/.countersign`);
  writeFileSync(`${home}/.countersign/policy.yaml`, 'version: 1\nrules: 7\n');
  const env = { PATH: process.env['PATH'], HOME: home, NO_COLOR: '1' };
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'explain', 'ls'], { cwd: home, env, encoding: 'utf8' });
  assert.equal(status, EXIT.policy, stderr);
  assert.match(stderr, /policy\.yaml/u);
  assert.match(stderr, /\n {2}next: /u);
});

test('explains a web address as a fetch of it, and a tool call, as data', (t) => {
  const explain = starter(t);
  const fetch = explain(['https://docs.example/a?b=1&c=2', '--json']);
  const fetched = JSON.parse(fetch.out) as Explanation;
  assert.deepEqual(fetched.action.args, { url: 'https://docs.example/a?b=1&c=2' });
  assert.equal(fetched.effects[0]?.class, 'net.fetch');
  const line = JSON.parse(explain(['https://docs.example/a&reboot', '--json']).out) as Explanation;
  assert.equal(line.action.tool, 'Bash');
  const read = explain(['--tool', 'Read', '--args', '{"file_path": "a"}', '--cwd', '/work', '--json']);
  assert.equal(read.status, EXIT.ok, read.err);
  assert.equal((JSON.parse(read.out) as Explanation).effects[0]?.resource.value, '/work/a');
});

test('refuses a command line that does not say what to explain', (t) => {
  const explain = starter(t);
  assert.equal(explain([]).status, EXIT.usage);
  assert.equal(explain(['ls', '--tool', 'Read']).status, EXIT.usage);
  assert.equal(explain(['--tool', 'Read', '--args', '[]']).status, EXIT.usage);
});
