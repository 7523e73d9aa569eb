import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProgramRule } from './program-rule.ts';
import { RuleNames } from './rule-names.ts';

const OUTER: ProgramRule = { options: { '-o --output': 'write', '-v --verbose': 'flag' } };
const INNER: ProgramRule = { options: { '--output': 'read', '--only': 'text' }, subcommands: { 'get list': OUTER } };

test('an option is found by each of its names, the innermost rule first', () => {
  const options = new RuleNames().optionsOf([INNER, OUTER, {}]);
  assert.deepEqual(
    ['-o', '--output', '-v', '--only', '--none'].map((name) => options.get(name)),
    ['write', 'read', 'flag', 'text', undefined],
  );
  assert.equal(options.has('--verbose'), true);
  assert.equal(options.has('--none'), false);
});

test('names that begin alike are listed once, by the rule that holds', () => {
  assert.deepEqual(new RuleNames().optionsOf([INNER, OUTER]).startingWith('--o'), [
    ['--output', 'read'],
    ['--only', 'text'],
  ]);
});

test('a subcommand is found by each of its names, and what is listed for all others', () => {
  const index = new RuleNames();
  assert.equal(index.subcommandOf(INNER, 'list'), OUTER);
  assert.equal(index.subcommandOf(INNER, 'put'), null);
  assert.equal(index.subcommandOf({ subcommands: { '*': INNER } }, 'put'), INNER);
  assert.equal(index.subcommandOf(OUTER, 'get'), null);
});

test('rules that it was made with are found as others are, their subcommands too', () => {
  const index = new RuleNames([INNER, OUTER, INNER]);
  assert.equal(index.subcommandOf(INNER, 'list'), OUTER);
  assert.equal(index.optionsOf([OUTER]).get('-v'), 'flag');
});

test('the first rule that has a name twice keeps it', () => {
  assert.equal(new RuleNames().optionsOf([{ options: { '-a': 'read', '-b -a': 'write' } }]).get('-a'), 'read');
});
