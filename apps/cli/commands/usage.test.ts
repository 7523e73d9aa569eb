import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT } from '../exit-code.ts';
import { startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

const ROW = {
  ...{ day: '2026-11-21', principal: 'agent:x', provider: 'local', model: 'm\n1', calls: 5, cost_micros: 1_250_000 },
  ...{ input_tokens: 10, output_tokens: 20, cache_read_tokens: 30, cache_write_tokens: 40 },
};

test('shows what models used in a table with its sum, or as data, and says when nothing was', async (t) => {
  const homeDir = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const stateDir = join(homeDir, '.local/state/countersign');
  mkdirSync(stateDir, { recursive: true });
  const gateway = await startFakeGateway(stateDir);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  const cli = (...args: readonly string[]) => run(['usage', ...args], { homeDir, workDir: homeDir });
  gateway.answerWith('/v1/usage', { status: 200, value: { usage: [ROW, ROW] } });
  const shown = await cli('--days', '3', '--principal', 'agent:x');
  assert.equal(shown.code, EXIT.ok, shown.err);
  assert.match(shown.out, /2026-11-21 +agent:x +local\/m\\u\{a\}1 +5 +10 +20 +70 +\$1\.25/u);
  assert.match(shown.out, /\$2\.50 in all/u);
  assert.equal(gateway.received.at(-1)?.query, '?days=3&principal=agent%3Ax');
  assert.deepEqual(JSON.parse((await cli('--json')).out), { usage: [ROW, ROW] });
  gateway.answerWith('/v1/usage', { status: 200, value: { usage: [] } });
  assert.match((await cli()).out, /No model was called/u);
  assert.equal((await cli('--days', '0')).code, EXIT.usage);
});
