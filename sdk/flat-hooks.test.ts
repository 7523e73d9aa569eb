import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COPILOT_CLI_EVENTS, copilotCliHookGroups } from './copilot-cli-hooks.ts';
import { CURSOR_EVENTS, cursorHookGroups } from './cursor-hooks.ts';
import { addHookGroups, type HookGroups, readHookGroups, removeHookGroups } from './hook-groups.ts';

const AGENTS = [
  { name: 'cursor', events: CURSOR_EVENTS, groupsOf: cursorHookGroups, field: 'command' },
  { name: 'copilot-cli', events: COPILOT_CLI_EVENTS, groupsOf: copilotCliHookGroups, field: 'bash' },
] as const;

for (const { name, events, groupsOf, field } of AGENTS) {
  const others = { version: 1, hooks: { preToolUse: [{ [field]: `lint hook ${name}` }], stop: 'x' } };

  test(`hooks every event of ${name} beside the hooks of others, and is read back as installed`, () => {
    const ours = groupsOf("/opt/it's/countersign");
    const settings = addHookGroups(others, ours);
    assert.deepEqual(
      Object.values(readHookGroups(settings, ours)),
      events.map(() => 'installed'),
    );
    assert.match(
      JSON.stringify(settings),
      new RegExp(`'/opt/it'\\\\\\\\''s/countersign' hook ${name} preToolUse`, 'u'),
    );
    assert.deepEqual(removeHookGroups(settings, ours), others);
    assert.equal(addHookGroups({}, ours)['version'], 1);
  });

  test(`tells a hook of ${name} that was changed from one that is missing, and replaces it`, () => {
    const ours = groupsOf('/opt/countersign');
    const settings = addHookGroups(others, groupsOf('/old/countersign'));
    assert.deepEqual(new Set(Object.values(readHookGroups(settings, ours))), new Set(['altered']));
    assert.deepEqual(new Set(Object.values(readHookGroups(others, ours))), new Set(['missing']));
    assert.deepEqual(removeHookGroups(addHookGroups(settings, ours), ours), others);
  });
}

test('makes every hook of Cursor that can stop something fail closed', () => {
  const { groups } = cursorHookGroups('/opt/countersign');
  const open = Object.keys(groups).filter((event) => groups[event]?.['failClosed'] !== true);
  assert.deepEqual(open, ['postToolUse', 'postToolUseFailure', 'sessionStart', 'sessionEnd']);
});

test('has Copilot CLI wait longer than its hook waits, since a time-out lets the call go on', () => {
  const { groups }: HookGroups = copilotCliHookGroups('/opt/countersign');
  assert.equal(groups['preToolUse']?.['timeoutSec'], 90);
});
