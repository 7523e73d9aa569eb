import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { manualClock } from '../../test/harness/manual-clock.ts';
import { RepeatedTurns } from './repeated-turns.ts';
import { RetryAllowance } from './retry-allowance.ts';
import { openContextScan } from './scan-context.ts';

const randomness = { bytes: (length: number) => new Uint8Array(length).fill(255), uuid: () => 'id' };
const who = (task: string, principal = 'agent:a') => ({ task, principal });

test('tries three times in a row for a task, waiting twice as long each time, and anew after a success', () => {
  const allowance = new RetryAllowance({ clock: manualClock(), randomness });
  assert.deepEqual(
    [1, 2, 3, 4].map(() => allowance.next(who('t'), null)),
    [500, 1_000, 2_000, null],
  );
  allowance.succeeded('t');
  assert.equal(allowance.next(who('t'), null), 500);
});

test('tries ten times within an hour for a principal, the hour being half-open', () => {
  const clock = manualClock();
  const allowance = new RetryAllowance({ clock, randomness });
  const tried = Array.from({ length: 12 }, (_, at) => allowance.next(who(`t${at}`), null));
  assert.equal(tried.filter((waitMs) => waitMs !== null).length, 10);
  assert.equal(allowance.next(who('other', 'agent:b'), null), 500);
  clock.advance(3_600_000);
  assert.equal(allowance.next(who('later'), null), 500);
});

test('waits as long as the provider asks, and not at all for one that asks for too long', () => {
  const allowance = new RetryAllowance({ clock: manualClock(), randomness });
  assert.equal(allowance.next(who('t'), 30_000), 30_000);
  assert.equal(allowance.next(who('t'), 10), 1_000);
  assert.equal(allowance.next(who('t'), 61_000), null);
  assert.equal(allowance.next(who('t'), null), 2_000, 'what was not tried is not counted');
});

test('counts turns of several calls in a row, and begins anew with any other turn', () => {
  const turns = new RepeatedTurns(sha256);
  const call = (name: string) => ({ id: '', name, args: { a: 1 } });
  const both = [call('x'), call('y')];
  assert.deepEqual(
    [both, both, both, both].map((turn) => turns.isLoop('s', turn)),
    [false, false, true, true],
  );
  assert.equal(turns.isLoop('other', both), false);
  assert.equal(turns.isLoop('s', [call('x'), call('z')]), false);
  assert.deepEqual(
    [both, [call('x')], both].map((turn) => turns.isLoop('s', turn)),
    [false, false, false],
  );
});

const SECRET = ['ghp', 'A7b2C9d4E1f6G3h8I5j0K7l2M9n4O1p6Q3r8'].join('_');

test('looks at every message once, and again when other secrets are kept', () => {
  let looked = 0;
  let known = { redact: (text: string) => text };
  const scan = openContextScan(
    {
      secrets: 'redact',
      known: () => known,
      isNeverSent: () => {
        looked += 1;
        return false;
      },
      neverSend: 'exclude',
      home: '/home/dev',
    },
    sha256,
  );
  const call = { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Read', input: { file_path: 'a' } }] };
  const body = { messages: [{ role: 'user', content: SECRET }, call] };
  const first = scan(body, { cwd: '/w' });
  assert.ok('body' in first && !JSON.stringify(first.body).includes(SECRET));
  const once = looked;
  assert.ok(once > 0);
  const second = scan(body, { cwd: '/w' });
  assert.deepEqual(second, { ...first, results: [] });
  assert.equal(looked, once);
  known = { redact: (text) => text.replaceAll('Read', 'X') };
  scan(body, { cwd: '/w' });
  assert.ok(looked > once);
});

test('refuses a message that nests deeper than it looks', () => {
  const rules = { secrets: 'redact', isNeverSent: () => false, neverSend: 'exclude', home: '/' } as const;
  let content: unknown = 'x';
  for (let depth = 0; depth < 100; depth++) content = [content];
  const scanned = openContextScan(rules, sha256)({ messages: [{ content: content as string }] }, { cwd: '/' });
  assert.ok('refusal' in scanned);
});
