import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NamedTasks } from './named-tasks.ts';

test('lets a principal name a hundred tasks a day, each as often as it likes', () => {
  const tasks = new NamedTasks();
  for (let index = 0; index < 100; index++) assert.equal(tasks.admit('agent:a', `t${index}`, 1), true);
  assert.equal(tasks.admit('agent:a', 'one-more', 1), false);
  assert.equal(tasks.admit('agent:a', 't7', 1), true);
  assert.equal(tasks.admit('agent:b', 'one-more', 1), true, 'and counts each principal by itself');
});

test('begins anew the next day', () => {
  const tasks = new NamedTasks();
  for (let index = 0; index < 101; index++) tasks.admit('agent:a', `t${index}`, 1);
  assert.equal(tasks.admit('agent:a', 'one-more', 2), true);
});

test('counts no more principals than there may be', () => {
  const tasks = new NamedTasks();
  for (let index = 0; index < 10_000; index++) tasks.admit(`agent:${index}`, 't', 1);
  assert.equal(tasks.admit('agent:late', 't', 1), false);
  assert.equal(tasks.admit('agent:7', 'u', 1), true);
});
