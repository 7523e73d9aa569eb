import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openGitPusher } from './push-commit.ts';
import { hostileRepository, serveGit } from './testing/serve-git.ts';

const git = openGitPusher();
const CREDENTIALS = { username: 'x-access-token', password: 'p4ssw0rd-of-the-vault' };

test('pushes a commit of a repository whose configuration names programs, and runs none of them', async (t) => {
  const served = await serveGit(t, `${CREDENTIALS.username}:${CREDENTIALS.password}`);
  const { root, commit, marker } = hostileRepository(t);
  assert.deepEqual(await git.commitOf(root, 'main'), { ok: true, value: commit });
  const pushed = await git.push({ root, commit, remote: served.url, branch: 'task-1', ...CREDENTIALS });
  assert.ok(pushed.ok, JSON.stringify(pushed));
  assert.equal(served.commitOf('task-1'), commit);
  assert.equal(existsSync(marker), false);
  assert.ok(!pushed.value.includes(CREDENTIALS.password));
});

test('reads packed branches too', async (t) => {
  const { root, commit } = hostileRepository(t);
  execFileSync('git', [
    '-C',
    root,
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.hooksPath=/dev/null',
    'pack-refs',
    '--all',
  ]);
  assert.deepEqual(await git.commitOf(root, 'main'), { ok: true, value: commit });
});

test('says what git said where the password is wrong, and never forces', async (t) => {
  const served = await serveGit(t, `${CREDENTIALS.username}:${CREDENTIALS.password}`);
  const { root, commit } = hostileRepository(t);
  const order = { root, commit, remote: served.url, branch: 'main', ...CREDENTIALS };
  const wrong = await git.push({ ...order, password: 'another-passw0rd' });
  assert.ok(!wrong.ok);
  assert.match(wrong.failure, /git ended with/);
  assert.ok(!wrong.failure.includes('another-passw0rd'));
  assert.equal((await git.push(order)).ok, true);
  const other = hostileRepository(t);
  const forced = await git.push({ ...order, root: other.root, commit: other.commit });
  assert.equal(other.commit === commit || !forced.ok, true);
});

test('refuses branches that are none, and repositories whose objects lie elsewhere', async (t) => {
  const { root, commit } = hostileRepository(t);
  for (const branch of ['none', '-x', 'a..b', 'a b', '../config', '.x', 'a/', 'x.lock', 'a//b', 'x'.repeat(201)])
    assert.equal((await git.commitOf(root, branch)).ok, false, branch);
  writeFileSync(join(root, '.git', 'refs', 'heads', 'odd'), 'ref: refs/heads/main\n');
  assert.equal((await git.commitOf(root, 'odd')).ok, false);
  symlinkSync('/etc/hostname', join(root, '.git', 'refs', 'heads', 'out'));
  assert.equal((await git.commitOf(root, 'out')).ok, false);
  const order = { root, commit, remote: 'http://127.0.0.1:1/r.git', branch: 'main', ...CREDENTIALS };
  mkdirSync(join(root, '.git', 'objects', 'info'), { recursive: true });
  writeFileSync(join(root, '.git', 'objects', 'info', 'alternates'), '/elsewhere\n');
  const borrowed = await git.push(order);
  assert.match(borrowed.ok ? '' : borrowed.failure, /found alternates/);
  renameSync(join(root, '.git', 'objects'), join(root, 'moved'));
  symlinkSync(join(root, 'moved'), join(root, '.git', 'objects'));
  const linked = await git.push(order);
  assert.match(linked.ok ? '' : linked.failure, /objects elsewhere/);
  assert.equal((await git.push({ ...order, root: '/nowhere' })).ok, false);
});

test('speaks neither SSH, files nor helpers', async (t) => {
  const { root, commit, marker } = hostileRepository(t);
  for (const remote of [
    `ext::sh -c "touch ${marker}"`,
    '/tmp',
    'file:///tmp',
    'ssh://127.0.0.1/x',
    'git://127.0.0.1/x',
    '--upload-pack=x',
  ])
    assert.equal((await git.push({ root, commit, remote, branch: 'main', ...CREDENTIALS })).ok, false, remote);
  assert.equal(existsSync(marker), false);
});
