import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../exit-code.ts';
import { type FakeGateway, problem, startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

test('says what to do about a token that the gateway does not know, in words of the command line', async (t) => {
  const { homeDir, gateway } = await start(t);
  const said = 'find out who calls: the token is malformed, unknown, expired or revoked';
  gateway.answerWith('/v1/health', problem(401, 'auth.invalid', said));
  const { code, err } = await run(['status'], { homeDir });
  assert.equal(code, EXIT.failed);
  assert.match(err, /next: Where COUNTERSIGN_TOKEN is set: unset it/u);
  assert.doesNotMatch(err, /Authorization/u);
  const { out } = await run(['doctor'], { homeDir });
  assert.match(out, /next: Where COUNTERSIGN_TOKEN is set/u);
});

test('names the file of an empty token, and how to get one', async (t) => {
  const { homeDir, state } = await start(t);
  assert.ok(existsSync(`${state}/tokens/operator.token`));
  writeFileSync(`${state}/tokens/operator.token`, '\n');
  const { code, err } = await run(['status'], { homeDir });
  assert.equal(code, EXIT.failed);
  assert.match(err, /operator\.token is empty, want the token that the gateway made\n {2}next: Stop the gateway/u);
});

test('does not call a gateway in safe mode in order', async (t) => {
  const { homeDir, gateway } = await start(t);
  gateway.answerWith('/v1/emergency', { status: 200, value: { halt: null, safe_mode: true, containments: [] } });
  const { out } = await run(['status'], { homeDir });
  assert.match(out, /in safe mode: agents can only read\n/u);
  assert.doesNotMatch(out, /in order/u);
});

async function start(t: TestContext): Promise<{ homeDir: string; state: string; gateway: FakeGateway }> {
  const homeDir = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const state = `${homeDir}/.local/state/countersign`;
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const gateway = await startFakeGateway(state);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true });
  });
  return { homeDir, state, gateway };
}
