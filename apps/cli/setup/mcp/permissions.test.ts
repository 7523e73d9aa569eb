import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../exit-code.ts';
import { makeTree, treeOf } from '../testing/tree.ts';

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));

/** Permissions mean nothing to root; then the command line is run as somebody who owns nothing else. */
const NOBODY = 65_534;
const AS = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

test('says what may not be read or written, changes nothing of it, and goes on with the rest', (t) => {
  const server = '{"mcpServers":{"a":{"command":"x"}}}';
  const home = makeTree(t, {
    '.claude.json': { text: server, mode: 0o000 },
    '.cursor/mcp.json': server,
    '.copilot/mcp-config.json': server,
  });
  if (AS.uid !== undefined) give(home);
  const runAs = (...args: string[]) =>
    spawnSync(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env['PATH'], HOME: home },
      cwd: home,
      encoding: 'utf8',
      ...AS,
    });
  if (runAs('version').status !== EXIT.ok) return t.skip('another user may not read the sources here');
  chmodSync(`${home}/.cursor`, 0o555);
  const before = treeOf(home);
  const { status, stderr } = runAs('init', '--yes', '--only', 'servers');
  assert.equal(status, EXIT.failed);
  assert.match(stderr, /\.claude\.json: permission was denied/u);
  assert.match(stderr, /change .*\.cursor\/mcp\.json: .*permission was denied/u);
  const after = treeOf(home);
  for (const path of ['.claude.json', '.cursor', '.cursor/mcp.json']) assert.equal(after[path], before[path]);
  assert.deepEqual(readdirSync(`${home}/.cursor`), ['mcp.json']);
  assert.match(after['.copilot/mcp-config.json'] ?? '', /"wrap"/u);
  assert.equal(runAs('uninstall', '--yes').status, EXIT.ok);
  assert.deepEqual(treeOf(home), before);
  chmodSync(`${home}/.cursor`, 0o755);
});

function give(home: string): void {
  chownSync(home, NOBODY, NOBODY);
  for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' }))
    chownSync(`${home}/${name}`, NOBODY, NOBODY);
}
