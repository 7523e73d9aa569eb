import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTaskName, isTaskPath } from './task-name.ts';

test('knows the names of tests, builds, checks and what a project generates', () => {
  for (const name of [
    'test',
    'lint:fix',
    'typeCheck',
    'test-e2e',
    'build_docs',
    'verify-links.mjs',
    'generate:schema',
    'tap:deno',
    'posttest',
  ])
    assert.equal(isTaskName(name), true, name);
});

test('takes no name for one that says nothing, or says more', () => {
  for (const name of [
    '',
    'go',
    'contest',
    'build-and-deploy',
    'test:prod',
    'checkAndPush',
    'docs:upload',
    'sync-types',
    'postinstall',
    'test:prepublish',
    'postman',
  ])
    assert.equal(isTaskName(name), false, name);
});

test('knows scripts by their own names, and by folders of tests', () => {
  for (const path of ['scripts/verify-links.mjs', './check.sh', 'test/a.ts', 'packages/x/benchmarks/ct.js'])
    assert.equal(isTaskPath(path), true, path);
  for (const path of ['', 'a.js', 'bin/run', 'test', 'deploy/check.sh', 'test/release/a.ts', 'scripts/publish-docs.js'])
    assert.equal(isTaskPath(path), path === 'test', path);
});
