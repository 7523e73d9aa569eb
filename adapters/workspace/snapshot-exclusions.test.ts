import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileExclusions, USUAL_EXCLUSIONS } from './snapshot-exclusions.ts';

const none = { isKnown: false, isBeside: () => false };
const usual = compileExclusions(USUAL_EXCLUSIONS);
const isOut = (path: string, look = none): boolean => usual(path, look) !== null;
const beside = (name: string, isKnown = false): typeof none => ({
  isKnown,
  isBeside: (other?: string) => other === name,
});

test('leaves out what tools make again, wherever it lies', () => {
  for (const path of [
    'node_modules',
    'packages/web/node_modules',
    '.venv',
    'a/__pycache__',
    'web/.next/cache',
    'vendor/bundle',
    '.terraform/providers',
  ])
    assert.equal(isOut(path), true, path);
});

test('keeps what only looks like it', () => {
  for (const path of [
    'node_modules.txt',
    'src/node_module',
    'NODE_MODULES',
    'vendor',
    'a/bundle',
    'cache',
    '.next',
    '.env',
    'package-lock.json',
    'yarn.lock',
    'src/a.lock',
    'dist',
    '.gitignore',
  ])
    assert.equal(isOut(path), false, path);
});

test("leaves out git's contents and locks, and keeps what brings branches back", () => {
  for (const path of [
    '.git/objects',
    'sub/.git/objects',
    '.git/lfs',
    '.git/modules/a/objects',
    '.git/modules/a/b/objects',
    '.git/index.lock',
    '.git/refs/heads/main.lock',
  ])
    assert.equal(isOut(path), true, path);
  for (const path of [
    '.git',
    '.git/HEAD',
    '.git/index',
    '.git/config',
    '.git/refs',
    '.git/refs/heads/objects',
    '.git/packed-refs',
    '.git/hooks',
    '.git/modules/a/HEAD',
    'objects',
  ])
    assert.equal(isOut(path), false, path);
});

test('takes a folder of results for one only beside what makes it, and never once it is kept', () => {
  assert.equal(isOut('target'), false);
  assert.equal(isOut('crates/a/target', beside('Cargo.toml')), true);
  assert.equal(isOut('crates/a/target', beside('Cargo.toml', true)), false);
  assert.equal(isOut('build', beside('build.gradle.kts')), true);
  assert.equal(isOut('build', beside('package.json')), false);
});

test('reads stars in names and double stars for folders', () => {
  const find = compileExclusions([
    { path: 'a/**/*.tmp', why: 'one' },
    { path: '*-cache', why: 'two' },
    { path: 'x/**/y/**/z', why: 'three' },
    { path: '**/deep', why: 'four' },
  ]);
  const cases: readonly (readonly [string, string | null])[] = [
    ['a/1.tmp', 'one'],
    ['a/b/c/1.tmp', 'one'],
    ['root/a/b/.tmp', 'one'],
    ['b/1.tmp', null],
    ['1.tmp', null],
    ['my-cache', 'two'],
    ['-cache', 'two'],
    ['my-cache/inner', null],
    ['x/y/z', 'three'],
    ['x/1/y/2/3/z', 'three'],
    ['x/y/y/z', 'three'],
    ['y/x/z', null],
    ['x/z', null],
    ['deep', 'four'],
    ['a/deep', 'four'],
  ];
  for (const [path, why] of cases) assert.equal(find(path, none), why, path);
});

test('answers quickly for paths and rules made to be slow', () => {
  const find = compileExclusions([
    { path: `${'a*'.repeat(50)}b`, why: '' },
    { path: `${'a/**/'.repeat(20)}b/c`, why: '' },
  ]);
  const started = process.cpuUsage();
  for (let count = 0; count < 200; count++) {
    assert.equal(find('a'.repeat(255), none), null);
    assert.equal(find(`${'a/'.repeat(98)}c`, none), null);
  }
  assert.ok(process.cpuUsage(started).user < 1_000_000);
});
