import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../encoding/json.ts';
import { agentTool } from './agent-tool.ts';

const codex = { agent: 'codex', isDefined: false } as const;
const program = { agent: null, isDefined: true } as const;

function commandOf(name: string, args: JsonObject, about: Parameters<typeof agentTool>[1] = codex): unknown {
  const tool = agentTool({ name, args }, about);
  assert.equal(tool.origin, 'builtin:codex');
  assert.equal(tool.name, 'Bash');
  return tool.args['command'];
}

test('names an agent’s own tools after the agent, and a server’s after the server', () => {
  const args = { file_path: 'a' };
  const claude = { agent: 'claude-code', isDefined: false };
  assert.deepEqual(agentTool({ name: 'Read', args }, claude), { name: 'Read', origin: 'builtin:claude-code', args });
  assert.equal(agentTool({ name: 'mcp__files__write', args }, claude).origin, 'mcp:files');
  assert.equal(agentTool({ name: 'mcp__files', args }, claude).origin, 'mcp:files');
  assert.equal(agentTool({ name: 'mcp__', args }, claude).origin, 'mcp:unknown');
});

test('reads every way in which Codex runs a shell as its one shell tool', () => {
  assert.equal(commandOf('shell', { command: ['bash', '-lc', "echo 'a b'"] }), "bash -lc 'echo '\\''a b'\\'''");
  assert.equal(commandOf('shell', { command: 'ls' }), 'ls');
  assert.equal(commandOf('shell', { commands: ['ls', 'pwd'] }), 'ls\npwd');
  assert.equal(commandOf('shell_command', { command: 'ls -a' }), 'ls -a');
  assert.equal(commandOf('exec_command', { cmd: 'ls', workdir: '/tmp/a b' }), "cd '/tmp/a b'\nls");
  assert.equal(
    commandOf('local_shell', { command: ['ls', ''], env: { LD_PRELOAD: 'x' } }),
    "export LD_PRELOAD=x\nls ''",
  );
  assert.equal(commandOf('exec_command', { cmd: 'ls', workdir: '', env: { A: 1 } }), 'export A=\nls');
});

test('leaves a shell call without a line to what is known of its name', () => {
  for (const args of [{}, { command: [1] }, { command: 1 }, { commands: [1] }, { commands: 1 }]) {
    assert.deepEqual(agentTool({ name: 'shell', args }, codex), { name: 'shell', origin: 'builtin:codex', args });
  }
});

test('reads patches, whole or of one file', () => {
  const patched = (args: JsonObject): unknown => agentTool({ name: 'apply_patch', args }, codex).args['command'];
  assert.equal(patched({ input: '*** Begin Patch' }), '*** Begin Patch');
  assert.equal(patched({ patch: 'p' }), 'p');
  const diff = '+a';
  assert.equal(
    patched({ type: 'create_file', path: 'a.txt', diff }),
    '*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch',
  );
  assert.equal(
    patched({ type: 'delete_file', path: 'a.txt' }),
    '*** Begin Patch\n*** Delete File: a.txt\n*** End Patch',
  );
  for (const args of [
    { type: 'move', path: 'a' },
    { type: 1, path: 'a' },
    { type: 'create_file', path: 'a\nb' },
    { type: 'create_file', path: 1 },
  ])
    assert.equal(patched(args), undefined);
});

test('knows of any other program only the tools that the provider defines', () => {
  assert.equal(commandOf('bash', { command: 'ls' }, program), 'ls');
  assert.equal(commandOf('local_shell', { command: ['ls'] }, program), 'ls');
  assert.equal(agentTool({ name: 'bash', args: { command: 'ls' } }, { agent: null, isDefined: false }).origin, 'api');
  assert.equal(agentTool({ name: 'constructor', args: {} }, program).origin, 'api');
});
