import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExampleRun, nodeExample, runExample } from './run-example.ts';

/** Every example makes the same calls: a read, `rm -rf /`, and a script that a person must look at. */
function assertDecided({ status, output, log }: ExampleRun, { approved }: { readonly approved: boolean }): void {
  assert.equal(status, 0, output);
  assert.match(output, /^call-1: .*buy milk/m, 'the model reads what the allowed call gave');
  assert.match(output, /^call-2: .*Countersign did not let this call run: .*Instead: /m, 'the model reads the denial');
  if (approved) assert.match(output, /^call-3: .*all is well/m, 'the approved call ran');
  else assert.match(output, /^call-3: .*denied by human:operator: not today/m, 'the model reads what the person said');
  assert.match(output, /^model: Done\.$/m);
  const of = (type: string) => log.filter((entry) => entry.type === type);
  assert.deepEqual(
    of('outcome').map(({ data }) => data['result']),
    approved ? ['completed', 'completed'] : ['completed'],
  );
  const released = of('decision').filter(({ data }) => data['verdict'] === 'allow');
  assert.deepEqual(
    of('outcome').map(({ action }) => action),
    released.map(({ action }) => action),
    'every released call has an outcome, and nothing else has',
  );
  assert.equal(of('decision').filter(({ data }) => data['verdict'] === 'deny').length, 1);
  assert.equal(of('approval.requested').length, 1);
}

for (const [name, file] of [
  ['the Vercel AI SDK', 'ai-sdk.ts'],
  ['OpenAI Agents JS', 'openai-agents.ts'],
  ['LangChain', 'langchain.ts'],
] as const) {
  for (const answer of ['approve', 'deny'] as const) {
    test(`the example of ${name} runs when a person would ${answer}`, { timeout: 240_000 }, async () => {
      const run = await runExample({ ...nodeExample(file), person: [answer] });
      assertDecided(run, { approved: answer === 'approve' });
    });
  }
}
