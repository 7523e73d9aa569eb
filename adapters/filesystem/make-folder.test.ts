import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder as makeFolderOfCli } from '../../apps/cli/make-folder.ts';
import { makeFolder as makeFolderOfGateway } from './make-folder.ts';

for (const [whose, makeFolder] of Object.entries({ gateway: makeFolderOfGateway, cli: makeFolderOfCli })) {
  test(`makes a folder and all above it with the mode, and leaves one that is there (${whose})`, (t) => {
    const root = mkdtempSync(join(tmpdir(), 'countersign-folder-'));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    makeFolder(join(root, 'a/b/c'), 0o700);
    makeFolder(join(root, 'a/b/c'), 0o755);
    for (const name of ['a', 'a/b', 'a/b/c']) assert.equal(statSync(join(root, name)).mode & 0o777, 0o700, name);
    symlinkSync(join(root, 'a'), join(root, 'link'));
    makeFolder(join(root, 'link/d'), 0o700);
    assert.equal(existsSync(join(root, 'a/d')), true);
  });

  test(`ends with the system's error where nothing can be made, and never tries without end (${whose})`, (t) => {
    const root = mkdtempSync(join(tmpdir(), 'countersign-folder-'));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    writeFileSync(join(root, 'file'), '');
    symlinkSync(join(root, 'nowhere'), join(root, 'dangling'));
    const places = ['file', 'file/x', 'file/x/y', 'dangling', 'dangling/x'].map((name) => join(root, name));
    if (existsSync('/proc/self')) places.push('/proc/countersign', '/proc/countersign/x', '/proc/self/fd/x');
    for (const place of places) assert.throws(() => makeFolder(place, 0o700), { name: 'Error' }, place);
  });
}
