import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NamedTasks, namedTask } from './named-tasks.ts';

const DAY = 86_400_000;

test('lets a principal name a hundred tasks a day, each as often as it likes', () => {
  const tasks = new NamedTasks();
  for (let index = 0; index < 100; index++) assert.equal(tasks.admit('agent:a', `t${index}`, DAY), true);
  assert.equal(tasks.admit('agent:a', 'one-more', DAY + 1), false);
  assert.equal(tasks.admit('agent:a', 't7', DAY + 2), true);
  assert.equal(tasks.admit('agent:b', 'one-more', DAY + 3), true, 'and counts each principal by itself');
});

test('begins anew the next day', () => {
  const tasks = new NamedTasks();
  for (let index = 0; index < 101; index++) tasks.admit('agent:a', `t${index}`, DAY);
  assert.equal(tasks.admit('agent:a', 'one-more', 2 * DAY), true);
});

test('counts no more principals than there may be', () => {
  const tasks = new NamedTasks();
  for (let index = 0; index < 10_000; index++) tasks.admit(`agent:${index}`, 't', DAY);
  assert.equal(tasks.admit('agent:late', 't', DAY), false);
  assert.equal(tasks.admit('agent:7', 'u', DAY), true);
});

test('books what names no task on one of the day, which is none that was named', () => {
  assert.equal(namedTask('agent:a', null, 7 * DAY + 5), 'models:agent:a:7');
  assert.equal(namedTask('agent:a', 'build', 7 * DAY), 'models:agent:a:build');
  const tasks = new NamedTasks();
  for (let index = 0; index < 100; index++) tasks.admit('agent:a', `t${index}`, DAY);
  assert.equal(tasks.admit('agent:a', '1', DAY), true, 'the task of the day counts as none');
});

function booked(name: string | null, { atMs, actor = 'agent:a' }: { atMs: number; actor?: string }): string {
  const data = { reservation: 'r', task: namedTask('agent:a', name, atMs), tokens: 1 };
  return JSON.stringify({ actor, at_ms: atMs, data, session: 's', type: 'budget.reserved' });
}

test('knows after a restart the names of the day that anything was booked on', () => {
  const tasks = new NamedTasks();
  tasks.see(booked('of yesterday', { atMs: DAY - 1 }));
  for (let index = 0; index < 100; index++) tasks.see(booked(`t${index}`, { atMs: DAY }));
  tasks.see(booked(null, { atMs: DAY }));
  assert.equal(tasks.admit('agent:a', 'of yesterday', DAY), false);
  assert.equal(tasks.admit('agent:a', 't7', DAY), true);
});

test('passes over entries that book on no task of the one who booked', () => {
  const tasks = new NamedTasks();
  const settled = booked('a', { atMs: DAY }).replace('reserved', 'settled');
  const odd = [booked('b', { atMs: DAY, actor: 'agent:other' }), settled, '{"type":"run.started"}'];
  const bare = '{"data":{"x":{"task":"models:"}},"type":"budget.reserved"}';
  for (const text of [...odd, bare, bare.replace('"data"', '"given"')]) tasks.see(text);
  for (let index = 0; index < 100; index++) assert.equal(tasks.admit('agent:a', `t${index}`, DAY), true);
});
