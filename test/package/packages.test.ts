import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { readMarkdown } from '../harness/markdown.ts';
import { packPackages } from '../harness/packages.ts';

const packed = packPackages();
const user = join(packed.root, 'user');
const skipped = packed.install(user);
after(packed.remove);

const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';
const MANIFEST = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const POLICY = 'version: 1\nwindow: always\n';

function filesOf(contents: string): readonly string[] {
  return globSync(`${contents}/**/*`)
    .filter((file) => statSync(file).isFile())
    .map((file) => relative(contents, file))
    .sort();
}

for (const [name, contents] of [
  ['gateway', packed.gateway],
  ['SDK', packed.sdk],
] as const) {
  test(`the package of the ${name} holds no test, no source, no map and no build state`, () => {
    const unwanted = filesOf(contents).filter(
      (file) =>
        /\.test\.|\.map$|\.tsbuildinfo$|tsconfig|(?:^|\/)(?:test|testing|bench|conformance|node_modules)\//.test(
          file,
        ) ||
        (file.endsWith('.ts') && !(name === 'SDK' && file.endsWith('.d.ts'))),
    );
    assert.deepEqual(unwanted, []);
  });

  test(`the package of the ${name} names no folder of this machine and holds no secret`, () => {
    const places = [resolve('.'), packed.buildFolder, packed.root];
    const secret =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{32}|\bcs_[0-9a-f]{12}_[\w.-]{40}|\bresume-[0-9a-f]{32}/;
    const found = filesOf(contents).filter((file) => {
      const text = readFileSync(join(contents, file), 'utf8');
      return places.some((place) => text.includes(place)) || secret.test(text) || text.includes('sourceMappingURL');
    });
    assert.deepEqual(found, []);
  });
}

test('the package of the gateway holds what it starts, what it reads and what its README links to', () => {
  const files = new Set(filesOf(packed.gateway));
  const needed = ['cli/main', 'daemon/main', 'daemon/offline', 'daemon/witness', 'wrap/hook-fallback'];
  const links = readMarkdown(join(packed.gateway, 'README.md')).links.filter((link) => !/^(?:[a-z]+:|#)/.test(link));
  const wanted = [
    ...needed.map((program) => `dist/apps/${program}.js`),
    'apps/wrap/hook-shim.sh',
    'apps/wrap/hook-shim.bash',
    'policies/default.yaml',
    'policies/risk-weights.yaml',
    'LICENSE',
  ];
  assert.deepEqual(
    wanted.filter((file) => !files.has(file)),
    [],
  );
  const dead = links.map((link) => link.split('#')[0] ?? '').filter((link) => !existsSync(join(packed.gateway, link)));
  assert.deepEqual(dead, []);
  for (const program of ['bin/countersign', 'apps/wrap/hook-shim.sh']) {
    assert.equal(statSync(join(packed.gateway, program)).mode & 0o111, 0o111, `${program} can be run`);
  }
});

type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the installed command as a user of this machine would, with a home of its own and this Node first on the path. */
function countersign(args: readonly string[], { path = `${dirname(process.execPath)}:${SYSTEM_PATH}` } = {}): Ran {
  return spawnSync(join(user, 'node_modules/.bin/countersign'), args, {
    cwd: user,
    env: { PATH: path, HOME: user, COUNTERSIGN_STATE: `${user}/state`, COUNTERSIGN_CONFIG: `${user}/config` },
    encoding: 'utf8',
    timeout: 120_000,
  });
}

function skipWithoutRegistry(t: TestContext): boolean {
  if (skipped !== null) t.skip(`the packages are not installed: ${skipped}`);
  return skipped !== null;
}

test('the installed command says its version', (t) => {
  if (skipWithoutRegistry(t)) return;
  const { status, stdout, stderr } = countersign(['--version']);
  assert.equal(status, 0, stderr);
  assert.ok(stdout.startsWith(`countersign ${MANIFEST.version} (node `), stdout);
});

test('the installed command plays the demo', (t) => {
  if (skipWithoutRegistry(t)) return;
  const { status, stdout, stderr } = countersign(['demo', '--json']);
  assert.equal(status, 0, stderr);
  assert.ok(stdout.includes('"verdict"'), stdout);
});

/** Decides one action with the installed SDK, and prints the verdict and the entry's place. */
const AGENT_PROGRAM = `
import { readFileSync } from 'node:fs';
import { CountersignClient } from '@countersign/sdk/client';
const [baseUrl, tokenFile] = process.argv.slice(2);
const client = new CountersignClient({ baseUrl, token: readFileSync(tokenFile, 'utf8').trim() });
const tool = { name: 'Read', origin: 'builtin:claude-code' };
const answer = await client.decide({ session: 's', tool, args: { file_path: 'a.txt' }, cwd: process.cwd() });
process.stdout.write(JSON.stringify({ verdict: answer.verdict, index: answer.log_index }));
`;

test('the installed gateway decides for the installed SDK, and leaves a log that verifies', async (t) => {
  if (skipWithoutRegistry(t)) return;
  mkdirSync(`${user}/config`);
  writeFileSync(`${user}/config/policy.yaml`, POLICY);
  writeFileSync(`${user}/agent.mjs`, AGENT_PROGRAM);
  const started = countersign(['up', '--detach', '--json', '--port', '0']);
  assert.equal(started.status, 0, started.stderr);
  const up = JSON.parse(started.stdout) as { address: string; pid: number; agent_token_file: string };
  try {
    const agent = spawnSync(process.execPath, ['agent.mjs', up.address, up.agent_token_file], {
      cwd: user,
      encoding: 'utf8',
      timeout: 120_000,
    });
    assert.equal(agent.status, 0, agent.stderr);
    const answer = JSON.parse(agent.stdout) as { verdict: string; index: number };
    assert.equal(answer.verdict, 'allow');
    const shown = countersign(['log', 'show', String(answer.index), '--json']);
    assert.ok(shown.stdout.includes('"decision"'), shown.stdout + shown.stderr);
  } finally {
    await stop(up.pid);
  }
  const verified = countersign(['log', 'verify', '--json']);
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  const replayed = countersign(['log', 'replay']);
  assert.equal(replayed.status, 0, replayed.stdout + replayed.stderr);
});

async function stop(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 50) {
    if (!isRunning(pid)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  process.kill(pid, 'SIGKILL');
  throw new Error('stop the gateway: it still runs 30 s after SIGTERM, want it gone');
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the types of the installed SDK compile in a strict program that asks for no checks to be skipped', (t) => {
  if (skipWithoutRegistry(t)) return;
  const program = `import { CountersignClient } from '@countersign/sdk/client';
import type { WireDecideResponse } from '@countersign/sdk/wire';
const client = new CountersignClient({ baseUrl: 'http://127.0.0.1:1', token: null });
export const answer: Promise<WireDecideResponse> = client.decide({ session: 's', tool: { name: 'Read' }, args: {}, cwd: '/' });
// @ts-expect-error: a proposal names its tool
export const wrong = client.decide({ session: 's', args: {}, cwd: '/' });
`;
  writeFileSync(`${user}/program.mts`, program);
  const compiler = [resolve('node_modules/.bin/tsc'), '--noEmit', '--strict', '--module', 'nodenext'];
  const run = spawnSync(process.execPath, [...compiler, '--lib', 'es2024,dom', '--types', '', 'program.mts'], {
    cwd: user,
    encoding: 'utf8',
    timeout: 120_000,
  });
  assert.equal(run.status, 0, run.stdout + run.stderr);
});

test('with an older Node the installed command works or says what to do, and a hook is refused, not let through', (t) => {
  if (skipWithoutRegistry(t)) return;
  const tools = join(user, 'old');
  mkdirSync(tools);
  writeFileSync(`${tools}/node`, '#!/bin/sh\n[ "$1" = -p ] && echo false && exit 0\nexit 1\n', { mode: 0o755 });
  const path = `${tools}:/usr/bin:/bin`;
  const ran = countersign(['--version'], { path });
  const bringsNode = existsSync(join(user, 'node_modules/node/bin/node'));
  assert.equal(ran.status, bringsNode ? 0 : 50, ran.stderr);
  if (!bringsNode) assert.match(ran.stderr, /found no Node of version 24 or later\. Next: /);
  for (const hook of [['claude-code', 'PreToolUse'], ['other-agent']]) {
    assert.equal(countersign(['hook', ...hook], { path }).status, 2, hook.join(' '));
  }
});
