import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionOf } from '../testing/samples.ts';
import { readOperands } from './operands.ts';

const CODEX = { name: 'apply_patch', origin: 'builtin:codex', digest: null };

test('reads the paths that a patch names, for rules about paths', () => {
  const command = '*** Begin Patch\n*** Add File: /a/new\n+x\n*** Delete File: /a/old\n*** End Patch';
  const { paths, unreadable } = readOperands(actionOf('apply_patch', { command }, { tool: CODEX }), [], {
    home: '/h',
    workspace: '/a',
  });
  assert.deepEqual([paths, unreadable], [['/a/new', '/a/old'], false]);
});

test('says of a patch that cannot be read that its operands are not known', () => {
  const action = actionOf('apply_patch', { command: '*** Run: x' }, { tool: CODEX });
  assert.equal(readOperands(action, [], { home: '/h', workspace: '/a' }).unreadable, true);
});
