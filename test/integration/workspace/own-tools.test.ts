import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { ReadyPolicy } from '../../../application/gateway-ports.ts';
import type { Check } from '../../../core/verify/check.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const DIFF = `--- a/greet.ts
+++ b/greet.ts
@@ -1,3 +1,3 @@
 export function greet(name: string): string {
-  return 'hi ' + name;
+  return 'hello ' + name;
 }
`;
const GREET = "export function greet(name: string): string {\n  return 'hi ' + name;\n}\n";

test('writes, reads and changes files, and undoes all of it', async (t) => {
  const { root, call, gateway } = await openWorkspaceGateway(t);
  const written = await call('write_file', { path: 'greet.ts', content: GREET });
  assert.equal(written.isDone, true, written.text);
  assert.equal(readFileSync(join(root, 'greet.ts'), 'utf8'), GREET);
  const read = await call('read_file', { path: 'greet.ts' });
  assert.equal(read.text, GREET);
  const changed = await call('apply_diff', { diff: DIFF });
  assert.equal(changed.isDone, true, changed.text);
  assert.match(readFileSync(join(root, 'greet.ts'), 'utf8'), /hello/);
  const undone = await call('undo', {});
  assert.equal(undone.isDone, true, undone.text);
  assert.equal(readFileSync(join(root, 'greet.ts'), 'utf8'), GREET);
  await gateway.undo(OPERATOR, {
    root,
    what: { kind: 'session', session: 's' },
    within: null,
    force: false,
    dryRun: false,
  });
  assert.equal(existsSync(join(root, 'greet.ts')), false);
  await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
  assert.equal(readFileSync(join(root, 'greet.ts'), 'utf8'), GREET);
});

test('refuses a diff whole, with every problem, and writes nothing', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  writeFileSync(join(root, 'greet.ts'), GREET.replace('hi ', 'ho '));
  await assert.rejects(call('apply_diff', { diff: DIFF }), (error) => {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, 'plan.invalid');
    assert.ok(error.problems.length > 0);
    return true;
  });
  assert.equal(readFileSync(join(root, 'greet.ts'), 'utf8'), GREET.replace('hi ', 'ho '));
});

test('refuses what would no longer be valid source', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  writeFileSync(join(root, 'greet.ts'), GREET);
  await assert.rejects(
    call('apply_diff', { diff: DIFF.replace("+  return 'hello ' + name;", "+  return ('hello ' + name;") }),
    {
      code: 'plan.invalid',
      message: /greet\.ts:2/,
    },
  );
  assert.equal(readFileSync(join(root, 'greet.ts'), 'utf8'), GREET);
});

test('says in a dry run what would happen, and does nothing', async (t) => {
  const { root, call, gateway } = await openWorkspaceGateway(t);
  const { size } = await gateway.logHead();
  const dry = await call('write_file', { path: 'a.txt', content: 'x' }, { dryRun: true });
  assert.equal(dry.verdict, 'allow');
  assert.equal(dry.isDone, false);
  assert.equal(existsSync(join(root, 'a.txt')), false);
  assert.equal((await gateway.logHead()).size, size);
});

test('asks a person about what keeps agents in check', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  const asked = await call('write_file', { path: '.github/workflows/ci.yml', content: 'on: push\n' });
  assert.equal(asked.verdict, 'require-approval');
  assert.equal(asked.isDone, false);
  assert.equal(existsSync(join(root, '.github')), false);
});

const CHECK = { timeoutMs: 10_000, layer: 'organisation' } as const;
const verifiedBy = (...checks: readonly Check[]): ReadyPolicy =>
  readyPolicy({ verify: { checks, environment: [], projectChecks: 'contained' } });

test('takes back a change after which the project does not build', async (t) => {
  const broken: Check = { ...CHECK, name: 'build', kind: 'build', argv: ['false'], onFailure: 'rollback' };
  const { root, call, gateway } = await openWorkspaceGateway(t, { ready: verifiedBy(broken) });
  const made = await call('write_file', { path: 'a.ts', content: 'export const a = 1;\n' });
  assert.equal(made.isDone, false);
  assert.match(made.text, /taken back.*exit code 1/);
  assert.equal(existsSync(join(root, 'a.ts')), false);
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 100 });
  const kinds = entries.map(({ text }) => JSON.parse(text)).filter(({ type }) => type === 'workspace.changed');
  assert.deepEqual(
    kinds.map(({ data }) => data.kind ?? data.stage),
    ['write_file', 'ended', 'rollback', 'ended'],
  );
});

test('leaves a change to the agent three times where tests fail, then to a person', async (t) => {
  const failing: Check = { ...CHECK, name: 'tests', kind: 'tests', argv: ['false'], onFailure: 'fix' };
  const { call } = await openWorkspaceGateway(t, { ready: verifiedBy(failing) });
  const outcomes: unknown[] = [];
  for (let value = 1; value <= 3; value++) {
    const made = await call('write_file', { path: 'a.ts', content: `export const a = ${value};\n` });
    outcomes.push((made.detail['verification'] as { outcome: string }).outcome);
  }
  assert.deepEqual(outcomes, ['fix', 'fix', 'human']);
});

test('runs a check that the policy names, once a person has agreed, and no other', async (t) => {
  const passing: Check = {
    ...CHECK,
    name: 'tests',
    kind: 'tests',
    argv: ['sh', './check.sh'],
    onFailure: 'human',
  };
  const harmless: Check = { ...passing, name: 'harmless', argv: ['sh', '-c', 'echo harmless'] };
  const { root, call, approve } = await openWorkspaceGateway(t, { ready: verifiedBy(passing, harmless) });
  writeFileSync(join(root, 'check.sh'), 'echo fine\n');
  await assert.rejects(call('run_test', { check: 'rm' }), {
    code: 'plan.invalid',
    message: /want one of: tests, harmless/,
  });
  const first = await call('run_test', { check: 'tests' });
  assert.deepEqual([first.verdict, first.isDone], ['require-approval', false]);
  await approve(first.authorization?.approval?.request.id ?? '');
  const done = await call('run_test', { check: 'tests' });
  assert.equal(done.isDone, true, done.text);
  assert.match(done.text, /tests passed.*fine/s);
  const allowed = await call('run_test', { check: 'harmless' });
  assert.deepEqual([allowed.verdict, allowed.isDone], ['allow', true]);
});

test('commits what it is told to, without running the hooks of the repository', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-C', root, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...words], {
      encoding: 'utf8',
    });
  git('init', '--quiet');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.com');
  writeFileSync(join(root, '.git/hooks/pre-commit'), `#!/bin/sh\ntouch ${join(root, 'hook-ran')}\n`, { mode: 0o755 });
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  await call('write_file', { path: 'b.txt', content: 'two\n' });
  const committed = await call('git_commit', { message: 'Add a', paths: ['a.txt'] });
  assert.equal(committed.isDone, true, committed.text);
  assert.equal(git('log', '--format=%s').trim(), 'Add a');
  assert.equal(git('status', '--porcelain').trim(), '?? b.txt');
  assert.equal(existsSync(join(root, 'hook-ran')), false);
});

test('looks at nothing in a place that is not the session’s, or no workspace', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  await assert.rejects(call('read_file', { path: 'a.txt' }, { workspace: `${root}/..` }), { code: 'input.invalid' });
  for (const workspace of ['/', '/etc', `${root}/../state`, `${root}/missing`])
    await assert.rejects(call('read_file', { path: 'a.txt' }, { workspace, session: 'new' }), {
      code: 'files.outside-root',
    });
});

const BINARY = `diff --git a/logo.bin b/logo.bin
new file mode 100644
index 0000000000000000000000000000000000000000..dae33ce3159477c8aa2913c714a7dcd8f0228886
GIT binary patch
literal 11
ScmZQzWMWRr%u6h)WB>pQRRW9v

literal 0
HcmV?d00001

`;

test('applies a binary patch only where the policy accepts them', async (t) => {
  const refusing = await openWorkspaceGateway(t);
  await assert.rejects(refusing.call('apply_diff', { diff: BINARY }), { code: 'plan.invalid', message: /binary/ });
  assert.equal(existsSync(join(refusing.root, 'logo.bin')), false);
  const accepting = await openWorkspaceGateway(t, { ready: readyPolicy({ acceptBinaryPatches: true }) });
  const asked = await accepting.call('apply_diff', { diff: BINARY });
  assert.deepEqual([asked.verdict, asked.isDone], ['require-approval', false]);
  await accepting.approve(asked.authorization?.approval?.request.id ?? '');
  const done = await accepting.call('apply_diff', { diff: BINARY });
  assert.equal(done.isDone, true, done.text);
  assert.equal(readFileSync(join(accepting.root, 'logo.bin'), 'latin1'), '\0\x01\x02\x03binary\0');
});

test('takes a diff with less context only where the policy says so, and even then exactly', async (t) => {
  const bare = '--- a/list.txt\n+++ b/list.txt\n@@ -4 +4 @@\n-4\n+four\n';
  const text = [1, 2, 3, 4, 5, 6, 7, 8].map((line) => `${line}\n`).join('');
  const refusing = await openWorkspaceGateway(t);
  writeFileSync(join(refusing.root, 'list.txt'), text);
  await assert.rejects(refusing.call('apply_diff', { diff: bare }), { code: 'plan.invalid', message: /at least 3/ });
  const taking = await openWorkspaceGateway(t, { ready: readyPolicy({ diffContextLines: 0 }) });
  writeFileSync(join(taking.root, 'list.txt'), text);
  const moved = bare.replace('@@ -4 +4 @@', '@@ -5 +5 @@');
  await assert.rejects(taking.call('apply_diff', { diff: moved }), { code: 'plan.invalid', message: /byte for byte/ });
  assert.equal(readFileSync(join(taking.root, 'list.txt'), 'utf8'), text);
  const done = await taking.call('apply_diff', { diff: bare });
  assert.equal(done.isDone, true, done.text);
  assert.equal(readFileSync(join(taking.root, 'list.txt'), 'utf8'), text.replace('4\n', 'four\n'));
});

test('lists what stands in a folder, level by level, without following links', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  mkdirSync(join(root, 'node_modules/x'), { recursive: true });
  writeFileSync(join(root, 'src/a.ts'), '');
  writeFileSync(join(root, 'src/deep/b.ts'), '');
  symlinkSync('/etc', join(root, 'src/etc'));
  assert.equal((await call('list_files', {})).text, 'node_modules/\nsrc/');
  assert.equal(
    (await call('list_files', { depth: 3 })).text,
    ['node_modules/', 'src/', 'src/a.ts', 'src/deep/', 'src/deep/b.ts', 'src/etc@'].join('\n'),
  );
  assert.equal((await call('list_files', { path: 'src/deep' })).text, 'src/deep/b.ts');
  await assert.rejects(call('list_files', { path: 'src/etc' }), { code: 'files.outside-root' });
  await assert.rejects(call('list_files', { path: '../x' }), { code: 'plan.invalid' });
  await assert.rejects(call('list_files', { path: 'src/a.ts' }), { code: 'files.not-regular' });
});
