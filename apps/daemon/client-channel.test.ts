import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { AT_CLIENT } from '../../core/approval/approval.ts';
import { openDaemon } from './open-daemon.ts';
import { readSettings } from './settings.ts';

/** An installation of its own, which can be started again. */
function install(t: TestContext, config = 'version: 1\n') {
  const root = mkdtempSync(join(tmpdir(), 'countersign-channel-'));
  t.after(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'config.yaml'), config);
  const places = {
    home: root,
    stateDirectory: join(root, 'state'),
    configDirectory: root,
    packageDirectory: resolve('.'),
  };
  return { open: async () => openDaemon(places, readSettings(root, {})), state: places.stateDirectory };
}

test('makes a token for the MCP front that may ask people at clients, and a key of its own for their answers', async (t) => {
  const { open, state } = install(t);
  const daemon = await open();
  const token = readFileSync(daemon.files.mcpToken, 'utf8').trim();
  const caller = await daemon.gateway.authenticate(token);
  assert.deepEqual([caller?.principal, caller?.scopes], ['agent:mcp', ['decide', 'outcome', 'elicit']]);
  for (const other of [daemon.files.agentToken, daemon.files.operatorToken]) {
    const scopes = (await daemon.gateway.authenticate(readFileSync(other, 'utf8').trim()))?.scopes ?? [];
    assert.equal(scopes.includes('elicit'), false);
  }
  for (const file of ['tokens/mcp.token', 'keys/client-channel.pem', 'keys/question.key'])
    assert.equal(statSync(join(state, file)).mode & 0o777, 0o600, file);
  assert.deepEqual(
    daemon.gateway.listApprovers().map(({ principal }) => principal),
    ['human:operator', AT_CLIENT],
  );
  await daemon.closeAll();
});

test('keeps token and key over a restart, and a withdrawn key withdrawn', async (t) => {
  const { open } = install(t);
  const first = await open();
  const token = readFileSync(first.files.mcpToken, 'utf8');
  const key = first.gateway.listApprovers().find(({ principal }) => principal === AT_CLIENT) ?? assert.fail('no key');
  const operator = { principal: 'human:operator', scopes: ['admin'] } as const;
  const { remaining } = await first.gateway.withdrawApprover(operator, key.keyId);
  assert.equal(remaining, 1);
  await first.closeAll();
  const second = await open();
  assert.equal(readFileSync(second.files.mcpToken, 'utf8'), token);
  const keys = second.gateway.listApprovers().filter(({ principal }) => principal === AT_CLIENT);
  assert.deepEqual(
    keys.map(({ keyId, withdrawnAtMs }) => [keyId, withdrawnAtMs !== null]),
    [[key.keyId, true]],
  );
  await second.closeAll();
});

test('enrols nobody at clients where the operator wants no questions there', async (t) => {
  const { open } = install(t, 'version: 1\nmcp:\n  elicitation: off\n');
  const daemon = await open();
  assert.deepEqual(
    daemon.gateway.listApprovers().map(({ principal }) => principal),
    ['human:operator'],
  );
  await daemon.closeAll();
});

test('reads what the operator set about MCP, over which a flag wins, and refuses what it does not know', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'countersign-settings-'));
  t.after(() => rmSync(root, { recursive: true }));
  const read = (config: string | null, flags = {}) => {
    if (config !== null) writeFileSync(join(root, 'config.yaml'), config);
    const { trustOnFirstUse, elicitation } = readSettings(root, flags);
    return [trustOnFirstUse, elicitation];
  };
  assert.deepEqual(read(null), [false, 'medium']);
  assert.deepEqual(read('version: 1\nmcp: {trust_on_first_use: true, elicitation: low}\n'), [true, 'low']);
  assert.deepEqual(read('version: 1\n', { trustOnFirstUse: true }), [true, 'medium']);
  assert.throws(() => read('version: 1\nmcp: {elicitation: high}\n'), /mcp\.elicitation/);
  assert.throws(() => read('version: 1\nmcp: {trust: true}\n'), /mcp/);
});
