import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireEntryState } from '../../../sdk/wire.ts';
import { createStyle } from '../terminal/style.ts';
import { countChanges, renderChanges, shownChange } from './render-changes.ts';

const PAGE = { style: createStyle(false), columns: () => 60 };
const ABSENT: WireEntryState = { kind: 'absent' };
const FILE: WireEntryState = { kind: 'file', mode: 0o644, sha256: '0'.repeat(64), size_bytes: 3 };
const LINK: WireEntryState = { kind: 'link', target: '/etc/\u202epasswd' };
const FOLDER: WireEntryState = { kind: 'folder', mode: 0o755 };

function shown(before: WireEntryState, after: WireEntryState): string {
  return renderChanges([shownChange({ path: 'p', before, after })], PAGE).join('\n');
}

test('says what becomes of a path, and what it is where it is no file', () => {
  assert.equal(shown(ABSENT, FILE), '  + p');
  assert.equal(shown(FILE, { ...FILE, sha256: '1'.repeat(64) }), '  ~ p');
  assert.equal(shown(FILE, ABSENT), '  - p');
  assert.equal(shown(FILE, { ...FILE, mode: 0o755 }), '  ~ p  (mode 644, now 755)');
  assert.equal(shown(ABSENT, LINK), '  + p  (link to /etc/\\u{202e}passwd)');
  assert.equal(shown(FOLDER, ABSENT), '  - p  (folder)');
  assert.equal(shown(FOLDER, FILE), '  ~ p  (folder, now file)');
  assert.equal(shown(LINK, { ...LINK, target: 'b' }), '  ~ p  (link to b)');
});

test('keeps a long name behind its sign, so that no part of it passes for a line of ours', () => {
  const lines = renderChanges([{ path: 'a b '.repeat(40), kind: 'delete' }], PAGE);
  assert.ok(lines.length > 2);
  assert.ok(lines.every((line) => line.startsWith('    ') || line.startsWith('  - ')));
});

test('lists two hundred paths and counts the rest', () => {
  const many = Array.from({ length: 203 }, (_, at) => ({ path: `f${at}`, kind: 'create' as const }));
  const lines = renderChanges(many, PAGE);
  assert.deepEqual([lines.length, lines.at(-1)], [201, '  … and 3 more paths (--json lists them)']);
  assert.equal(countChanges(many), '203 created');
  assert.equal(countChanges([]), 'nothing');
});

test('paints what comes, changes and goes in three colours', () => {
  const page = { ...PAGE, style: createStyle(true) };
  const kinds = ['create', 'modify', 'delete'] as const;
  const lines = renderChanges(
    kinds.map((kind) => ({ path: 'p', kind })),
    page,
  );
  assert.deepEqual(lines, ['\u001b[32m  + p\u001b[39m', '\u001b[33m  ~ p\u001b[39m', '\u001b[31m  - p\u001b[39m']);
});
