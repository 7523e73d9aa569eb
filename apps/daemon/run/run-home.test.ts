import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { openCodePlugin } from '../../../sdk/opencode-plugin.ts';
import { runHome } from './run-home.ts';

const packageDirectory = resolve(import.meta.dirname, '../../..');
const SHIM = '/home/user/.countersign/hook-shim.sh';

function homeOf(program: string) {
  const address = 'http://127.0.0.1:7391';
  const home = runHome({ path: '/home/user', program, workspace: '/work/app', packageDirectory, address });
  const files = new Map(home.files.map(({ path, contents }) => [path, Buffer.from(contents).toString('utf8')]));
  return { ...home, files };
}

test('sets the hooks of each agent where it looks for them, by whatever path it is started', () => {
  for (const [program, file] of [
    ['claude', '.claude/settings.json'],
    ['/opt/agents/codex', '.codex/hooks.json'],
    ['gemini', '.gemini/settings.json'],
    ['cursor-agent', '.cursor/hooks.json'],
    ['copilot', '.copilot/hooks/countersign.json'],
    ['opencode', '.config/opencode/plugins/countersign.js'],
  ] as const) {
    const { files, agent } = homeOf(program);
    assert.notEqual(agent, null, program);
    assert.ok(files.get(file)?.includes(SHIM), `${program}: ${file} names the shim`);
  }
  const plugin = homeOf('opencode').files.get('.config/opencode/plugins/countersign.js');
  assert.equal(plugin, openCodePlugin(SHIM));
});

test('puts nothing into the home of a program that it does not know, but the shim and what leads it to the door', () => {
  const { files, agent, variables } = homeOf('bash');
  assert.equal(agent, null);
  assert.deepEqual([...files.keys()].sort(), [
    '.countersign/agent.token',
    '.countersign/hook-shim.bash',
    '.countersign/hook-shim.sh',
  ]);
  assert.deepEqual(variables, {
    COUNTERSIGN_ADDRESS: 'http://127.0.0.1:7391',
    COUNTERSIGN_HOOK_TOKEN_FILE: '/home/user/.countersign/agent.token',
  });
});
