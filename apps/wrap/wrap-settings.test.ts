import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readGateAddress, readWrapSettings } from './wrap-settings.ts';

test('names a server after its package or program', () => {
  const nameOf = (...words: readonly string[]) => readWrapSettings(['--', ...words], {}).name;
  assert.equal(nameOf('npx', '-y', '@modelcontextprotocol/server-filesystem@2026.8.31', '/x'), 'filesystem');
  assert.equal(nameOf('uvx', 'mcp-server-git'), 'git');
  assert.equal(nameOf('node', '/opt/tickets/server.mjs'), 'tickets');
  assert.equal(
    nameOf('node', 'node_modules/@modelcontextprotocol/server-filesystem/dist/index.js', '/x'),
    'filesystem',
  );
  assert.equal(nameOf('python', '/srv/mcp-server-git/src/main.py'), 'git');
  assert.equal(nameOf('node', 'index.js'), 'index');
  assert.equal(nameOf('node', '/index.js'), 'index');
  assert.equal(nameOf('/usr/bin/github-mcp-server', 'stdio'), 'github');
  assert.equal(nameOf('/opt/a__b_'), 'a_b');
});

test('hands the whole command on, and takes only its own options', () => {
  const settings = readWrapSettings(['--name', 'a.b', '--wait', '5', '--', 'x', '--name', 'y', '--'], {});
  assert.deepEqual([settings.name, settings.waitMs, settings.command], ['a.b', 5_000, 'x']);
  assert.deepEqual(settings.args, ['--name', 'y', '--']);
});

test('refuses a command line without a server, a name that is none and a wait that is too long', () => {
  for (const words of [
    [],
    ['--name', 'x'],
    ['--name', 'a b', '--', 'x'],
    ['--name', 'a__b', '--', 'x'],
    ['--name', 'a_', '--', 'x'],
    ['--wait', '601', '--', 'x'],
    ['--what', '--', 'x'],
  ]) {
    assert.throws(() => readWrapSettings(words, {}), Error, words.join(' '));
  }
});

test('gives the server every variable but the tokens of Countersign', () => {
  const variables = { PATH: '/bin', COUNTERSIGN_TOKEN: 't', COUNTERSIGN_MCP_TOKEN_FILE: 'f', GITHUB_TOKEN: 'own' };
  assert.deepEqual(readWrapSettings(['--', 'x'], variables).env, { PATH: '/bin', GITHUB_TOKEN: 'own' });
});

test('looks for the gateway at the default address where nothing says otherwise', () => {
  const address = 'http://127.0.0.1:7391';
  assert.deepEqual(readGateAddress({ COUNTERSIGN_STATE: '/nowhere' }), { address, token: '', key: null });
});

test('shows the token of a state directory, and anything at its address, only to who proves to be its gateway', (t) => {
  const state = mkdtempSync(join(tmpdir(), 'countersign-address-'));
  t.after(() => rmSync(state, { recursive: true }));
  for (const folder of ['tokens', 'keys']) mkdirSync(join(state, folder));
  const address = 'http://127.0.0.1:4711';
  writeFileSync(join(state, 'address'), `${address}\n`);
  writeFileSync(join(state, 'tokens/mcp.token'), 'own\n');
  writeFileSync(join(state, 'given.token'), 'given\n');
  const base = { COUNTERSIGN_STATE: state };
  assert.throws(() => readGateAddress(base), /found none that can be read/, 'no key, no proof');
  const key = new Uint8Array(32).fill(171);
  writeFileSync(join(state, 'keys/instance.key'), `${'ab'.repeat(32)}\n`);
  assert.deepEqual(readGateAddress(base), { address, token: 'own', key });
  const elsewhere = { ...base, COUNTERSIGN_URL: 'http://127.0.0.1:4712' };
  assert.deepEqual(readGateAddress(elsewhere), { address: 'http://127.0.0.1:4712', token: 'own', key });
  const given = { COUNTERSIGN_MCP_TOKEN_FILE: join(state, 'given.token') };
  assert.deepEqual(readGateAddress({ ...base, ...given }), { address, token: 'given', key });
  const other = { address: 'http://127.0.0.1:4712', token: 'given', key: null };
  assert.deepEqual(readGateAddress({ ...elsewhere, ...given }), other, 'nothing is known of who is there');
});
