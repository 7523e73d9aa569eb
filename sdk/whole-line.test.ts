import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whoAsks, wholeLine } from './whole-line.ts';
import type { WireApproval, WireJson } from './wire.ts';

const HERE = { cwd: '/home/me/app', workspace: '/home/me/app' };
const PINNED = { origin: 'mcp:notes', digest: 'sha256:1' };

type Seen = { readonly origin?: string; readonly digest?: string | null; readonly cwd?: string };

function line(name: string, args: { readonly [name: string]: WireJson }, more: Seen = {}): string | null {
  const { origin = 'builtin:claude-code', digest = null, cwd = HERE.cwd } = more;
  const action = { ...HERE, tool: { name, origin, digest }, args, cwd };
  return wholeLine({ shown: { action } } as unknown as Pick<WireApproval, 'shown'>);
}

test('a batch shows all of what it would run', () => {
  assert.equal(line('Bash', { command: 'npm test' }), 'Bash: npm test');
  assert.equal(
    line('send', { query: 'list my notes', to: 'x@y.example' }, PINNED),
    'send of mcp:notes: {"query":"list my notes","to":"x@y.example"}',
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

test('the same words of another server, or in another folder, are another line', () => {
  const args = { command: 'npm test' };
  assert.equal(line('Bash', args, { origin: 'mcp:evil' }), null);
  assert.equal(line('Bash', args, PINNED), 'Bash of mcp:notes: npm test');
  assert.equal(line('Bash', args, { cwd: '/home/me/other' }), 'Bash in "/home/me/other": npm test');
  assert.equal(line('Bash of mcp:notes', args), null);
  assert.equal(line('Bash', args, { ...PINNED, origin: 'mcp:notes in /x' }), null);
  assert.equal(line('Bash', args, { cwd: '/home/me/\u0430pp' }), null);
});

test('who asks stands beside it, with the session and its workspace', () => {
  const who = (requester: string) =>
    whoAsks({ shown: { action: HERE }, binding: { requester, session: 's-1' } } as unknown as WireApproval);
  assert.equal(who('agent:x'), 'agent:x, session s-1, in "/home/me/app"');
  assert.equal(who('agent:\u202e'), null);
});
