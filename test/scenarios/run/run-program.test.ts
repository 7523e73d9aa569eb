import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { runPlace } from './run-place.ts';

test('npm test of a project passes inside, with the project’s own tests', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const ran = await place.run(['npm', 'test']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /pass 1/);
  assert.equal(ran.summary?.file_count, 0);
});

test('hands status, output and signals on, and takes every change back with one line', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const { project, run, client } = place;
  const ran = await run(['sh', '-c', 'echo out; echo err >&2; echo new > new.txt; echo more >> README.md; exit 9']);
  assert.deepEqual([ran.code, ran.stdout], [9, 'out\n']);
  assert.ok(ran.stderr.startsWith('err\n'));
  assert.deepEqual(ran.summary?.files, [
    { path: 'README.md', change: 'changed' },
    { path: 'new.txt', change: 'added' },
  ]);
  const [listed] = await client.runs.list();
  await client.checkpoints.undo({ root: project, session: listed?.session ?? '', force: false, dry_run: false });
  assert.equal(existsSync(join(project, 'new.txt')), false);
  assert.equal(readFileSync(join(project, 'README.md'), 'utf8'), '# Sample\n');
  assert.equal((await run(['sh', '-c', 'kill -KILL $$'])).code, 137);
  assert.equal((await run(['no-such-program'])).code, 127);
});

test('reaches nothing but what it may, and says what it may', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const server = createServer((_, response) => response.end('SECRET-of-this-machine'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const line = `curl -sS --noproxy '*' -m 30 http://127.0.0.1:${port}/; curl -sS -m 30 http://unknown.example/; true`;
  const ran = await place.run(['bash', '-c', line]);
  assert.doesNotMatch(`${ran.stdout}${ran.stderr}`, /SECRET-of-this-machine/);
  assert.match(ran.stdout, /Countersign refused/);
  assert.match(ran.stdout, /registry\.npmjs\.org/);
  assert.deepEqual(ran.summary?.traffic.refused_hosts, ['unknown.example']);
});

test('finds the gateway’s own tools at its door, and nothing that is a person’s', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const hello = {
    ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'inside', version: '1' } },
  };
  const gateway = 'http://127.0.0.1:7391';
  const status = `curl -sS --noproxy '*' -m 20 -o /dev/null -w '%{http_code}\\n'`;
  const post = `-H 'content-type: application/json' -H 'accept: application/json, text/event-stream' -d '${JSON.stringify(hello)}'`;
  const lines = [
    `curl -sS --noproxy '*' -m 20 ${post} ${gateway}/mcp/countersign | grep -o '"name":"countersign"'`,
    ...['/v1/runs', '/v1/approvals', '/v1/tokens', '/v1/log/entries'].map((path) => `${status} ${gateway}${path}`),
    `${status} ${post} ${gateway}/mcp/files`,
  ];
  const ran = await place.run(['bash', '-c', lines.join('; ')]);
  assert.equal(ran.stdout, '"name":"countersign"\n403\n403\n403\n403\n404\n', ran.stderr);
  const apart = await place.run(['bash', '-c', `${status} ${post} ${gateway}/mcp`], ['--changes', 'drop']);
  assert.equal(apart.stdout, '404\n', apart.stderr);
});

test('keeps changes apart where they are to be reviewed, and takes over what a person takes over', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const { project, run, client } = place;
  const ran = await run(
    ['sh', '-c', 'rm README.md; echo x > src/new.js; echo evil > .git/hooks/pre-commit'],
    ['--changes', 'review'],
  );
  assert.equal(existsSync(join(project, 'README.md')), true);
  assert.equal(ran.summary?.file_count, 2);
  const waiting = (await client.runs.list()).find(({ state }) => state === 'reviewing');
  await client.runs.review(waiting?.id ?? '', { verdict: 'apply' });
  assert.equal(existsSync(join(project, 'README.md')), false);
  assert.equal(readFileSync(join(project, 'src/new.js'), 'utf8'), 'x\n');
  assert.equal(existsSync(join(project, '.git/hooks/pre-commit')), false);
});

test('drops everything where it is told to', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const before = readdirSync(place.project);
  const ran = await place.run(['sh', '-c', 'echo x > dropped.txt && ls'], ['--changes', 'drop']);
  assert.match(ran.stdout, /dropped\.txt/);
  assert.deepEqual(readdirSync(place.project), before);
});

test('sees neither the home nor the gateway’s state, and cannot change what instructs other programs', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const { root, run } = place;
  writeFileSync(join(root, '.npmrc'), '//registry.npmjs.org/:_authToken=SECRET-npm\n');
  const line = `cat ~/.npmrc ${root}/.npmrc ${root}/state/tokens/operator.token ${root}/state/keys/log.pem; ls -A ~; echo x > .git/hooks/post-commit; echo y >> .git/config; ls ${root}/state`;
  const ran = await run(['bash', '-c', line]);
  assert.doesNotMatch(ran.stdout, /SECRET|cs_|PRIVATE/);
  assert.match(ran.stderr, /Read-only file system/);
  assert.equal(existsSync(join(place.project, '.git/hooks/post-commit')), false);
});

test('ends with its gateway, and leaves nothing', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const { daemon, run, client } = place;
  const running = run(['sh', '-c', 'echo begun > begun.txt; sleep 321']);
  while (!existsSync(join(place.project, 'begun.txt'))) await new Promise((soon) => setTimeout(soon, 20));
  assert.equal((await client.runs.list()).length, 1);
  await daemon.stop();
  const ran = await running;
  assert.notEqual(ran.code, 0);
  const left = readdirSync('/proc').filter((pid) => /^[0-9]+$/.test(pid) && commandOf(pid).includes('sleep\x00321'));
  assert.deepEqual(left, []);
});

test('freezes at a halt, and goes on when it is lifted', async (t) => {
  const place = await runPlace(t);
  if (place === null) return;
  const { run, client, project } = place;
  const running = run(['sh', '-c', 'i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo $i > count.txt; sleep 0.05; done']);
  const count = (): string =>
    existsSync(join(project, 'count.txt')) ? readFileSync(join(project, 'count.txt'), 'utf8') : '';
  while (Number(count()) < 3) await new Promise((soon) => setTimeout(soon, 10));
  const { resume_token: token } = await client.halt({ reason: 'stop all' });
  const frozen = count();
  await new Promise((soon) => setTimeout(soon, 500));
  assert.ok(Number(count()) - Number(frozen) <= 1, `${frozen} then ${count()}`);
  await client.resume({ resume_token: token, rationale: 'looked at it, all is well again' });
  const [only] = await client.runs.list();
  await client.runs.resume(only?.id ?? '');
  assert.equal((await running).code, 0);
  assert.equal(count().trim(), '60');
});

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
