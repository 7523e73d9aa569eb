import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { analyseAction } from '../effect/analyse-action.ts';
import { lintPolicy } from './lint-policy.ts';
import { parsePolicyLayer } from './parse-policy.ts';
import { parseWeights } from './parse-weights.ts';
import { describePolicyProblem } from './policy-problem.ts';
import { runExamples } from './run-examples.ts';
import { SURROUNDINGS } from './testing/try-rule.ts';

const PAGE = readFileSync(new URL('../../docs/reference/policy.md', import.meta.url), 'utf8');
const PLACE = { layer: 'organisation', source: 'policy.yaml' } as const;
const SETTING = {
  home: SURROUNDINGS.home,
  workspace: '/work/site',
  effectsOf: (action: Parameters<typeof analyseAction>[0]) => analyseAction(action, SURROUNDINGS).effects,
};

/** The blocks of the page by the words behind their opening fence. */
function blocks(words: string): readonly string[] {
  const fenced = PAGE.split('```').filter((_, index) => index % 2 === 1);
  return fenced.filter((block) => block.startsWith(`${words}\n`)).map((block) => block.slice(words.length + 1));
}

describe('the examples of the policy page', () => {
  it('load, hold, and leave nothing to warn about', () => {
    const policies = blocks('yaml');
    assert.equal(policies.length, 3);
    for (const block of policies) {
      const layer = parsePolicyLayer({ version: 1, ...(parse(block) as object) }, PLACE);
      assert.ok(layer.ok, JSON.stringify(layer));
      assert.deepEqual(runExamples(layer.value, SETTING), []);
      assert.deepEqual(lintPolicy(layer.value, { nowMs: 0 }), []);
    }
  });

  it('are the weights that come with Countersign', () => {
    const shipped: unknown = parse(readFileSync(new URL('../../policies/risk-weights.yaml', import.meta.url), 'utf8'));
    const [block = ''] = blocks('yaml weights');
    assert.deepEqual(parse(block), shipped);
    assert.equal(parseWeights(parse(block), 'w').ok, true);
  });

  it('include a problem as it is worded', () => {
    const result = parsePolicyLayer({ version: 1, rules: [{ id: 'a', forbid: 'Bash(rm:*)' }] }, PLACE);
    assert.ok(!result.ok);
    assert.ok(blocks('').includes(`${result.failure.map(describePolicyProblem).join('\n')}\n`));
  });
});
