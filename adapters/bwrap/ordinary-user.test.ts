import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const USER = { uid: 54_322, gid: 54_322 };
const FILES = ['bwrap-driver.test.ts', 'pitfalls.test.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url)));
const isRoot = process.getuid?.() === 0;

test('all of it holds where the gateway is an ordinary user', {
  skip: isRoot ? false : 'it is one already: the other tests have shown it',
  timeout: 600_000,
}, (t) => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  for (const file of FILES) {
    if (spawnSync(process.execPath, ['--check', file], { ...USER, env }).status !== 0)
      return t.skip('another user can read neither this folder nor its Node');
    const words = ['--test', '--test-timeout=120000', '--test-reporter=tap', file];
    const { status, stdout } = spawnSync(process.execPath, words, {
      ...USER,
      env: { ...env, HOME: '/' },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    assert.equal(
      status,
      0,
      stdout
        .split('\n')
        .filter((line) => /not ok|error:/.test(line))
        .join('\n'),
    );
  }
});
