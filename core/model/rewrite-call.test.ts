import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CallRewrite, rewriteCall } from './rewrite-call.ts';

const CLEAN: CallRewrite = {
  id: 'clean-install',
  tool: 'Bash',
  kind: 'replace',
  argument: 'command',
  from: 'npm install',
  to: 'npm ci --ignore-scripts',
};
const SHORT: CallRewrite = { id: 'short', tool: 'Bash', kind: 'set', values: { timeout: 1_000 } };

const bash = (args: Parameters<typeof rewriteCall>[0]['args']) => ({ name: 'Bash', args });

test('replaces what a text begins with, as a whole word', () => {
  const rewritten = rewriteCall(bash({ command: 'npm install --save x', cwd: '.' }), [CLEAN]);
  assert.deepEqual(rewritten, {
    args: { command: 'npm ci --ignore-scripts --save x', cwd: '.' },
    rules: ['clean-install'],
  });
  assert.equal(rewriteCall(bash({ command: 'npm installer' }), [CLEAN]), null);
  assert.equal(rewriteCall(bash({ command: 'npm install' }), [CLEAN])?.args['command'], 'npm ci --ignore-scripts');
});

test('sets values that are missing or others, and leaves alone what is as it should be', () => {
  assert.deepEqual(rewriteCall(bash({ command: 'ls', timeout: 9_000 }), [SHORT])?.args, {
    command: 'ls',
    timeout: 1_000,
  });
  assert.deepEqual(rewriteCall(bash({ command: 'ls' }), [SHORT])?.args, { command: 'ls', timeout: 1_000 });
  assert.equal(rewriteCall(bash({ command: 'ls', timeout: 1_000 }), [SHORT]), null);
});

test('applies every rewrite once, in order', () => {
  const rewritten = rewriteCall(bash({ command: 'npm install' }), [CLEAN, SHORT, CLEAN]);
  assert.deepEqual(rewritten?.rules, ['clean-install', 'short']);
});

test('touches no other tool, and no argument that is missing or no text', () => {
  assert.equal(rewriteCall({ name: 'Read', args: { command: 'npm install' } }, [CLEAN]), null);
  assert.equal(rewriteCall(bash({}), [CLEAN]), null);
  assert.equal(rewriteCall(bash({ command: ['npm install'] }), [CLEAN]), null);
});
