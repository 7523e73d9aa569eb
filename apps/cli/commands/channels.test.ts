import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT } from '../exit-code.ts';
import { startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

const BOT = {
  ...{ name: 'bot', kind: 'discord', state: 'untried', answers: true, edits: true, proof: 'accepted' },
  ...{ last_success_at_ms: null, last_failure: null, rests_until_ms: null },
};

test('says of a channel that nothing was sent through how to try it, and nothing of one that works', async (t) => {
  const homeDir = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const stateDir = join(homeDir, '.local/state/countersign');
  mkdirSync(stateDir, { recursive: true });
  const gateway = await startFakeGateway(stateDir);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  const list = (...args: readonly string[]) => run(['channels', 'list', ...args], { homeDir });
  gateway.answerWith('/v1/channels', { status: 200, value: { channels: [BOT] } });
  const untried = await list();
  assert.equal(untried.code, EXIT.ok, untried.err);
  assert.match(untried.err.replaceAll(/\s+/gu, ' '), /try it: countersign channels test bot/u);
  assert.equal((await list('--json')).err, '');
  gateway.answerWith('/v1/channels', { status: 200, value: { channels: [{ ...BOT, state: 'up' }] } });
  assert.equal((await list()).err, '');
  assert.match((await list('--help')).out.replaceAll(/\s+/gu, ' '), /untried.*countersign channels test NAME/u);
});

test('says in its help where * is refused', async () => {
  const { out } = await run(['whitelist', 'add', '--help'], { homeDir: tmpdir() });
  assert.match(out.replaceAll(/\s+/gu, ' '), /refused where the command runs a program/u);
});
