import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { COMMANDS } from './command-table.ts';
import { renderReference } from './render-reference.ts';

const PAGE = new URL('../../docs/reference/cli.md', import.meta.url);

test('the reference page says what the command table says', () => {
  const wanted = renderReference(COMMANDS);
  if (process.env['COUNTERSIGN_WRITE_DOCS'] === '1') writeFileSync(PAGE, wanted);
  assert.equal(readFileSync(PAGE, 'utf8'), wanted, 'write it anew with COUNTERSIGN_WRITE_DOCS=1');
});

test('every command has a summary, and an example that begins with its words', () => {
  for (const { path, summary, examples } of COMMANDS) {
    assert.ok(summary !== '' && !summary.endsWith('.'), path.join(' '));
    assert.ok(examples.length > 0, path.join(' '));
    for (const { line } of examples)
      assert.ok(line.includes(`countersign ${path[0]}`) || line.includes('verify-receipt'), line);
  }
});
