import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect, EffectMark } from '../../core/effect/effect.ts';
import { makeEffect } from '../../core/effect/make-effect.ts';
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

for (const [what, times, expected] of [
  ['each time that it was made', 1, ['trust']],
  ['once, and it was made again without a question', 2, []],
] as const)
  test(`where a person approved a change of tasks ${what}, version control that brings it back leaves ${expected.length} trust`, () => {
    const watch = new TaskWatch(0);
    const command = (name: 'git.commit' | 'process.run', value: string, marks: readonly EffectMark[] = []): Effect =>
      makeEffect(name, { kind: 'command', value }, { detail: '', marks });
    const makes = [
      command('process.run', 'poetry init', ['unseen-code']),
      makeEffect('file.write', { kind: 'path', value: '/work/app/pyproject.toml' }, { detail: '' }),
    ];
    const note = (line: string, effects: readonly Effect[], asked: string | null = null): void =>
      watch.note(actionOf('Bash', { command: line }), effects, { asked, trust: null, parse });
    watch.noteAsked({ id: 'asked' });
    for (let time = 0; time < times; time += 1) note('poetry init', makes, time === 0 ? 'asked' : null);
    note('git stash', [command('git.commit', 'git stash')]);
    watch.noteTrusted({ id: 'trust' });
    note('git stash pop', [command('git.commit', 'git stash pop')]);
    const session = { id: 's1', startedAtMs: 1 };
    const run = { runsCode: true, loadsAny: false, reachesRemote: false, names: [] };
    const tests = { action: actionOf('Bash', { command: 'npm test' }), session, run, trusts: ['trust'] };
    assert.deepEqual(watch.changeOf(tests), { tasksChanged: 'unknown', trustedSince: expected });
  });
