import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { readMarkdown } from '../harness/markdown.ts';
import { runExample } from './run-example.ts';

const { blocks } = readMarkdown('docs/sdk.md');

test('the blocks of the page about the SDK run as they stand', { timeout: 240_000 }, async () => {
  const program = blocks.filter(({ mark }) => mark[0] === 'ts' && mark[1] === 'run').map(({ text }) => text);
  assert.ok(program.length > 3);
  mkdirSync('dist', { recursive: true });
  const folder = mkdtempSync(resolve('dist/docs-'));
  try {
    writeFileSync(join(folder, 'page.ts'), program.join('\n'));
    const args = ['--conditions=countersign-source', join(folder, 'page.ts')];
    const { status, output, log } = await runExample({ program: process.execPath, args });
    assert.equal(status, 0, output);
    assert.match(output, /^buy milk$/m);
    assert.match(output, /^Countersign did not let this call run: /m);
    assert.match(output, /^the request is approved\nrunning sh \.\/check\.sh$/m);
    assert.match(output, /^a completed\nb completed\nc completed\nd refused$/m);
    assert.match(output, /^The last attempt was refused \(VAL-001\): the diff has a problem\n- /m);
    assert.match(output, /^true Done: 1 changed\./m);
    const outcomes = log.filter(({ type }) => type === 'outcome');
    assert.equal(outcomes.length, 6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what the page shows of an example stands in the example', () => {
  const shown = blocks.filter(({ mark }) => mark[0] === 'ts' && mark[1]?.startsWith('examples/'));
  assert.equal(shown.length, 3);
  for (const { mark, text, place } of shown) {
    assert.ok(readFileSync(mark[1] ?? '', 'utf8').includes(text), `${place} is not in ${mark[1]}`);
  }
});
