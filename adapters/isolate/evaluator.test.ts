import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { startEvaluator } from './evaluator.ts';

test('is told that a process is broken which says what is no message, whatever that is', async () => {
  for (const said of ['no json', 'null', '7', '{', '{"kind":']) {
    const program = `process.stdout.write(${JSON.stringify(`{"kind":"ready"}\n${said}\n`)}); setInterval(() => {}, 1000)`;
    const evaluator = startEvaluator(async () => ({
      argv: [process.execPath, '-e', program],
      environment: {},
      inputs: [],
      release: async () => null,
    }));
    const heard = new Promise((resolve) => evaluator.listen((message, why) => resolve(message ?? why)));
    assert.equal(await evaluator.ready, null);
    assert.match(String(await heard), /SIGKILL/);
    await evaluator.end();
  }
});
