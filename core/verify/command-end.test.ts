import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandEnd, resultOfCommand } from './command-end.ts';

const ENDS: readonly (readonly [CommandEnd, string])[] = [
  [{ kind: 'exited', exitCode: 0 }, 'passed'],
  [{ kind: 'exited', exitCode: 1 }, 'failed'],
  [{ kind: 'exited', exitCode: 127 }, 'failed'],
  [{ kind: 'signalled', signal: 'SIGSEGV' }, 'crashed'],
  [{ kind: 'timed-out', afterMs: 100 }, 'timed-out'],
  [{ kind: 'stopped' }, 'crashed'],
  [{ kind: 'not-found' }, 'not-run'],
  [{ kind: 'not-started', why: 'EACCES' }, 'not-run'],
  [{ kind: 'overstepped', what: 'it made a folder of git' }, 'crashed'],
];

for (const [end, status] of ENDS) {
  test(`takes ${JSON.stringify(end)} for ${status}`, () => {
    const result = resultOfCommand('unit', { end, contained: true, output: '' });
    assert.equal(result.status, status);
    assert.ok(result.detail.length > 0);
  });
}

test('keeps the end of the output, without its secrets', () => {
  const token = ['AKIA', 'Q3JZ7WXN5TLKP2HD'].join('');
  const output = `${'x'.repeat(5_000)} token ${token} end`;
  const { excerpt, contained } = resultOfCommand('unit', { end: { kind: 'not-found' }, contained: false, output });
  assert.ok(excerpt.length <= 4_000 && excerpt.endsWith(' end') && !excerpt.includes(token));
  assert.equal(contained, false);
});
