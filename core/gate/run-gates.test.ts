import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliberationOf } from '../testing/deliberate.ts';
import { type Gate, pass, report } from './gate-report.ts';
import { runGates } from './run-gates.ts';

const DENY: Gate = { name: 'principal', run: () => report('principal', 'deny', { rule: 'no', reason: 'no' }) };
const PASS: Gate = { name: 'tool', run: () => pass('tool', 'yes') };
const COSTLY: Gate = { name: 'policy', run: () => pass('policy', 'yes'), isCostly: true };
const BROKEN: Gate = {
  name: 'risk',
  run: () => {
    throw new RangeError('broken');
  },
};

function outcomes(gates: readonly Gate[]): readonly string[] {
  return runGates(gates, deliberationOf()).map(({ gate, outcome }) => `${gate} ${outcome}`);
}

test('runs every gate, so that every reason to deny is listed', () => {
  assert.deepEqual(outcomes([DENY, PASS, DENY]), ['principal deny', 'tool pass', 'principal deny']);
});

test('leaves a costly gate out after a deny, and lists it', () => {
  assert.deepEqual(outcomes([COSTLY, DENY, COSTLY]), ['policy pass', 'principal deny', 'policy not-evaluated']);
});

test('takes a gate that throws for a deny, and goes on', () => {
  assert.deepEqual(outcomes([BROKEN, PASS, COSTLY]), ['risk deny', 'tool pass', 'policy not-evaluated']);
  const [broken] = runGates([BROKEN], deliberationOf());
  assert.equal(broken?.rule, 'internal-error');
  assert.notEqual(broken?.remedy, '');
});
