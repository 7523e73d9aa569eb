import assert from 'node:assert/strict';
import { test } from 'node:test';
import { literalArgument } from './argument.ts';
import { strongestUses, useOfListed } from './operand-uses.ts';
import type { GivenOption } from './parse-arguments.ts';
import type { OptionRule } from './program-rule.ts';

const OPERAND = literalArgument('a', { start: 0, end: 0 });

function parsedWith(rules: readonly OptionRule[], count = 0): Parameters<typeof useOfListed>[1] {
  const options: readonly GivenOption[] = rules.map((rule) => ({ name: '-x', rule, value: null }));
  return { options, operands: Array.from({ length: count }, () => OPERAND), places: [] };
}

test('uses what a list names like the operands that repeat, where an option brings a list', () => {
  assert.equal(useOfListed({ operands: ['write', 'tree'] }, parsedWith([{ lists: true }])), 'tree');
  assert.equal(useOfListed({ operands: ['write', 'tree'] }, parsedWith(['flag', { takes: 'read' }])), null);
  assert.equal(useOfListed({}, parsedWith([{ lists: true }])), 'text');
});

test('uses it as the strongest option says', () => {
  const options: readonly OptionRule[] = [{ lists: true }, { operands: ['delete'] }, { operands: ['read'] }];
  assert.equal(useOfListed({ operands: ['tree'] }, parsedWith(options)), 'delete');
});

test('has a use of its own for an operand that is alone', () => {
  assert.deepEqual(strongestUses({ operands: ['filter', 'read'], only: 'read' }, parsedWith([], 1)), ['read']);
  assert.deepEqual(strongestUses({ operands: ['filter', 'read'], only: 'read' }, parsedWith([], 2)), [
    'filter',
    'read',
  ]);
});
