import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunFolders } from './run-folders.ts';

test('lets git look from the workspace itself where no run is', () => {
  const folders = new RunFolders();
  folders.hold({ folder: '/work/other', hasRepository: false })();
  folders.hold({ folder: '/work/app', hasRepository: false });
  for (const workspace of ['/work/other', '/work', '/work/app2'])
    assert.equal(folders.findRepositoryFrom(workspace), workspace);
});

test('lets git look above a folder whose repository a run may have made, and in one that it cannot change', () => {
  const folders = new RunFolders();
  const letGo = folders.hold({ folder: '/work/app', hasRepository: false });
  assert.equal(folders.findRepositoryFrom('/work/app'), '/work');
  assert.equal(folders.findRepositoryFrom('/work/app/inner'), '/work');
  folders.hold({ folder: '/work/app', hasRepository: true });
  assert.equal(folders.findRepositoryFrom('/work/app/inner'), '/work');
  letGo();
  assert.equal(folders.findRepositoryFrom('/work/app/inner'), '/work/app');
  folders.hold({ folder: '/top', hasRepository: false });
  assert.equal(folders.findRepositoryFrom('/top'), '/');
});
