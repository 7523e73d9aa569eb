import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../core/effect/effect.ts';
import { actionOf } from '../../core/testing/samples.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';
import { TaskWatch } from './task-watch.ts';

const { parseShell: parse } = readyPolicy().policy;
const SOMEWHERE: Effect = {
  class: 'file.write',
  resource: { kind: 'other', value: '…', provenance: 'unknown' },
  detail: 'write a file whose path is not known',
  reversibility: 'reversible',
  marks: ['unresolved'],
};

for (const [what, padding, expected] of [
  ['the same words count as approved', 0, false],
  ['calls too long to be remembered are never the same', 5_000, 'unknown'],
] as const)
  test(`where a person approved what may change tasks, ${what}`, () => {
    const watch = new TaskWatch(0);
    const line = `sha256sum a > "$b" # ${'x'.repeat(padding)}`;
    const asked = { ...actionOf('Bash', { command: line }), id: 'asked' };
    const session = { id: 's1', startedAtMs: 1 };
    const run = { runsCode: true, loadsAny: false, reachesRemote: false, names: [] };
    const tests = { action: actionOf('Bash', { command: 'npm test' }), session, run, trusts: [] };
    watch.noteAsked(asked);
    watch.note(asked, [SOMEWHERE], { asked: asked.id, trust: null, parse });
    assert.equal(watch.changeOf(tests).tasksChanged, false);
    const again = actionOf('Bash', { command: padding === 0 ? line : `${line}, and others` });
    watch.note(again, [SOMEWHERE], { asked: null, trust: null, parse });
    assert.equal(watch.changeOf(tests).tasksChanged, expected);
  });
