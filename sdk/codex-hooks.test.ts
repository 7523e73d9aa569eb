import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODEX_EVENTS, codexHookGroups } from './codex-hooks.ts';
import { addHookGroups, readHookGroups, removeHookGroups } from './hook-groups.ts';

const OTHERS = { hooks: { PreToolUse: [{ hooks: [{ type: 'command', command: 'lint hook codex' }] }], Stop: 'x' } };

test('hooks every event of Codex that asks or tells, and is read back as installed', () => {
  const ours = codexHookGroups("/opt/it's/countersign");
  const settings = addHookGroups(OTHERS, ours);
  assert.deepEqual(
    Object.values(readHookGroups(settings, ours)),
    CODEX_EVENTS.map(() => 'installed'),
  );
  assert.match(JSON.stringify(settings), /'\/opt\/it'\\\\''s\/countersign' hook codex PreToolUse/);
  assert.deepEqual(removeHookGroups(settings, ours), OTHERS);
});

test('tells a hook that was changed, and one of another installation, from one that is missing', () => {
  const ours = codexHookGroups('/opt/countersign');
  const settings = addHookGroups(OTHERS, codexHookGroups('/old/countersign'));
  assert.deepEqual(new Set(Object.values(readHookGroups(settings, ours))), new Set(['altered']));
  assert.deepEqual(new Set(Object.values(readHookGroups(OTHERS, ours))), new Set(['missing']));
  assert.deepEqual(removeHookGroups(addHookGroups(settings, ours), ours), OTHERS);
});
