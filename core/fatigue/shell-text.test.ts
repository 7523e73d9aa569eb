import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionOf } from '../testing/samples.ts';
import { callOf, shellTextOf } from './shell-text.ts';

test('reads the text of shells only, and only where there is one', () => {
  assert.equal(shellTextOf(actionOf('Bash', { command: 'ls' })), 'ls');
  assert.equal(shellTextOf(actionOf('Bash', {})), null);
  assert.equal(shellTextOf(actionOf('Bash', { command: 7 })), null);
  assert.equal(shellTextOf(actionOf('PowerShell', { command: 'ls' })), null);
  assert.equal(shellTextOf(actionOf('Read', { file_path: 'a' })), null);
  assert.equal(shellTextOf(actionOf('Nothing', {})), null);
});

test('takes a call for the same whatever is said beside its text, and for another in another folder', () => {
  const call = (args: Readonly<Record<string, string>>, cwd = '/w') => callOf(actionOf('Bash', args, { cwd }));
  assert.equal(call({ command: 'npm test', description: 'a' }), call({ command: 'npm test', description: 'b' }));
  assert.notEqual(call({ command: 'npm test' }), call({ command: 'npm test x' }));
  assert.notEqual(call({ command: 'npm test' }), call({ command: 'npm test' }, '/w/a'));
  assert.notEqual(callOf(actionOf('Read', { file_path: 'a' })), callOf(actionOf('Read', { file_path: 'b' })));
  assert.notEqual(call({ command: 'npm test' }), call({ command: 'npm test', directory: 'sub' }));
  assert.notEqual(call({ command: 'npm test' }), call({ command: 'npm test', dangerouslyDisableSandbox: 'true' }));
  assert.equal(call({ command: 'npm test' }), call({ command: 'npm test', timeout: '9' }));
  assert.equal(call({ command: 'x'.repeat(5_000) }), null);
});
