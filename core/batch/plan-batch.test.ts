import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect, EffectClass, Resource } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { collide, footprintOf } from './footprint.ts';
import { orderCalls } from './order-calls.ts';
import { type BatchPlan, type PlannedCall, planBatch } from './plan-batch.ts';

function on(effectClass: EffectClass, value: string, kind: Resource['kind'] = 'path'): Effect {
  return makeEffect(effectClass, { kind, value }, { detail: '' });
}

function call(id: string, effects: Effect | readonly Effect[], dependsOn: readonly string[] = []): PlannedCall {
  return { id, effects: 'class' in effects ? [effects] : effects, dependsOn };
}

function planOf(...calls: readonly PlannedCall[]): BatchPlan {
  const plan = planBatch(calls);
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value;
}

const read = (path: string) => on('file.read', path);
const write = (path: string) => on('file.write', path);

test('reads run together, at most eight at a time', () => {
  const calls = Array.from({ length: 11 }, (_, index) => call(`r${index}`, read('/w/a.txt')));
  const { steps, decideInTurn } = planOf(...calls);
  assert.deepEqual(
    steps.map((step) => step.length),
    [8, 3],
  );
  assert.equal(decideInTurn.size, 0);
});

test('writes run together when neither path lies in the other', () => {
  assert.deepEqual(planOf(call('a', write('/w/a')), call('b', write('/w/ab'))).steps, [['a', 'b']]);
  for (const [one, other] of [
    ['/w/a', '/w/a'],
    ['/w/a', '/w/a/b/c'],
    ['/w/a/b', '/w'],
    ['/w/README.md', '/w/readme.md'],
    ['/', '/w'],
    ['/w/*.log', '/w/a.log'],
    ['/w/src/{a,b}/c', '/w/src/b'],
  ] as const) {
    const plan = planOf(call('a', write(one)), call('b', write(other)));
    assert.deepEqual(plan.steps, [['a'], ['b']], `${one} and ${other}`);
    assert.deepEqual([...plan.decideInTurn], ['b']);
  }
});

test('a read waits for a write of what it reads, and a write for a read', () => {
  assert.deepEqual(planOf(call('w', write('/w/a')), call('r', read('/w'))).steps, [['w'], ['r']]);
  assert.deepEqual(planOf(call('r', read('/w/a')), call('w', on('file.delete', '/w'))).steps, [['r'], ['w']]);
  assert.deepEqual(planOf(call('r', read('/w/b')), call('w', write('/w/a'))).steps, [['r', 'w']]);
});

test('a read of an unknown place waits for every write, and runs beside reads', () => {
  const status = on('file.read', 'git status', 'command');
  assert.deepEqual(planOf(call('w', write('/w/a')), call('s', status), call('r', read('/w/b'))).steps, [
    ['w', 'r'],
    ['s'],
  ]);
});

test('what is opaque, unknown or a program runs alone, and so does what has too many effects', () => {
  const many = Array.from({ length: 33 }, (_, index) => read(`/w/${index}`));
  const lone: readonly (Effect | readonly Effect[])[] = [
    on('shell.opaque', 'x', 'command'),
    on('unknown', 'x', 'tool'),
    on('process.run', 'make', 'command'),
    on('message.send', 'anna', 'recipient'),
    on('file.write', 'x', 'other'),
    on('net.fetch', 'x', 'url'),
    { ...write('/w/a'), marks: ['unresolved'] },
    [read('/w/a'), on('payment', '3', 'other')],
    many,
  ];
  for (const effects of lone) {
    const plan = planOf(call('r1', read('/x')), call('x', effects), call('r2', read('/y')));
    assert.deepEqual(plan.steps, [['r1'], ['x'], ['r2']], JSON.stringify(effects).slice(0, 80));
    assert.deepEqual([...plan.decideInTurn], ['x', 'r2']);
  }
});

test('fetches run together from different hosts, one after the other from one', () => {
  const fetch = (host: string) => on('net.fetch', host, 'host');
  assert.deepEqual(planOf(call('a', fetch('a.example')), call('b', fetch('b.example'))).steps, [['a', 'b']]);
  assert.deepEqual(planOf(call('a', fetch('a.example')), call('b', fetch('a.example'))).steps, [['a'], ['b']]);
});

test('reading a database and calling a model get in nobody’s way, nor does a call without effects', () => {
  const calls = [call('d', on('db.read', 'select', 'statement')), call('m', on('model.call', 'm', 'other'))];
  assert.deepEqual(planOf(...calls, call('n', []), call('w', write('/w/a'))).steps, [['d', 'm', 'n', 'w']]);
});

test('a call runs after what it depends on, wherever it stands, and is decided beforehand when nothing changes it', () => {
  const plan = planOf(call('late', read('/w/a'), ['b']), call('b', read('/w/b')), call('c', read('/w/c')));
  assert.deepEqual(plan.steps, [['b', 'c'], ['late']]);
  assert.equal(plan.decideInTurn.size, 0);
});

test('of two calls that collide the first of the batch runs first', () => {
  const calls = [call('1', write('/w/a')), call('2', write('/w/b')), call('3', write('/w/a')), call('4', read('/w/b'))];
  assert.deepEqual(planOf(...calls).steps, [
    ['1', '2'],
    ['3', '4'],
  ]);
});

test('explains cycles, unknown and repeated names, and batches that are empty or too large', () => {
  const problems = (...calls: readonly PlannedCall[]) => {
    const order = planBatch(calls);
    return order.ok ? [] : order.failure.map(({ path, found, wanted }) => `${path}: ${found}, want ${wanted}`);
  };
  assert.deepEqual(problems(call('a', [], ['b']), call('b', [], ['a']), call('c', [])), [
    '$.calls: calls that wait for each other: "a", "b", want no cycle',
  ]);
  assert.deepEqual(problems(call('a', [], ['a'])), ['$.calls: calls that wait for each other: "a", want no cycle']);
  assert.deepEqual(problems(call('a', []), call('a', []), call('b', [], ['x', 'a', 'a'])), [
    '$.calls[1].id: "a" again, want an id of its own',
    '$.calls[2].depends_on[0]: "x", want the id of a call of this batch',
    '$.calls[2].depends_on[2]: "a" again, want each id once',
  ]);
  assert.deepEqual(problems(), ['$.calls: 0 calls, want 1 to 64 calls']);
  assert.equal(
    problems(...Array.from({ length: 65 }, (_, at) => call(`${at}`, [])))[0]?.startsWith('$.calls: 65'),
    true,
  );
  const long = orderCalls([{ id: 'a', dependsOn: Array.from({ length: 99 }, () => 'x'.repeat(99)) }]);
  assert.equal(long.ok || long.failure.length, 32);
});

test('colliding is the same both ways', () => {
  const one = footprintOf([read('/w/a'), write('/w/b')]);
  const other = footprintOf([write('/w/a/c')]);
  assert.equal(collide(one, other), true);
  assert.equal(collide(other, one), true);
});
