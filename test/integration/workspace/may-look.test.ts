import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { OwnCall } from '../../../application/act/own-call.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { FilesError } from '../../../ports/workspace-files.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, LONG_WAIT, OPERATOR, type TestGatewayOptions } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const SECRET = 'TOKEN=a-long-and-private-word-77';

/** A gateway that counts what is looked at in its workspace. */
async function watched(
  t: TestContext,
  options: TestGatewayOptions = {},
): Promise<WorkspaceGateway & { readonly seen: string[] }> {
  const opened = await openWorkspaceGateway(t, options);
  const seen: string[] = [];
  const { files } = opened.ports.workspaces;
  const { read, state } = files;
  files.read = (root, path) => {
    seen.push(path);
    return read(root, path);
  };
  files.state = (root, path) => {
    seen.push(path);
    return state(root, path);
  };
  return { ...opened, seen };
}

function guess(line: string, path = '.env'): string {
  return `--- a/${path}\n+++ b/${path}\n@@ -1 +1,2 @@\n ${line}\n+x\n`;
}

/** Everything that an agent hears of a call. */
async function heard(
  { call }: WorkspaceGateway,
  args: { readonly [name: string]: string },
  more: Partial<OwnCall> & { readonly tool?: OwnCall['tool'] } = {},
): Promise<string> {
  const { tool = 'apply_diff', ...rest } = more;
  return call(tool, args, rest).then(
    ({ verdict, isDone, detail }) => JSON.stringify([verdict, isDone, detail]),
    (error: GatewayError | FilesError) => `${error.code} ${error.message}`,
  );
}

for (const path of ['.env', 'config/.env.production', 'id_rsa', '.aws/credentials']) {
  test(`tells nobody what stands in ${path} before a person has agreed, in a dry run or not`, async (t) => {
    const opened = await watched(t);
    mkdirSync(join(opened.root, path, '..'), { recursive: true });
    writeFileSync(join(opened.root, path), `${SECRET}\n`);
    for (const [turn, dryRun] of [true, false].entries()) {
      const right = await heard(opened, { diff: guess(SECRET, path) }, { dryRun, session: `right ${turn}` });
      const wrong = await heard(opened, { diff: guess('TOKEN=no', path) }, { dryRun, session: `wrong ${turn}` });
      assert.match(right, /^\["require-approval",false/);
      assert.equal(wrong, right);
      if (dryRun) assert.deepEqual(opened.seen, []);
    }
    opened.seen.length = 0;
    const content = (text: string): Promise<string> =>
      heard(opened, { path, content: text }, { tool: 'write_file', dryRun: true, session: 'write' });
    assert.equal(await content(`${SECRET}\n`), await content('TOKEN=no\n'));
    assert.deepEqual(opened.seen, []);
  });
}

test('makes a change of a private file once it is allowed, and says only then that it does not fit', async (t) => {
  const opened = await watched(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const file = join(opened.root, '.env');
  writeFileSync(file, `${SECRET}\n`);
  const done = await opened.call('apply_diff', { diff: guess(SECRET) });
  assert.equal(done.isDone, true, done.text);
  assert.equal(readFileSync(file, 'utf8'), `${SECRET}\nx\n`);
  await assert.rejects(opened.call('apply_diff', { diff: guess('TOKEN=no') }), { code: 'plan.invalid' });
  const entries = await opened.gateway.logEntries({ fromIndex: 0, limit: 100 });
  const last = entries.map(({ text }) => JSON.parse(text)).findLast(({ type }) => type === 'outcome');
  assert.deepEqual([last.data.result, last.data.error], ['failed', 'plan.invalid']);
});

test('looks at nothing while everything is halted', async (t) => {
  const opened = await watched(t);
  writeFileSync(join(opened.root, 'a.txt'), 'one\n');
  await opened.gateway.halt(OPERATOR, { source: 'cli', reason: 'stop' });
  const right = await heard(opened, { diff: guess('one', 'a.txt') }, { dryRun: true });
  assert.match(right, /^\["deny",false/);
  assert.equal(await heard(opened, { diff: guess('two', 'a.txt') }, { dryRun: true }), right);
  const { size } = await opened.gateway.logHead();
  assert.match(await heard(opened, { diff: guess('two', 'a.txt') }), /^\["deny",false/);
  assert.equal((await opened.gateway.logHead()).size, size + 1);
  assert.deepEqual(opened.seen, []);
});

test('puts every change that is refused on record, and stops a session after three', async (t) => {
  const opened = await watched(t);
  writeFileSync(join(opened.root, 'a.txt'), 'one\n');
  const before = (await opened.gateway.logHead()).size;
  for (const [turn, dryRun] of [true, false, true].entries()) {
    assert.match(await heard(opened, { diff: guess(`guess ${turn}`, 'a.txt') }, { dryRun }), /^plan\.invalid/);
  }
  const entries = await opened.gateway.logEntries({ fromIndex: before, limit: 100 });
  const records = entries.map(({ text }) => JSON.parse(text));
  assert.deepEqual(
    records.map(({ type, session, actor, data }) => [type, session, actor, data.tool, data.problems, data.dry_run]),
    [true, false, true].map((dryRun) => ['proposal.refused', 's', 'agent:test', 'apply_diff', 1, dryRun]),
  );
  assert.equal(new Set(records.map(({ data }) => data.args)).size, 3);
  assert.match(await heard(opened, { diff: guess('one', 'a.txt') }), /^\["deny",false/);
  assert.equal(readFileSync(join(opened.root, 'a.txt'), 'utf8'), 'one\n');
});

test('loads no file for a diff that cannot be read', async (t) => {
  const opened = await watched(t);
  const files = Array.from({ length: 300 }, (_, index) => guess('one', `f${index}`)).join('');
  assert.match(await heard(opened, { diff: files }), /^plan\.invalid/);
  assert.deepEqual(opened.seen, []);
});

test('works out two changes at once, and holds none of them while a person is asked', async (t) => {
  const opened = await openWorkspaceGateway(t);
  const { files } = opened.ports.workspaces;
  const { read } = files;
  const count = { now: 0, most: 0 };
  files.read = async (root, path) => {
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    await pause(20);
    return read(root, path).finally(() => {
      count.now -= 1;
    });
  };
  const place = { surface: 'mcp', channel: 'cli', onBehalfOf: 'human:operator', callId: null } as const;
  const guarded = { path: '.github/workflows/ci.yml', content: 'on: push\n' };
  const about = { ...place, workspace: opened.root, dryRun: false, idempotencyKey: null };
  const waiting = ['x', 'y', 'z'].map((session) =>
    opened.gateway.act(AGENT, { ...about, tool: 'write_file', args: guarded, session }, LONG_WAIT),
  );
  const written = Array.from({ length: 8 }, (_, index) =>
    opened.call('write_file', { path: `${index}.txt`, content: 'x' }, { session: `s${index}` }),
  );
  for (const { isDone, text } of await Promise.all(written)) assert.equal(isDone, true, text);
  assert.equal(count.most, 2);
  await opened.gateway.halt(OPERATOR, { source: 'cli', reason: 'enough' });
  for (const { isDone } of await Promise.all(waiting)) assert.equal(isDone, false);
});

test('reads each file once to work a change out', async (t) => {
  const opened = await watched(t);
  writeFileSync(join(opened.root, 'a.txt'), 'one\n');
  await opened.call('apply_diff', { diff: guess('one', 'a.txt') }, { dryRun: true });
  assert.deepEqual(opened.seen, ['a.txt']);
});

test('works in one workspace for a session, also where two of its first calls come at once', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  const other = join(root, '../other');
  mkdirSync(other);
  const diff = '--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+B\n';
  const [first, second] = await Promise.allSettled([
    call('write_file', { path: 'x.txt', content: 'A' }, { session: 'n' }),
    call('apply_diff', { diff }, { session: 'n', workspace: other }),
  ]);
  assert.equal(first.status === 'fulfilled' && first.value.isDone, true);
  assert.ok(second.status === 'rejected' && second.reason instanceof GatewayError);
  assert.equal(second.reason.code, 'input.invalid');
  assert.equal(existsSync(join(other, 'a.txt')), false);
});
