import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentAuthorisations } from './recent-authorisations.ts';

const noted = (digest: string) => ({ session: 's1', digest });

test('confirms what was authorised once for each time that it was, and only in its session', () => {
  const recent = new RecentAuthorisations();
  recent.note(noted('a'), 0);
  recent.note(noted('a'), 1);
  assert.equal(recent.confirm({ session: 's2', digest: 'a' }, 2), false);
  assert.deepEqual(
    [1, 2, 3].map(() => recent.confirm(noted('a'), 2)),
    [true, true, false],
  );
});

test('confirms up to a minute later, and not at the minute', () => {
  const recent = new RecentAuthorisations();
  recent.note(noted('a'), 1_000);
  recent.note(noted('b'), 1_000);
  assert.equal(recent.confirm(noted('a'), 60_999), true);
  assert.equal(recent.confirm(noted('b'), 61_000), false);
});

test('remembers the last five thousand and forgets the oldest, whatever their counts', () => {
  const recent = new RecentAuthorisations();
  recent.note(noted('first'), 0);
  for (let index = 0; index < 4_000; index++) recent.note(noted(`early-${index}`), 0);
  recent.note(noted('first'), 0);
  for (let index = 0; index < 5_000; index++) recent.note(noted(`late-${index}`), 0);
  assert.equal(recent.confirm(noted('late-0'), 1), true);
  assert.equal(recent.confirm(noted('first'), 1), true);
  for (let index = 0; index < 10_000; index++) recent.note(noted(`later-${index}`), 0);
  assert.equal(recent.confirm(noted('first'), 1), false);
  assert.equal(recent.confirm(noted('early-3999'), 1), false);
});
