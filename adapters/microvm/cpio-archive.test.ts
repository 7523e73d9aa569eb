import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cpioArchive } from './cpio-archive.ts';

const ENTRIES = [
  { path: 'bin', kind: 'folder' },
  { path: 'bin/tool', kind: 'file', contents: Buffer.from('#!/bin/sh\n'), isExecutable: true },
  { path: 'plain', kind: 'file', contents: Buffer.from('five!') },
  { path: 'link', kind: 'link', target: 'bin/tool' },
] as const;

test('unpacks to the same files with a program that knows the form', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { status, error } = spawnSync('busybox', ['cpio', '-i', '-d'], { cwd: folder, input: cpioArchive(ENTRIES) });
  if (error !== undefined) return t.skip('busybox is missing: apt-get install busybox-static');
  assert.equal(status, 0);
  assert.equal(readFileSync(join(folder, 'plain'), 'utf8'), 'five!');
  assert.equal(readlinkSync(join(folder, 'link')), 'bin/tool');
  assert.equal(statSync(join(folder, 'bin/tool')).mode & 0o777, 0o755);
});

test('makes the same bytes of the same entries, in records that begin at multiples of four', () => {
  const archive = Buffer.from(cpioArchive(ENTRIES));
  assert.deepEqual(Buffer.from(cpioArchive(ENTRIES)), archive);
  assert.equal(archive.length % 4, 0);
  for (let at = archive.indexOf('070701'); at >= 0; at = archive.indexOf('070701', at + 1)) assert.equal(at % 4, 0);
  assert.match(archive.toString('latin1'), /TRAILER!!!\0*$/);
});
