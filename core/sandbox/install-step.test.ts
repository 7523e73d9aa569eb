import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfInstallation, packagesWithScripts, readInstallStep } from './install-step.ts';

test('knows what installs packages, and which lock file it wants', () => {
  assert.deepEqual(readInstallStep(['npm', 'ci'])?.lockFiles, ['package-lock.json', 'npm-shrinkwrap.json']);
  assert.equal(readInstallStep(['/usr/bin/npm', '--silent', 'i', 'left-pad'])?.manager, 'npm');
  assert.equal(readInstallStep(['yarn'])?.manager, 'yarn');
  assert.equal(readInstallStep(['pip3', 'install', '-r', 'requirements.txt'])?.manager, 'pip');
});

test('knows what does not, and what only writes the lock file', () => {
  for (const argv of [
    [],
    ['npm', 'test'],
    ['npm'],
    ['claude'],
    ['npm', 'install', '--package-lock-only'],
    ['pip', 'install', '--require-hashes', '-r', 'requirements.txt'],
  ])
    assert.equal(readInstallStep(argv), null, argv.join(' '));
});

test('tells what an installation changes from what is worth a look', () => {
  const step = readInstallStep(['npm', 'ci']);
  assert.ok(step !== null);
  assert.equal(isOfInstallation(step, 'node_modules/a/index.js'), true);
  assert.equal(isOfInstallation(step, 'packages/one/node_modules/a.js'), true);
  assert.equal(isOfInstallation(step, 'src/index.js'), false);
});

test('names packages that would have run scripts', () => {
  const packages = {
    '': { hasInstallScript: false },
    'node_modules/esbuild': { hasInstallScript: true },
    'node_modules/a/node_modules/@scope/native': { hasInstallScript: true },
    'node_modules/b/node_modules/esbuild': { hasInstallScript: true },
    'node_modules/odd': null,
  };
  assert.deepEqual(packagesWithScripts({ packages }), ['@scope/native', 'esbuild']);
  for (const other of [null, 'text', {}, { packages: null }, { packages: 7 }])
    assert.deepEqual(packagesWithScripts(other), []);
});
