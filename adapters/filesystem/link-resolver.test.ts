import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createLinkResolver } from './link-resolver.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-links-')));
after(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'real/inner'), { recursive: true });
writeFileSync(join(root, 'real/file'), '');
symlinkSync('real', join(root, 'folder'));
symlinkSync('real/file', join(root, 'link'));
symlinkSync('/nowhere/at/all', join(root, 'dangling'));
symlinkSync('loop-b', join(root, 'loop-a'));
symlinkSync('loop-a', join(root, 'loop-b'));

const resolve = (path: string): string | undefined =>
  createLinkResolver().resolve([join(root, path)])[join(root, path)];

test('leaves out paths that lead where they are written', () => {
  assert.equal(resolve('real/file'), undefined);
  assert.equal(resolve('real/new/file'), undefined);
});

test('follows links to files and folders, and appends what does not exist yet', () => {
  assert.equal(resolve('link'), join(root, 'real/file'));
  assert.equal(resolve('folder/inner'), join(root, 'real/inner'));
  assert.equal(resolve('folder/new/deep.ts'), join(root, 'real/new/deep.ts'));
});

test('calls a dangling link and a loop unresolvable', () => {
  assert.equal(resolve('dangling'), '/proc/unresolvable');
  assert.equal(resolve('loop-a'), '/proc/unresolvable');
  assert.equal(resolve('loop-a/below'), '/proc/unresolvable');
});

test('treats what lies below a file as what it is: nothing there yet', () => {
  assert.equal(resolve('real/file/below'), undefined);
});

test('tells folders in which git finds the repository of the workspace from those that may bring their own', (t) => {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-shared-')));
  t.after(() => rmSync(workspace, { recursive: true }));
  for (const folder of ['.git', 'packages/a/src', 'bare/objects', 'bare/below', 'nested/.git', 'elsewhere'])
    mkdirSync(join(workspace, folder), { recursive: true });
  writeFileSync(join(workspace, 'bare/HEAD'), 'ref: refs/heads/main');
  writeFileSync(join(workspace, 'packages/file'), '');
  symlinkSync('../elsewhere', join(workspace, 'packages/link'));
  symlinkSync('/nowhere', join(workspace, 'elsewhere/HEAD'));
  symlinkSync(workspace, join(root, 'workspace-link'));
  const shares = (folder: string, at = workspace): boolean =>
    createLinkResolver().sharesRepository(`${at}/${folder}`, at);
  assert.equal(shares('packages'), true);
  assert.equal(shares('packages/a/src'), true);
  assert.equal(shares('packages/a', join(root, 'workspace-link')), true, 'the workspace itself may be a link');
  for (const folder of [
    'bare',
    'bare/below',
    'nested',
    'packages/link',
    'elsewhere',
    'packages/file',
    'packages/new',
    '',
    '../x',
    'packages/../bare',
  ])
    assert.equal(shares(folder), false, folder);
  assert.equal(createLinkResolver().sharesRepository(workspace, workspace), false);
  assert.equal(createLinkResolver().sharesRepository('/usr', '/'), false);
  assert.equal(createLinkResolver().sharesRepository(`${workspace}s`, workspace), false);
});
