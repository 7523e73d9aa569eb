import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { HOOK_AGENTS } from './commands/hook.ts';
import { launcherPath } from './paths.ts';

type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

test('is found through links, and starts the command line', (t) => {
  const folder = makeFolder(t);
  symlinkSync(launcherPath(), `${folder}/first`);
  symlinkSync('first', `${folder}/countersign`);
  const { status, stdout } = run(`${folder}/countersign`, ['version'], process.env['PATH']);
  assert.equal(status, 0);
  assert.match(stdout, /^countersign \d/u);
});

test('takes a Node of the path only when it is new enough, and says so otherwise', (t) => {
  const folder = makeFolder(t);
  const launcher = installIn(folder);
  writeNode(folder, { isNew: false });
  const old = run(launcher, ['version'], `${folder}/tools:/usr/bin:/bin`);
  assert.equal(old.status, 50);
  assert.match(old.stderr, /found no Node of version 24 or later\. Next: run `npm ci`/u);
  writeNode(folder, { isNew: true });
  const fresh = run(launcher, ['status', '--json'], `${folder}/tools:/usr/bin:/bin`);
  assert.equal(fresh.stdout, `ran ${folder}/package/apps/cli/main.ts status --json\n`);
});

test('ends a hook with 2 whatever goes wrong, since an agent goes on after anything else', (t) => {
  const folder = makeFolder(t);
  const launcher = installIn(folder);
  const none = run(launcher, ['hook', 'claude-code', 'PreToolUse'], `${folder}/tools:/usr/bin:/bin`);
  assert.equal(none.status, 2);
  writeNode(folder, { isNew: true, fails: true });
  assert.equal(run(launcher, ['hook', 'claude-code', 'PreToolUse'], `${folder}/tools:/usr/bin:/bin`).status, 2);
  assert.equal(run(launcher, ['hook', 'other-agent'], `${folder}/tools:/usr/bin:/bin`).status, 2);
});

test('hands a hook to the shell without starting Node', (t) => {
  const folder = makeFolder(t);
  const launcher = installIn(folder);
  mkdirSync(`${folder}/package/apps/wrap`, { recursive: true });
  writeFileSync(`${folder}/package/apps/wrap/hook-shim.sh`, 'printf "shim %s" "$*"; exit 2\n');
  for (const agent of HOOK_AGENTS) {
    const { status, stdout } = run(launcher, ['hook', agent, 'PreToolUse'], `${folder}/tools:/usr/bin:/bin`);
    assert.deepEqual([status, stdout], [2, `shim hook ${agent} PreToolUse`]);
  }
});

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(`${folder}/tools`);
  return folder;
}

/** Puts the launcher alone into a package of its own. */
function installIn(folder: string): string {
  mkdirSync(`${folder}/package/bin`, { recursive: true });
  copyFileSync(launcherPath(), `${folder}/package/bin/countersign`);
  return `${folder}/package/bin/countersign`;
}

/** A program called node that says what it was started with. */
function writeNode(
  folder: string,
  { isNew, fails = false }: { readonly isNew: boolean; readonly fails?: boolean },
): void {
  const answer = `[ "$1" = -p ] && { echo ${isNew}; exit; }`;
  writeFileSync(`${folder}/tools/node`, `#!/bin/sh\n${answer}\necho ran "$@"\nexit ${fails ? 1 : 0}\n`, {
    mode: 0o755,
  });
}

function run(launcher: string, args: readonly string[], path: string | undefined): Ran {
  const env = { PATH: path, HOME: '/nonexistent' };
  return spawnSync('/bin/sh', [launcher, ...args], { encoding: 'utf8', env, input: '{}' });
}
