import assert from 'node:assert/strict';
import { existsSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { GatewayError } from '../../../application/gateway-error.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR, type TestGatewayOptions } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { git, makeRepository } from '../../red-team/boundary/guarded-folder.ts';

/** Assembled, so that no scanner takes this file for a leak. */
const TOKEN = ['AKIA', 'Q3JZ7WXN5TLKP2HD'].join('');
const LEAK = `aws_access_key_id = ${TOKEN}\n`;

async function repository(t: TestContext, options: TestGatewayOptions = {}): Promise<WorkspaceGateway> {
  const opened = await openWorkspaceGateway(t, options);
  writeFileSync(join(opened.root, 'old.txt'), 'old\n');
  makeRepository(opened.root);
  return opened;
}

function subjects(root: string): readonly string[] {
  return git(root, 'log', '--format=%s').trim().split('\n');
}

test('commits no secret that the last commit does not hold, and names every one', async (t) => {
  const { root, call, gateway } = await repository(t);
  for (const name of ['a.txt', 'b.txt']) writeFileSync(join(root, name), `fine\n${LEAK}`);
  const { size } = await gateway.logHead();
  await assert.rejects(call('git_commit', { message: 'Leak', paths: ['a.txt', 'b.txt'] }), (error) => {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, 'plan.invalid');
    assert.deepEqual(
      error.problems.map(({ path }) => path),
      ['a.txt:2', 'b.txt:2'],
    );
    assert.doesNotMatch(JSON.stringify([error.message, error.problems]), new RegExp(TOKEN));
    return true;
  });
  assert.deepEqual(subjects(root), ['Begin']);
  assert.equal(git(root, 'status', '--porcelain'), '?? a.txt\n?? b.txt\n');
  const [entry] = await gateway.logEntries({ fromIndex: size, limit: 1 });
  assert.equal(JSON.parse(entry?.text ?? '{}').type, 'proposal.refused');
});

test('commits a change of a file whose secret the last commit holds already', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  writeFileSync(join(root, 'known.txt'), LEAK);
  makeRepository(root);
  writeFileSync(join(root, 'known.txt'), `${LEAK}more\n`);
  const done = await call('git_commit', { message: 'More', paths: ['known.txt'] });
  assert.equal(done.isDone, true, done.text);
  assert.deepEqual(subjects(root), ['More', 'Begin']);
});

test('judges a folder by the files in it that would be committed', async (t) => {
  const { root, call } = await repository(t);
  mkdirSync(join(root, 'config'));
  writeFileSync(join(root, 'config/.env'), 'LEVEL=debug\n');
  writeFileSync(join(root, 'config/plain.txt'), 'plain\n');
  const asked = await call('git_commit', { message: 'Config', paths: ['config'] });
  assert.equal(asked.verdict, 'require-approval');
  assert.deepEqual(asked.detail['paths'], ['config/.env', 'config/plain.txt']);
  assert.deepEqual(subjects(root), ['Begin']);
});

test('takes an approval for exactly the contents that it was given for', async (t) => {
  const { root, call, approve } = await repository(t);
  writeFileSync(join(root, '.env'), 'LEVEL=debug\n');
  const commit = { message: 'Level', paths: ['.env'] };
  const asked = await call('git_commit', commit);
  assert.equal(asked.verdict, 'require-approval');
  await approve(asked.authorization?.approval?.request.id ?? '');
  writeFileSync(join(root, '.env'), 'LEVEL=other\n');
  assert.equal((await call('git_commit', commit)).verdict, 'require-approval');
  writeFileSync(join(root, '.env'), 'LEVEL=debug\n');
  const done = await call('git_commit', commit);
  assert.equal(done.isDone, true, done.text);
  assert.equal(git(root, 'show', 'HEAD:.env'), 'LEVEL=debug\n');
});

test('leaves nothing staged that was not, where git refuses the commit', async (t) => {
  const { root, call } = await repository(t);
  // Somebody holds the branch.
  writeFileSync(join(root, '.git', `${git(root, 'symbolic-ref', 'HEAD').trim()}.lock`), '');
  writeFileSync(join(root, 'staged.txt'), 'staged\n');
  git(root, 'add', 'staged.txt');
  writeFileSync(join(root, 'staged.txt'), 'and changed\n');
  writeFileSync(join(root, 'new.txt'), 'new\n');
  writeFileSync(join(root, 'old.txt'), 'changed\n');
  const before = git(root, 'status', '--porcelain');
  const paths = ['new.txt', 'old.txt', 'staged.txt'];
  await assert.rejects(call('git_commit', { message: 'No', paths }), { code: 'files.failed' });
  assert.equal(git(root, 'status', '--porcelain'), before);
  assert.equal(git(root, 'show', ':staged.txt'), 'staged\n');
});

test('commits a deletion, and what stands in a workspace below the repository', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  const inner = join(root, 'inner');
  mkdirSync(inner);
  writeFileSync(join(inner, 'gone.txt'), 'gone\n');
  makeRepository(root);
  writeFileSync(join(inner, 'new.txt'), 'new\n');
  unlinkSync(join(inner, 'gone.txt'));
  const more = { workspace: inner, session: 'inner' };
  const done = await call('git_commit', { message: 'Inner', paths: ['gone.txt', 'new.txt'] }, more);
  assert.equal(done.isDone, true, done.text);
  assert.equal(git(root, 'ls-files').trim(), 'inner/new.txt');
});

test('looks at no file and runs no git in a halt', async (t) => {
  const { root, call, gateway } = await repository(t);
  writeFileSync(join(root, 'a.txt'), LEAK);
  await gateway.halt(OPERATOR, { source: 'cli', reason: 'stop' });
  const denied = await call('git_commit', { message: 'No', paths: ['a.txt'] });
  assert.equal(denied.verdict, 'deny');
  assert.doesNotMatch(JSON.stringify(denied.detail), /a\.txt:1/);
});

test('says so where there is nothing to commit', async (t) => {
  const { call, root } = await repository(t, { ready: readyPolicy({ mode: 'shadow' }) });
  await assert.rejects(call('git_commit', { message: 'Nothing', paths: ['old.txt'] }), {
    code: 'plan.invalid',
    message: /found no change/,
  });
  assert.equal(existsSync(join(root, '.git/index.lock')), false);
});

test('runs no program that the settings of a repository within the repository name', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  const inner = join(root, 'inner');
  const proof = join(root, '..', 'program-of-inner');
  mkdirSync(inner);
  writeFileSync(join(root, 'old.txt'), 'old\n');
  writeFileSync(join(inner, 'file.txt'), 'one\n');
  makeRepository(inner);
  makeRepository(root);
  assert.match(git(root, 'ls-files', '--stage'), /^160000 .*inner$/m);
  git(inner, 'config', 'filter.evil.clean', `touch ${proof}; cat`);
  writeFileSync(join(inner, '.gitattributes'), '* filter=evil\n');
  writeFileSync(join(inner, 'file.txt'), 'two\n');
  await assert.rejects(call('git_commit', { message: 'Inner', paths: ['inner'] }), { message: /found no change/ });
  writeFileSync(join(root, 'old.txt'), 'new\n');
  const done = await call('git_commit', { message: 'Old', paths: ['inner', 'old.txt'] });
  assert.equal(done.isDone, true, done.text);
  assert.deepEqual(done.detail['paths'], ['old.txt']);
  assert.equal(existsSync(proof), false);
});

test('takes no repository of its own into a commit', async (t) => {
  const { root, call } = await repository(t);
  const inner = join(root, 'inner');
  mkdirSync(inner);
  writeFileSync(join(inner, 'file.txt'), 'one\n');
  makeRepository(inner);
  await assert.rejects(call('git_commit', { message: 'Inner', paths: ['inner'] }), {
    code: 'plan.invalid',
    message: /a repository of its own in inner\//,
  });
  assert.equal(git(root, 'status', '--porcelain'), '?? inner/\n');
});
