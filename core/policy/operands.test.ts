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

test('reads the address of a server’s resource as the path, the host or the data that it names', () => {
  const tool = { name: 'ReadMcpResourceTool', origin: 'builtin:claude-code', digest: null };
  const read = (uri: string) => {
    const action = actionOf('ReadMcpResourceTool', { server: 'notes', uri }, { tool });
    const { paths, urls, declared, hosts } = readOperands(action, [], { home: '/h', workspace: '/a' });
    return [paths, urls, declared, hosts.length];
  };
  assert.deepEqual(read('file:///a/b.ts'), [['/a/b.ts'], [], [], 0]);
  assert.deepEqual(read('https://a.example/x'), [[], ['https://a.example/x'], [], 1]);
  assert.deepEqual(read('memo://note'), [[], [], ['memo://note'], 0]);
});
