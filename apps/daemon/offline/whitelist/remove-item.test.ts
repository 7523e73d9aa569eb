import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeItem } from './remove-item.ts';

const TEXT = `# mine
version: 1
whitelist:
  # why the first
  - pattern: a
    note: "x"
  - pattern: b # of the second
rules: []
`;

function without(text: string, at: number, listName = 'whitelist'): string {
  const removed = removeItem(text, { listName, at });
  return removed.ok ? removed.value : `failed: ${removed.failure}`;
}

test('takes out the lines of one item and leaves every other character', () => {
  assert.equal(without(TEXT, 1), TEXT.replace('  - pattern: b # of the second\n', ''));
  assert.equal(without(TEXT, 0), TEXT.replace('  - pattern: a\n    note: "x"\n', ''));
});

test('takes the list out with its last item, also at the end of the file', () => {
  assert.equal(without('version: 1\nwhitelist:\n  - pattern: a\n', 0), 'version: 1\n');
  assert.equal(without('version: 1\nwhitelist:\n  - pattern: a', 0), 'version: 1\n');
});

test('fails where there is no such item, or where it is not written in lines of its own', () => {
  assert.match(without(TEXT, 2), /^failed/u);
  assert.match(without(TEXT, 0, 'trusted_folders'), /^failed/u);
  assert.match(without('whitelist: [{ pattern: a }]\n', 0), /^failed/u);
  assert.match(without('- a\n', 0), /^failed/u);
  assert.match(without('a: [', 0), /^failed/u);
  assert.match(without('whitelist:\n- a: 1\n  b: &x\n    c: 2\n- *x\nrules: [*x]\n', 0), /^failed/u);
});
