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

test('tells the day in a named zone, over daylight saving and the line of dates', () => {
  const clock = openSystemClock();
  const dayOf = (zone: string, ...at: Parameters<typeof Date.UTC>): string => clock.dayOf(Date.UTC(...at), zone);
  assert.equal(dayOf('UTC', 2026, 0, 1), '2026-01-01');
  assert.equal(dayOf('Europe/Berlin', 2026, 9, 25, 22, 59), '2026-10-25');
  assert.equal(dayOf('Europe/Berlin', 2026, 9, 25, 23, 0), '2026-10-26');
  assert.equal(dayOf('Europe/Berlin', 2026, 2, 29, 21, 59), '2026-03-29');
  assert.equal(dayOf('Europe/Berlin', 2026, 2, 29, 22, 0), '2026-03-30');
  assert.equal(dayOf('Pacific/Apia', 2026, 0, 1, 12), '2026-01-02');
  assert.equal(dayOf('Pacific/Pago_Pago', 2026, 0, 1, 10), '2025-12-31');
});

test('names the same day whether it was asked a moment ago or never, at every quarter of an hour of every zone', () => {
  const kept = openSystemClock();
  for (const zone of ['UTC', 'Asia/Kathmandu', 'Australia/Eucla', 'Pacific/Chatham', 'America/St_Johns']) {
    for (let atMs = Date.UTC(2026, 9, 3); atMs < Date.UTC(2026, 9, 6); atMs += 15 * 60_000) {
      for (const near of [atMs - 1, atMs, atMs + 1])
        assert.equal(kept.dayOf(near, zone), openSystemClock().dayOf(near, zone), `${zone} at ${near}`);
    }
  }
});

test('refuses a time zone that does not exist', () => {
  assert.throws(() => openSystemClock().minuteOfDay(0, 'Mars/Olympus'), RangeError);
  assert.throws(() => openSystemClock().dayOf(0, 'Mars/Olympus'), RangeError);
});

test('calls back after a delay unless cancelled', async () => {
  const clock = openSystemClock();
  const fired: string[] = [];
  clock.after(5, () => fired.push('kept'));
  clock.after(5, () => fired.push('cancelled'))();
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(fired, ['kept']);
});
