import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { readMarkdown } from '../harness/markdown.ts';
import { isInstalled, runExample } from './run-example.ts';

const FILE = 'examples/python/guarded_agent.py';

test('the page for Python shows exactly the example that is run', () => {
  const shown = readMarkdown('docs/python.md').blocks.filter(({ mark }) => mark[0] === 'python');
  assert.deepEqual(
    shown.map(({ text }) => `${text}\n`),
    [readFileSync(FILE, 'utf8')],
  );
});

for (const answer of ['approve', 'deny'] as const) {
  test(`the Python example runs when a person would ${answer}`, { timeout: 240_000 }, async (t) => {
    if (!isInstalled('python3')) return t.skip('needs python3');
    const { status, output, log } = await runExample({ program: 'python3', args: [resolve(FILE)], person: [answer] });
    assert.equal(status, 0, output);
    assert.match(output, /^call-1: buy milk$/m);
    assert.match(output, /^call-2: not run: .*Instead: /m);
    assert.match(output, answer === 'approve' ? /^call-3: all is well$/m : /^call-3: not run: denied by .*not today/m);
    const outcomes = log.filter(({ type }) => type === 'outcome').map(({ data }) => data['result']);
    assert.deepEqual(outcomes, answer === 'approve' ? ['completed', 'completed'] : ['completed']);
  });
}
