import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import { decide } from '../decide.ts';
import { proposeNarrowRule } from '../policy/narrow-rule.ts';
import { actionOf, factsOf, HOME, policyOf, ruleOf } from '../testing/samples.ts';
import { passesBare, tryRule, withRule } from './saved-by-rule.ts';

const policy = policyOf({}, { parseShell: await openShellParser() });

function recorded(command: string, more: Parameters<typeof factsOf>[0] = {}) {
  const action = actionOf('Bash', { command });
  const facts = factsOf(more);
  return { action, facts, decision: decide(action, facts, policy) };
}

function ruleFor(command: string) {
  const { action, decision } = recorded(command);
  const narrow = proposeNarrowRule({ ...decision, action, home: HOME, nowMs: 0 });
  assert.ok(narrow.ok);
  return { ...narrow.value.rule, expiresAtMs: null };
}

test('saves the questions that it covers, and nothing that was allowed anyway or is another matter', () => {
  const rule = ruleFor('npm test');
  const records = ['npm test', 'npm run build', 'npm test', 'ls'].map((command) => recorded(command));
  assert.deepEqual(tryRule(records, { policy, rule }), { saved: [0, 2], kept: [] });
});

test('tells what passes without any approval of its time, and with a rule that is in force', () => {
  const next = withRule(policy, ruleFor('npm test'));
  assert.equal(passesBare(recorded('ls'), policy), true);
  assert.equal(passesBare(recorded('npm test'), policy), false);
  assert.equal(passesBare(recorded('npm test'), next), true);
});

test('does not count as saved what a gate objects to all the same', () => {
  const rule = ruleFor('npm test');
  const looping = recorded('npm test', { session: { consecutiveDenials: 0, identicalBefore: 2, otherWorkspaces: [] } });
  assert.deepEqual(tryRule([looping], { policy, rule }), { saved: [], kept: [0] });
});

test('does not count what is allowed without the rule', () => {
  const rule = ruleOf('permit', { when: [{ tool: 'Bash', argument: null, effect: null }] });
  assert.deepEqual(tryRule([recorded('ls')], { policy, rule }), { saved: [], kept: [] });
});
