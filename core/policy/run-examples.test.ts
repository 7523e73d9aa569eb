import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyRule, RuleExample } from './policy.ts';
import { exampleAction, runExamples } from './run-examples.ts';

const SETTING = { effectsOf: () => [], home: '/home/ada', workspace: '/work/site' };

function rule(
  glob: string,
  examples: { match?: readonly RuleExample[]; notMatch?: readonly RuleExample[] },
): PolicyRule {
  return {
    id: 'no-keys',
    layer: 'organisation',
    decision: 'forbid',
    when: [{ tool: 'Read', argument: { kind: 'any-of-primary', glob }, effect: null }],
    reason: '',
    instead: '',
    expiresAtMs: 1,
    match: examples.match ?? [],
    notMatch: examples.notMatch ?? [],
  };
}

const KEY = { tool: 'Read', args: { file_path: '~/.ssh/id_ed25519' } };
const NOTE = { tool: 'Read', args: { file_path: 'notes.md' } };

describe('running the examples of rules', () => {
  it('answers nothing when all hold, whether or not the rule has expired', () => {
    assert.deepEqual(runExamples({ rules: [rule('~/.ssh/**', { match: [KEY], notMatch: [NOTE] })] }, SETTING), []);
  });

  it('names each example that does not hold', () => {
    const failures = runExamples({ rules: [rule('~/.ssh/**', { match: [KEY, NOTE], notMatch: [KEY] })] }, SETTING);
    assert.deepEqual(failures, [
      { rule: 'no-keys', path: 'match[1]', found: 'no match', wanted: 'a match' },
      { rule: 'no-keys', path: 'not_match[0]', found: 'a match', wanted: 'no match' },
    ]);
  });

  it('fails both kinds of example of a rule that cannot be evaluated', () => {
    const failures = runExamples({ rules: [rule('{', { match: [KEY], notMatch: [NOTE] })] }, SETTING);
    assert.deepEqual(
      failures.map(({ path, found }) => [path, found]),
      [
        ['match[0]', 'a rule that cannot be evaluated'],
        ['not_match[0]', 'a rule that cannot be evaluated'],
      ],
    );
  });
});

describe('the action of an example', () => {
  it('takes the origin from the catalogue, the name of the server, or an API caller', () => {
    const origins = ['Read', 'mcp__github__create_issue', 'mcp', 'deploy'].map(
      (tool) => exampleAction({ tool, args: {} }, SETTING).tool.origin,
    );
    assert.deepEqual(origins, ['builtin:claude-code', 'mcp:github', 'api', 'api']);
  });

  it('happens in the workspace', () => {
    const action = exampleAction(NOTE, SETTING);
    assert.deepEqual([action.cwd, action.workspace, action.args], ['/work/site', '/work/site', NOTE.args]);
  });
});
