import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../../../test/harness/served-daemon.ts';
import { AGENT, NO_WAIT, propose } from '../../../../test/harness/test-gateway.ts';

const POLICY = 'version: 1\nwindow: always\nprofile: dev\nrules: []\n';

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function start(t: TestContext, policy = POLICY): Promise<ServedDaemon> {
  const places = makePlaces(policy);
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  return served;
}

function countersign({ places, variables }: ServedDaemon, ...args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: places.home, NO_COLOR: '1', ...variables };
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [resolve('apps/cli/main.ts'), ...args],
      { env, cwd: places.home },
      (_, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

async function verdict({ daemon }: ServedDaemon, command: string): Promise<string> {
  return (await daemon.gateway.authorize(AGENT, propose('Bash', { command }), NO_WAIT)).verdict;
}

test('puts a command on the list and takes it off again, in force at the running gateway and on record', async (t) => {
  const served = await start(t);
  assert.equal(await verdict(served, 'npm ci'), 'require-approval');
  const tried = JSON.parse((await countersign(served, 'whitelist', 'test', 'npm ci', '--json')).out);
  assert.deepEqual(tried.effects, ['package.install+project-only+unseen-code']);
  assert.equal(tried.saved.length, 1);
  const added = await countersign(served, 'whitelist', 'add', 'npm ci', '--note', 'locked', '--yes');
  assert.match(added.out, /in force at the gateway now/u, added.err);
  assert.equal(await verdict(served, 'npm ci'), 'allow');
  assert.equal(await verdict(served, 'npm ci --force'), 'require-approval');
  const { whitelist } = JSON.parse((await countersign(served, 'whitelist', 'list', '--json')).out);
  assert.deepEqual([whitelist.length, whitelist[0].pattern, whitelist[0].note], [1, 'npm ci', 'locked']);
  assert.equal((await countersign(served, 'whitelist', 'remove', 'npm ci', '--yes')).code, 0);
  assert.equal(await verdict(served, 'npm ci'), 'require-approval');
  assert.equal(readFileSync(join(served.places.configDirectory, 'policy.yaml'), 'utf8').trim(), POLICY.trim());
  const { size } = await served.daemon.gateway.logHead();
  const entries = await served.daemon.gateway.logEntries({ fromIndex: 0, limit: size });
  assert.equal(entries.filter(({ text }) => text.includes('"type":"policy.activated"')).length, 2);
});

test('refuses what may never be on the list, and asks where nobody said yes', async (t) => {
  const served = await start(t);
  const { code, err } = await countersign(served, 'whitelist', 'add', 'rm -rf src', '--yes');
  assert.equal(code, 1);
  assert.match(err, /whitelist "rm -rf src": .*file\.delete/u);
  assert.equal((await countersign(served, 'whitelist', 'add', 'npm ci')).code, 50);
  assert.equal(
    (await countersign(served, 'trust', 'folder', served.places.home, '--yes')).code,
    1,
    'no git repository',
  );
});

test('trusts a folder that git tracks, and forgets it', async (t) => {
  const served = await start(t);
  const folder = join(served.places.home, 'site');
  mkdirSync(join(folder, '.git'), { recursive: true });
  assert.equal((await countersign(served, 'trust', 'folder', folder, '--yes')).code, 0);
  const file = join(served.places.configDirectory, 'policy.yaml');
  assert.match(readFileSync(file, 'utf8'), /trusted_folders:\n {2}- path: "\/.*site"/u);
  assert.equal((await countersign(served, 'trust', 'forget-folder', folder, '--yes')).code, 0);
  assert.doesNotMatch(readFileSync(file, 'utf8'), /trusted_folders/u);
});

test('reports after a time in shadow what would have been asked and denied, and which rule would help', async (t) => {
  const served = await start(t, `${POLICY}mode: shadow\n`);
  for (let time = 0; time < 2; time += 1) assert.equal(await verdict(served, 'npm test'), 'allow');
  await verdict(served, 'ls');
  await verdict(served, 'rm -rf src');
  const { out, err } = await countersign(served, 'report', '--json');
  assert.equal(err, '');
  const report = JSON.parse(out);
  assert.deepEqual([report.decisions, report.allowed], [4, 1]);
  assert.deepEqual(
    report.groups.map(({ verdict: given, rule, count, shadow }: Record<string, unknown>) => [
      given,
      rule,
      count,
      shadow,
    ]),
    [
      ['require-approval', 'matrix.uncontained', 2, 2],
      ['require-approval', 'matrix.bulk', 1, 1],
    ],
  );
  assert.deepEqual(
    report.rules.map(({ pattern, saved }: { pattern: string; saved: unknown[] }) => [pattern, saved.length]),
    [['Bash(npm test)', 2]],
  );
  assert.match(
    (await countersign(served, 'report', '--since', '1h')).out,
    /2 asked about by risk matrix\.uncontained, 2 of them in shadow/u,
  );
});
