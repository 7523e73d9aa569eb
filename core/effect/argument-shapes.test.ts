import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../encoding/json.ts';
import { leavesOf } from './argument-leaves.ts';
import { effectsOfRepository, isReadingCall } from './argument-shapes.ts';

describe('An HTTP call', () => {
  const isRead = (args: JsonObject): boolean => isReadingCall(leavesOf(args));
  test('reads with a method that says so and nothing to send', () => {
    assert.ok(isRead({ url: 'x', method: 'get', headers: {} }));
    assert.ok(isRead({ url: 'x', method: 'HEAD', body: null }));
  });
  test('sends otherwise', () => {
    for (const args of [
      { url: 'x' },
      { method: 'POST' },
      { method: 1 },
      { method: 'GET', body: 'x' },
      { method: 'GET', verb: 'PUT' },
    ]) {
      assert.ok(!isRead(args), JSON.stringify(args));
    }
  });
});

describe('A repository elsewhere', () => {
  const found = (tool: string, args: JsonObject): readonly string[] =>
    effectsOfRepository(tool, leavesOf(args)).map(({ class: name, resource }) => `${name} ${resource.value}`);
  test('is pushed to, or by force', () => {
    assert.deepEqual(found('git_push', { remote: 'origin', branch: 'main' }), ['git.push origin']);
    assert.deepEqual(found('merge_it', { repo: 'site' }), ['git.push site']);
    assert.deepEqual(found('update', { branch: 'main', force: true }), ['git.push-force main']);
    assert.deepEqual(found('git-push', { branch: 'main', force: false }), ['git.push main']);
    assert.deepEqual(found('force_push', { branch: 'main', overwrite: null }), ['git.push main']);
  });
  test('is only looked at where nothing says that it changes', () => {
    assert.deepEqual(found('list_files', { repo: 'site', branch: 'main' }), []);
    assert.deepEqual(found('push', { message: 'x' }), []);
  });
});
