import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMinute, isWindowOpen, minutesUntilOpen } from './window.ts';

const DAY = { fromMinute: 480, toMinute: 1_320, timeZone: 'UTC' };
const NIGHT = { fromMinute: 1_320, toMinute: 480, timeZone: 'UTC' };
const NEVER = { fromMinute: 480, toMinute: 480, timeZone: 'UTC' };

const TABLE = [
  ['08:00–22:00', DAY, 479, false, 1],
  ['08:00–22:00', DAY, 480, true, 0],
  ['08:00–22:00', DAY, 1_319, true, 0],
  ['08:00–22:00', DAY, 1_320, false, 600],
  ['22:00–08:00', NIGHT, 1_319, false, 1],
  ['22:00–08:00', NIGHT, 1_320, true, 0],
  ['22:00–08:00', NIGHT, 0, true, 0],
  ['22:00–08:00', NIGHT, 479, true, 0],
  ['22:00–08:00', NIGHT, 480, false, 840],
  ['never', NEVER, 480, false, null],
  ['always', null, 3, true, 0],
  ['08:00–22:00', DAY, -1, false, null],
  ['22:00–08:00', NIGHT, 1_440, false, null],
  ['22:00–08:00', NIGHT, Number.NaN, false, null],
] as const;

for (const [name, window, minute, open, wait] of TABLE) {
  test(`${name} is ${open ? 'open' : 'closed'} at minute ${minute}`, () => {
    assert.equal(isWindowOpen(window, minute), open);
    assert.equal(minutesUntilOpen(window, minute), wait);
  });
}

test('writes minutes as people do', () => {
  assert.deepEqual([0, 480, 1_439].map(formatMinute), ['00:00', '08:00', '23:59']);
});
