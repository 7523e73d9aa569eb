import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT } from '../exit-code.ts';
import { startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

const SHOWN = {
  language: 'fr',
  country: 'FR',
  question: '?',
  emergency: ['112'],
  lines: [],
  text: 'Vous n’êtes pas seul.',
};

test('shows support of the country that is named, as text or as data', async (t) => {
  const homeDir = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const stateDir = join(homeDir, '.local/state/countersign');
  mkdirSync(stateDir, { recursive: true });
  const gateway = await startFakeGateway(stateDir);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  gateway.answerWith('/v1/support', { status: 200, value: SHOWN });
  const cli = (...args: readonly string[]) => run(['support', ...args], { homeDir, workDir: homeDir });
  const shown = await cli('--country', 'FR', '--language', 'fr');
  assert.equal(shown.code, EXIT.ok, shown.err);
  assert.match(shown.out, /Vous n’êtes pas seul\./u);
  assert.equal(gateway.received.at(-1)?.query, '?country=FR&language=fr');
  assert.deepEqual(JSON.parse((await cli('--json')).out), SHOWN);
  assert.equal(gateway.received.at(-1)?.query, '');
});

test('says where people listen also where no gateway answers', async (t) => {
  const homeDir = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  t.after(() => rmSync(homeDir, { recursive: true, force: true }));
  const { code, err } = await run(['support'], { homeDir, workDir: homeDir });
  assert.equal(code, EXIT.unreachable);
  assert.match(err, /emergency number.*https:\/\/findahelpline\.com\n {2}next: Start it/u);
});
