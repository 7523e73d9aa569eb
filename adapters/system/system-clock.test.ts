import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSystemClock } from './system-clock.ts';

test('never goes back when the system clock does', () => {
  const readings = [1_000, 2_000, 500, 1_999, 2_001];
  const clock = openSystemClock({ readMs: () => readings.shift() ?? 0 });
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(() => clock.nowMs()),
    [1_000, 2_000, 2_000, 2_000, 2_001],
  );
});

test('tells the minute of the day in a named zone, over daylight saving', () => {
  const clock = openSystemClock();
  assert.equal(clock.minuteOfDay(Date.UTC(2026, 6, 1, 6, 30), 'Europe/Berlin'), 8 * 60 + 30);
  assert.equal(clock.minuteOfDay(Date.UTC(2026, 11, 1, 6, 30), 'Europe/Berlin'), 7 * 60 + 30);
  assert.equal(clock.minuteOfDay(Date.UTC(2026, 11, 1, 0, 0), 'UTC'), 0);
});

test('refuses a time zone that does not exist', () => {
  assert.throws(() => openSystemClock().minuteOfDay(0, 'Mars/Olympus'), RangeError);
});

test('calls back after a delay unless cancelled', async () => {
  const clock = openSystemClock();
  const fired: string[] = [];
  clock.after(5, () => fired.push('kept'));
  clock.after(5, () => fired.push('cancelled'))();
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(fired, ['kept']);
});
