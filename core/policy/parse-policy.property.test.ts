import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as fc from 'fast-check';
import { POLICY_KEYS, parsePolicyLayer } from './parse-policy.ts';
import { RULE_KEYS } from './parse-rule.ts';
import { parseWeights } from './parse-weights.ts';

const values = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
});
const rules = fc.dictionary(fc.constantFrom(...RULE_KEYS), values);
const policies = fc.dictionary(fc.constantFrom(...POLICY_KEYS), fc.oneof(values, fc.array(rules, { maxLength: 3 })));

it('answers every value with a policy or with at least one problem, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(values, policies), (raw) => {
      const policy = parsePolicyLayer(raw, { layer: 'project', source: 'p' });
      const weights = parseWeights(raw, 'w');
      assert.ok(policy.ok || policy.failure.length > 0);
      assert.ok(!weights.ok && weights.failure.length > 0);
    }),
    { numRuns: 2_000 },
  );
});
