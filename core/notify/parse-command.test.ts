import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCommand } from './parse-command.ts';

describe('A typed command', () => {
  test('approves a request by the beginning of its id, for the session where it says so', () => {
    assert.deepEqual(parseCommand('/approve 7k3m'), { kind: 'approve', id: '7k3m', scope: 'action' });
    assert.deepEqual(parseCommand('!APPROVE 7K3M Session'), { kind: 'approve', id: '7k3m', scope: 'session' });
    assert.deepEqual(parseCommand('/approve@gate_bot 7k3m'), { kind: 'approve', id: '7k3m', scope: 'action' });
  });

  test('means the oldest without an id', () => {
    assert.deepEqual(parseCommand('  /approve '), { kind: 'approve', id: null, scope: 'action' });
    assert.deepEqual(parseCommand('/approve session'), { kind: 'approve', id: null, scope: 'session' });
    assert.deepEqual(parseCommand('/approve - session'), { kind: 'approve', id: null, scope: 'session' });
    assert.deepEqual(parseCommand('/deny'), { kind: 'deny', id: null, reason: '' });
    assert.deepEqual(parseCommand('/deny - not\n today'), { kind: 'deny', id: null, reason: 'not today' });
  });

  test('denies with a reason', () => {
    assert.deepEqual(parseCommand('/deny 7k3m9x the\twrong  host'), {
      kind: 'deny',
      id: '7k3m9x',
      reason: 'the wrong host',
    });
  });

  test('is never guessed at', () => {
    for (const text of ['/approve 7k3m now', '/approve 7k', '/approve all', '/approve session 7k3m', '/approve 7k3m-'])
      assert.equal(parseCommand(text)?.kind, 'unreadable', text);
    for (const text of ['/deny no', '/deny 7k3!']) assert.equal(parseCommand(text)?.kind, 'unreadable', text);
    assert.equal(parseCommand(`/deny 7k3m ${'x'.repeat(3_000)}`)?.kind, 'unreadable');
  });

  test('pairs, lists, tells who one is, and helps', () => {
    assert.deepEqual(parseCommand('/pair ABCD 2345'), { kind: 'pair', code: 'ABCD2345' });
    assert.deepEqual(parseCommand('/pair'), { kind: 'pair', code: '' });
    assert.deepEqual(
      ['/pending', '/whoami', '/help'].map((text) => parseCommand(text)?.kind),
      ['pending', 'whoami', 'help'],
    );
  });

  test('is nothing else that people write', () => {
    for (const text of [
      '',
      'approve 7k3m',
      '/',
      '/ approve',
      '/start',
      '/approved',
      '#approve',
      '/approve7k3m',
      'yes /approve',
    ])
      assert.equal(parseCommand(text), null, text);
  });
});
