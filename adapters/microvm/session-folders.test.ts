import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SessionFolders } from './session-folders.ts';

test('gives each name once, and sweeps only what belongs to processes that are gone', (t) => {
  const base = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const folders = new SessionFolders(base);
  const own = folders.make('own');
  assert.ok(own !== null);
  assert.equal(folders.make('own'), null);
  const gone = String(spawnSync('true').pid);
  const left = join(base, 'sessions/left');
  const again = join(base, 'sessions/again');
  const empty = join(base, 'sessions/empty');
  const making = join(base, `sessions/.making.${process.pid}.other`);
  const unmade = join(base, `sessions/.making.${gone}.other`);
  for (const folder of [left, again, empty, making, unmade]) mkdirSync(folder);
  writeFileSync(join(left, 'owner'), `${gone} 12345`);
  writeFileSync(join(again, 'owner'), `${process.pid} 1`);
  assert.deepEqual([...folders.sweep()].sort(), [again, empty, left, unmade].sort());
  assert.deepEqual(
    [own, making].map((folder) => existsSync(folder)),
    [true, true],
  );
  assert.deepEqual(folders.sweep(), []);
});

test('gives a name again whose folder a killed gateway left empty', (t) => {
  const base = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const folders = new SessionFolders(base);
  mkdirSync(join(base, 'sessions/one'));
  assert.equal(folders.make('one'), join(base, 'sessions/one'));
  assert.equal(folders.make('one'), null);
  assert.deepEqual(folders.sweep(), []);
});

test('sweeps images that nothing used for two weeks, and those that nobody finished', (t) => {
  const base = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const folders = new SessionFolders(base);
  const make = (name: string): string => {
    writeFileSync(join(folders.images, name), '');
    return join(folders.images, name);
  };
  const old = make('old.erofs');
  const used = make('used.erofs');
  const unfinished = make(`x.erofs.${spawnSync('true').pid}`);
  make(`y.erofs.${process.pid}`);
  const weeksAgo = new Date(Date.now() - 15 * 24 * 60 * 60 * 1_000);
  utimesSync(old, weeksAgo, weeksAgo);
  assert.deepEqual([...folders.sweep()].sort(), [old, unfinished].sort());
  assert.equal(existsSync(used), true);
});
