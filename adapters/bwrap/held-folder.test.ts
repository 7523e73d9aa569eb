import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { protectedEntries, putAside } from './held-folder.ts';
import { findToolchains } from './toolchains.ts';

function folderOf(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-folder-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('finds what instructs others at the top of a folder, in every spelling, and nothing else', (t) => {
  const folder = folderOf(t);
  for (const name of ['.git', '.Claude', '.github', '.vscode', 'src', '.ssh', '.cache']) mkdirSync(join(folder, name));
  for (const name of ['Jenkinsfile', '.mcp.json', 'package.json', '.env']) writeFileSync(join(folder, name), '');
  symlinkSync('/tmp', join(folder, '.codex'));
  const { kept, links } = protectedEntries(folder);
  assert.deepEqual(kept, ['.Claude', '.git', '.github', '.mcp.json', '.vscode', 'Jenkinsfile']);
  assert.deepEqual(links, ['.codex']);
});

test('puts aside what was made since, and leaves what was there', (t) => {
  const folder = folderOf(t);
  mkdirSync(join(folder, '.git'));
  const before = protectedEntries(folder);
  assert.equal(putAside(folder, { before, mark: 'm' }), null);
  mkdirSync(join(folder, '.claude'));
  symlinkSync('/tmp', join(folder, '.codex'));
  assert.match(
    putAside(folder, { before, mark: 'm' }) ?? '',
    /made "\.claude", now "put-aside-m-claude"; "\.codex", now/,
  );
  assert.deepEqual(readdirSync(folder).sort(), ['.git', 'put-aside-m-claude', 'put-aside-m-codex']);
});

test('holds nothing in a folder that was filled with protected names', (t) => {
  const folder = folderOf(t);
  const spellings = Array.from({ length: 512 }, (_, index) =>
    [...'.opencode'].map((letter, at) => (((index >> at) & 1) === 1 ? letter.toUpperCase() : letter)).join(''),
  );
  for (const name of new Set(spellings)) mkdirSync(join(folder, name), { recursive: true });
  if (readdirSync(folder).length <= 200) return t.skip('this file system does not tell capital letters');
  assert.throws(() => protectedEntries(folder), /want at most 200/);
});

test('finds toolchains by folders that hold no credential, and none that is or holds what is closed', (t) => {
  const base = folderOf(t);
  const home = join(base, 'home');
  for (const path of [
    'home/.cargo/bin',
    'home/.cargo/registry',
    'home/.config',
    'home/.ssh',
    'jdk/bin',
    'tools/node_modules/.bin',
    'node/bin',
  ])
    mkdirSync(join(base, path), { recursive: true });
  writeFileSync(join(home, '.cargo/credentials.toml'), 'token');
  symlinkSync(join(home, '.ssh'), join(home, '.rustup'));
  const places = {
    home,
    path: `${base}/tools/node_modules/.bin:/usr/bin:${home}/.config`,
    named: [join(base, 'jdk'), base, '/'],
    executable: join(base, 'node/bin/node'),
    closed: [join(base, 'state')],
  };
  const wanted = ['home/.cargo/bin', 'home/.cargo/registry', 'tools/node_modules', 'jdk', 'node'].map((path) =>
    join(base, path),
  );
  assert.deepEqual(findToolchains(places), wanted);
  const closed = [join(base, 'jdk/keys'), join(base, 'tools'), join(home, '.cargo/bin')];
  assert.deepEqual(findToolchains({ ...places, closed }), [join(home, '.cargo/registry'), join(base, 'node')]);
  assert.deepEqual(findToolchains({ ...places, home: null, path: '', named: [] }), [join(base, 'node')]);
});
