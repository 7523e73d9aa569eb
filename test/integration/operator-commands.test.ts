import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../../apps/cli/exit-code.ts';
import { type Ran, run } from '../../apps/cli/testing/test-terminal.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../harness/served-daemon.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../harness/test-gateway.ts';

type Place = ServedDaemon & { readonly cli: (args: readonly string[], token?: string) => Promise<Ran> };

function withCli(served: ServedDaemon): Place {
  const cli: Place['cli'] = (args, token) => {
    const variables = { ...served.variables, ...(token === undefined ? {} : { COUNTERSIGN_TOKEN: token }) };
    return run(args, { homeDir: served.places.home, variables });
  };
  return { ...served, cli };
}

async function start(t: TestContext): Promise<Place> {
  const places = makePlaces();
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  return withCli(served);
}

function agentToken({ daemon }: Place): string {
  return readFileSync(daemon.files.agentToken, 'utf8').trim();
}

/** Commands that start another program write to the streams of the process: they are run as one. */
function spawnCli({ places, variables }: ServedDaemon, args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: places.home, NO_COLOR: '1', ...variables };
  return new Promise((done) => {
    const child = execFile(process.execPath, [resolve('apps/cli/main.ts'), ...args], { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

async function askShell({ daemon }: Place, command: string): Promise<{ readonly id: string; readonly index: number }> {
  const asked = await daemon.gateway.authorize(AGENT, propose('Bash', { command }), NO_WAIT);
  return { id: asked.approval?.request.id ?? assert.fail('nobody was asked'), index: asked.logIndex };
}

test('withdraws the key of an approver, and warns that it is the last', async (t) => {
  const place = await start(t);
  const listed = await place.cli(['approvers', 'list']);
  assert.match(
    listed.out,
    /[0-9a-f]{16} {2}human:operator {3}personal {5}yes\n[0-9a-f]{16} {2}human:at-client {2}channel mcp {2}yes/,
  );
  const {
    approvers: [{ key_id: keyId }],
  } = JSON.parse((await place.cli(['approvers', 'list', '--json'])).out);
  const { id } = await askShell(place, 'npm test');
  const unasked = await place.cli(['approvers', 'withdraw', keyId]);
  assert.equal(unasked.code, EXIT.usage);
  assert.match(unasked.err, /last key that counts/);
  for (const [unknown, code] of [
    ['zzzz', EXIT.failed],
    ['ab', EXIT.failed],
  ] as const)
    assert.equal((await place.cli(['approvers', 'withdraw', unknown, '--yes'])).code, code);
  const done = await place.cli(['approvers', 'withdraw', keyId.slice(0, 6), '--yes']);
  assert.equal(done.code, EXIT.ok);
  assert.match(done.out, /is withdrawn; 0 keys left/);
  assert.equal((await place.cli(['approvals', 'approve', id])).code, EXIT.failed);
  assert.match((await place.cli(['approvers', 'list'])).out, /no, withdrawn/);
  assert.equal((await place.cli(['approvers', 'withdraw', keyId, '--yes'], agentToken(place))).code, EXIT.failed);
});

test('makes and enrols another key at a start after the last was withdrawn and moved away', async (t) => {
  const places = makePlaces();
  t.after(() => removePlaces(places));
  const first = withCli(await serveDaemon(places));
  const {
    approvers: [{ key_id: keyId }],
  } = JSON.parse((await first.cli(['approvers', 'list', '--json'])).out);
  await first.cli(['approvers', 'withdraw', keyId, '--yes']);
  await first.close();
  const again = withCli(await serveDaemon(places));
  assert.equal(JSON.parse((await again.cli(['approvers', 'list', '--json'])).out).approvers.length, 2);
  await again.close();
  writeFileSync(`${again.daemon.files.approverKey}.old`, readFileSync(again.daemon.files.approverKey));
  rmSync(again.daemon.files.approverKey);
  const last = withCli(await serveDaemon(places));
  const { approvers: known } = JSON.parse((await last.cli(['approvers', 'list', '--json'])).out) as {
    approvers: { principal: string; withdrawn_at_ms: number | null }[];
  };
  const keys = known.filter(({ principal }) => principal === 'human:operator');
  assert.deepEqual(
    keys.map(({ withdrawn_at_ms: atMs }) => atMs === null),
    [false, true],
  );
  const { id } = await askShell(last, 'npm test');
  assert.equal((await last.cli(['approvals', 'approve', id])).code, EXIT.ok);
  await last.close();
});

test('erases a payload: show says so, with and without the gateway, and the log and its replay still hold', async (t) => {
  const places = makePlaces();
  t.after(() => removePlaces(places));
  const place = withCli(await serveDaemon(places));
  const { index, id } = await askShell(place, 'curl -u anna:secret https://a.example');
  const line = ['log', 'erase', String(index), '--rationale', 'a password was in it'];
  assert.equal((await place.cli(['log', 'erase', String(index), '--yes'])).code, EXIT.usage);
  assert.equal((await place.cli(line)).code, EXIT.usage);
  const inUse = await place.cli([...line, '--yes']);
  assert.deepEqual([inUse.code, /approvals deny/.test(inUse.err)], [EXIT.failed, true]);
  await place.cli(['approvals', 'deny', id]);
  assert.equal((await place.cli([...line, '--yes'], agentToken(place))).code, EXIT.failed);
  const erased = await place.cli([...line, '--yes']);
  assert.equal(erased.code, EXIT.ok, erased.err);
  const show = ['log', 'show', String(index)];
  assert.match((await place.cli(show)).out, /payload erased by human:operator on .*: a password was in it/);
  assert.equal(JSON.parse((await place.cli([...show, '--json'])).out).payload.state, 'erased');
  assert.match((await place.cli(['log', 'show', '0'])).out, /no payload/);
  assert.equal((await place.cli(['log', 'verify'])).code, EXIT.ok);
  await place.close();
  assert.match((await place.cli(show)).out, /payload erased by human:operator/);
  assert.equal((await place.cli(['log', 'verify'])).code, EXIT.ok);
  const replayed = await spawnCli(place, ['log', 'replay']);
  assert.equal(replayed.code, EXIT.ok, replayed.err);
  assert.match(replayed.out, /1 with the payload erased, 0 with the payload missing/);
  assert.match(replayed.out, new RegExp(`entry ${index}: payload erased`));
});

test('enters safe mode with one word, and leaves it only with a signature', async (t) => {
  const place = await start(t);
  assert.equal((await place.cli(['safe-mode', 'on'])).code, EXIT.usage);
  const on = ['safe-mode', 'on', '--reason', 'credentials were read'];
  const off = ['safe-mode', 'off', '--reason', 'the plug-in was removed, keys changed'];
  assert.equal((await place.cli(on, agentToken(place))).code, EXIT.failed);
  assert.equal((await place.cli(off)).code, EXIT.failed);
  assert.equal((await place.cli(on)).code, EXIT.ok);
  assert.match((await place.cli(['status'])).out, /SAFE MODE/);
  const write = propose('Write', { file_path: 'a', content: '' });
  assert.equal((await place.daemon.gateway.authorize(AGENT, write, NO_WAIT)).verdict, 'deny');
  assert.equal((await place.cli(off, agentToken(place))).code, EXIT.usage);
  assert.equal((await place.cli([...off, '--as', 'human:operator'], agentToken(place))).code, EXIT.failed);
  assert.equal((await place.cli(['safe-mode', 'off', '--reason', 'fine'])).code, EXIT.usage);
  assert.equal((await place.cli([...off, '--as', 'human:mallory'])).code, EXIT.failed);
  const ended = await place.cli([...off, '--json']);
  assert.equal(ended.code, EXIT.ok, ended.err);
  assert.equal(JSON.parse(ended.out).safe_mode, false);
  assert.equal((await place.cli(['log', 'verify'])).code, EXIT.ok);
});

test('lists review items newest first and page by page', async (t) => {
  const place = await start(t);
  const ids: string[] = [];
  for (const command of ['make a', 'make b', 'make c']) {
    const { id } = await askShell(place, command);
    ids.push(id);
    await place.cli(['approvals', 'deny', id]);
    await place.daemon.gateway.observeSession(AGENT, {
      kind: 'prompt',
      session: 'session-1',
      workspace: '/work/app',
      prompt: 'x',
    });
  }
  const list = async (args: readonly string[]): Promise<readonly string[]> =>
    (
      JSON.parse((await place.cli(['approvals', 'list', '--json', ...args])).out) as { approvals: { id: string }[] }
    ).approvals.map(({ id }) => id);
  assert.deepEqual(await list(['--status', 'denied']), ids.toReversed());
  assert.deepEqual(await list(['--status', 'denied', '--order', 'oldest']), ids);
  assert.deepEqual(await list(['--status', 'denied', '--limit', '2', '--after', ids[2] ?? '']), [ids[1], ids[0]]);
  assert.match((await place.cli(['approvals', 'list', '--all', '--limit', '2'])).out, new RegExp(`--after ${ids[1]}`));
  assert.equal((await place.cli(['approvals', 'list', '--after', 'unknown'])).code, EXIT.failed);
});

test('rotates the log key: the old one retires by itself, and whoever trusts it can still verify', async (t) => {
  const places = makePlaces();
  t.after(() => removePlaces(places));
  const first = withCli(await serveDaemon(places));
  const { previousLogKey, logVerifierKeys } = first.daemon.files;
  const oldKey = readFileSync(logVerifierKeys, 'utf8').trim();
  const kept = join(places.home, 'kept.checkpoint');
  writeFileSync(kept, (await first.daemon.gateway.logHead()).note);
  const early = await spawnCli(first, ['log', 'rotate-key']);
  assert.deepEqual(
    [early.code, /the gateway is running, want it stopped\n {2}next: /.test(early.err)],
    [EXIT.failed, true],
  );
  await first.close();
  assert.equal((await spawnCli(first, ['log', 'rotate-key'])).code, EXIT.ok);
  const twice = await spawnCli(first, ['log', 'rotate-key']);
  assert.deepEqual([twice.code, /the rotation before is not on record yet/.test(twice.err)], [EXIT.failed, true]);
  for (const retired of [false, true]) {
    const place = withCli(await serveDaemon(places));
    assert.equal(existsSync(previousLogKey), !retired);
    assert.equal(readFileSync(logVerifierKeys, 'utf8').trim().split('\n').length, retired ? 1 : 2);
    assert.ok(!retired || !(await place.daemon.gateway.logHead()).note.includes(noteKeyOf(oldKey)));
    const verified = await place.cli(['log', 'verify', '--vkey', oldKey]);
    assert.equal(verified.code, EXIT.ok, verified.out);
    assert.match(verified.out, /keys +handed over in entries \d+: followed/);
    assert.equal((await place.cli(['log', 'verify', '--checkpoint', kept])).code, EXIT.ok);
    await place.close();
  }
  assert.equal((await spawnCli(first, ['log', 'rotate-key'])).code, EXIT.ok);
  const last = withCli(await serveDaemon(places));
  await last.close();
  assert.equal((await last.cli(['log', 'verify', '--vkey', oldKey])).code, EXIT.ok);
});

/** How a key's signatures begin on a note: the base64 of its four bytes of key id, as far as they alone decide it. */
function noteKeyOf(vkey: string): string {
  return Buffer.from(vkey.split('+')[1] ?? '', 'hex')
    .toString('base64')
    .slice(0, 5);
}

test('lists proposals through the command line', async (t) => {
  const place = await start(t);
  const proposed = await spawnCli(place, ['policy', 'proposed']);
  assert.deepEqual([proposed.code, proposed.out], [EXIT.ok, 'nothing was proposed\n']);
  assert.equal((await spawnCli(place, ['policy', 'accept', 'x'])).code, EXIT.usage);
  assert.equal((await spawnCli(place, ['policy', 'accept', '0', '--yes'])).code, EXIT.failed);
  assert.equal((await place.daemon.gateway.listTokens({ after: null, limit: 10 })).length, 3);
  assert.ok((await place.cli(['token', 'list'])).out.includes(OPERATOR.principal));
});

test('says that the policy files say something else than what is in force, until they are loaded or mended', async (t) => {
  const place = await start(t);
  const file = join(place.places.configDirectory, 'policy.yaml');
  const policyOf = async (): Promise<string> =>
    /✗ policy +(?<found>.*(?:\n .*)*)/u.exec((await place.cli(['doctor'])).out)?.groups?.['found'] ?? 'in order';
  assert.equal(await policyOf(), 'in order');
  writeFileSync(file, 'version: 1\nprofile: safe\n');
  const changed = await place.cli(['status']);
  assert.match(
    changed.out,
    /policy +profile dev.*\n +its files were changed since.*\n +next +countersign policy reload/u,
  );
  assert.equal(changed.code, EXIT.ok);
  assert.match(await policyOf(), /what they say now is not in force[\s\S]*next: countersign policy reload/u);
  assert.equal((await place.cli(['policy', 'reload'])).code, EXIT.ok);
  assert.doesNotMatch((await place.cli(['status'])).out, /files were changed/u);
  writeFileSync(file, 'version: 1\nprofile: brave\n');
  const broken = await place.cli(['status']);
  assert.match(broken.out, /profile safe.*\n +its files were changed and would not load: .*brave/u);
  assert.equal(broken.code, EXIT.notOk);
  assert.match(await policyOf(), /would not load[\s\S]*next: countersign policy lint/u);
});

test('status ends with 1 in safe mode', async (t) => {
  const place = await start(t);
  assert.equal((await place.cli(['status'])).code, EXIT.ok);
  assert.equal((await place.cli(['safe-mode', 'on', '--reason', 'to look around'])).code, EXIT.ok);
  assert.equal((await place.cli(['status'])).code, EXIT.notOk);
});

test('doctor says that the policy of a project does not load, and which command names what is wrong', async (t) => {
  const { places, variables } = await start(t);
  const project = join(places.home, 'shop');
  const doctor = async (): Promise<string> =>
    (await run(['doctor'], { homeDir: places.home, variables, workDir: project })).out;
  mkdirSync(join(project, '.countersign'), { recursive: true });
  assert.doesNotMatch(await doctor(), /^. project /mu);
  const file = join(project, '.countersign', 'policy.yaml');
  writeFileSync(file, 'version: 1\nrules:\n  - id: no-read\n    decision: forbit\n');
  assert.match(
    await doctor(),
    /✗ project +everything in \S+ is\s+denied: [\s\S]*policy\.yaml[\s\S]*decision: found an unknown key[\s\S]*next: countersign policy lint --config \S+\.countersign/u,
  );
  writeFileSync(file, 'version: 1\n');
  assert.match(await doctor(), /✓ project +\S+policy\.yaml\s+is in force/u);
});
