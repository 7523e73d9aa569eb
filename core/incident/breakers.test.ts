import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BREAKERS, type BreakerId, REVIEW_WITHIN_MS } from './breakers.ts';
import { CALM } from './emergency-state.ts';
import { type BreakerState, noteSignal, type Signal } from './note-signal.ts';
import { dueReviews } from './review-deadlines.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What trips with these signals, each at its time, as `breaker target`. */
function tripsOf(signals: readonly (readonly [atMs: number, signal: Signal])[]): readonly string[] {
  let state: BreakerState = new Map();
  return signals.flatMap(([atMs, signal]) => {
    const noted = noteSignal(state, signal, atMs);
    state = noted.state;
    return noted.trips.map(({ breaker, target }) => `${breaker} ${target}`);
  });
}

const failed = (kind: Signal['kind'], about = 'x'): Signal => ({ kind, about, ok: false });
const done = (kind: Signal['kind'], about = 'x'): Signal => ({ kind, about, ok: true });
const inOrder = (...signals: readonly Signal[]): readonly (readonly [number, Signal])[] =>
  signals.map((signal, atMs) => [atMs, signal]);

describe('The table', () => {
  test('has the numbers of the model', () => {
    assert.deepEqual(BREAKERS['task-tries'].threshold, { kind: 'consecutive', count: 3 });
    assert.deepEqual(BREAKERS['tool-crashes'].threshold, { kind: 'within', count: 3, windowMs: 10 * MINUTE_MS });
    assert.deepEqual(BREAKERS['error-rate'].threshold, {
      kind: 'rate',
      overPercent: 40,
      atLeast: 20,
      windowMs: HOUR_MS,
    });
    assert.deepEqual([BREAKERS.denials.threshold.count, BREAKERS['identical-calls'].threshold.count], [3, 3]);
    assert.deepEqual(REVIEW_WITHIN_MS, { containment: 24 * HOUR_MS, halt: 7 * 24 * HOUR_MS });
  });

  test('halts for what concerns everything, and for nothing else', () => {
    const halting = Object.values(BREAKERS).filter(({ verb }) => verb === 'halt');
    assert.ok(halting.every(({ scope }) => scope === 'everything'));
    assert.equal(halting.length, 3);
  });
});

describe('Failures in a row', () => {
  test('trip at the third, of the same task', () => {
    assert.deepEqual(tripsOf(inOrder(failed('attempt'), failed('attempt'))), []);
    assert.deepEqual(tripsOf(inOrder(failed('attempt'), failed('attempt'), failed('attempt'))), ['task-tries x']);
    assert.deepEqual(tripsOf(inOrder(failed('attempt', 'a'), failed('attempt', 'b'), failed('attempt', 'a'))), []);
  });

  test('are ended by one that went well, and begin anew after a trip', () => {
    const row = [failed('attempt'), failed('attempt'), done('attempt'), failed('attempt'), failed('attempt')];
    assert.deepEqual(tripsOf(inOrder(...row)), []);
    assert.deepEqual(tripsOf(inOrder(...Array<Signal>(5).fill(failed('attempt')))), ['task-tries x']);
    assert.equal(tripsOf(inOrder(...Array<Signal>(6).fill(failed('attempt')))).length, 2);
  });

  test('of tasks count whichever they are, and contain the session that is named', () => {
    assert.deepEqual(tripsOf(inOrder(failed('task', 'a'), failed('task', 'b'), failed('task', 'c'))), [
      'failed-tasks c',
    ]);
    const named = { ...failed('attempt'), target: 's1' };
    assert.deepEqual(tripsOf(inOrder(named, named, named)), ['task-tries s1']);
  });
});

describe('Crashes of a tool', () => {
  test('trip at the third within ten minutes, half-open', () => {
    const crash = failed('tool-crash');
    assert.deepEqual(
      tripsOf([
        [0, crash],
        [1, crash],
        [10 * MINUTE_MS - 1, crash],
      ]),
      ['tool-crashes x'],
    );
    assert.deepEqual(
      tripsOf([
        [0, crash],
        [1, crash],
        [10 * MINUTE_MS, crash],
      ]),
      [],
    );
    assert.deepEqual(
      tripsOf([
        [0, crash],
        [1, failed('tool-crash', 'y')],
        [2, crash],
      ]),
      [],
    );
  });
});

describe('The share of failures', () => {
  const mixed = (bad: number, good: number): readonly (readonly [number, Signal])[] => [
    ...Array.from({ length: good }, (_, at) => [at, done('outcome')] as const),
    ...Array.from({ length: bad }, (_, at) => [good + at, failed('outcome')] as const),
  ];

  test('trips above 40 % of at least twenty', () => {
    assert.deepEqual(tripsOf(mixed(19, 0)), []);
    assert.deepEqual(tripsOf(mixed(20, 0)), ['error-rate x']);
    assert.deepEqual(tripsOf(mixed(8, 12)), []);
    assert.deepEqual(tripsOf(mixed(9, 12)), ['error-rate x']);
  });

  test('forgets what is an hour old', () => {
    const old = mixed(0, 12).map(([, signal]) => [0, signal] as const);
    const late = (atMs: number): readonly (readonly [number, Signal])[] =>
      Array.from({ length: 19 }, () => [atMs, failed('outcome')] as const);
    assert.deepEqual(tripsOf([...old, ...late(HOUR_MS)]), []);
    assert.deepEqual(tripsOf([...old, ...late(HOUR_MS - 1)]), ['error-rate x']);
  });
});

test('one event is enough where the table says so, but not one that went well', () => {
  for (const [kind, id] of [
    ['day-budget', 'day-budget'],
    ['unknown-error', 'unknown-error'],
    ['unexpected-egress', 'unexpected-egress'],
    ['attestation', 'attestation-lost'],
  ] as const satisfies readonly (readonly [Signal['kind'], BreakerId])[]) {
    assert.deepEqual(tripsOf(inOrder(failed(kind))), [`${id} x`]);
    assert.deepEqual(tripsOf(inOrder(done(kind))), []);
  }
});

test('what gates answer by themselves never trips here', () => {
  for (const kind of ['denial', 'identical-call'] as const)
    assert.deepEqual(tripsOf(inOrder(...Array<Signal>(9).fill(failed(kind)))), []);
});

test('counts no more than ten thousand things at once, and forgets the oldest', () => {
  const before: BreakerState = new Map(Array.from({ length: 10_000 }, (_, at) => [`task-tries t${at}`, []]));
  const full = noteSignal(before, failed('attempt', 'new'), 1).state;
  assert.equal(full.size, 10_000);
  assert.equal(full.has('task-tries t0'), false);
  assert.equal(full.has('task-tries new'), true);
});

describe('Reviews', () => {
  const contained = {
    verb: 'mute',
    target: { kind: 'principal', name: 'agent:x' },
    by: 'gateway',
    reason: 'odd',
    sinceMs: 1_000,
  } as const;

  test('are due within 24 hours, of a halt within seven days, the most urgent first', () => {
    const halt = { source: 'breaker', by: 'gateway', reason: 'failed', sinceMs: 0 } as const;
    assert.deepEqual(dueReviews({ ...CALM, halt, containments: [{ ...contained, sinceMs: 2_000 }, contained] }), [
      { verb: 'mute', target: 'principal agent:x', reason: 'odd', reviewByMs: 1_000 + 24 * HOUR_MS },
      { verb: 'mute', target: 'principal agent:x', reason: 'odd', reviewByMs: 2_000 + 24 * HOUR_MS },
      { verb: 'halt', target: '', reason: 'failed', reviewByMs: 7 * 24 * HOUR_MS },
    ]);
  });

  test('are not due of what a person contained', () => {
    assert.deepEqual(dueReviews({ ...CALM, containments: [{ ...contained, by: 'human:ada' }] }), []);
    assert.deepEqual(dueReviews(CALM), []);
  });
});
