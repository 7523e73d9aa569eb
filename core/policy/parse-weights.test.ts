import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RISK_SIGNALS } from '../risk/risk-weights.ts';
import { parseWeights } from './parse-weights.ts';

const WEIGHTS = Object.fromEntries(Object.keys(RISK_SIGNALS).map((signal) => [signal, 1.5]));

function problems(raw: unknown): readonly string[] {
  const result = parseWeights(raw, 'weights.yaml');
  assert.ok(!result.ok);
  return result.failure.map(({ source, path, found, wanted }) => `${source} ${path}: ${found} -> ${wanted}`);
}

describe('reading risk weights', () => {
  it('keeps them in hundredths', () => {
    const weights = { ...WEIGHTS, 'dangerous-shell': 0.07, production: 5, financial: 0, 'service-change': 2.29 };
    const result = parseWeights({ version: '2026-11-1', weights }, 'w');
    assert.ok(result.ok);
    assert.equal(result.value.version, '2026-11-1');
    assert.equal(result.value.hundredths['dangerous-shell'], 7);
    assert.equal(result.value.hundredths.production, 500);
    assert.equal(result.value.hundredths.financial, 0);
    assert.equal(result.value.hundredths['service-change'], 229);
    assert.equal(result.value.hundredths['crisis-decision'], 150);
  });

  it('wants every signal, and no other', () => {
    const { production: _, ...rest } = WEIGHTS;
    const [unknown, missing] = problems({ version: '1', weights: { ...rest, prodction: 1 } });
    assert.match(unknown ?? '', /^weights\.yaml \$\.weights\.prodction: an unknown key -> production \(known: /u);
    assert.equal(
      missing,
      'weights.yaml $.weights.production: nothing -> a number from 0 to 5 with at most two decimals',
    );
  });

  for (const weight of [-0.01, 5.01, 1.234, '1', null]) {
    it(`refuses a weight of ${JSON.stringify(weight)}`, () => {
      const [problem] = problems({ version: '1', weights: { ...WEIGHTS, production: weight } });
      assert.match(problem ?? '', /want|at most two decimals/u);
    });
  }

  it('refuses a missing or numeric version, missing weights, other keys and no mapping', () => {
    assert.match(problems({ weights: WEIGHTS })[0] ?? '', /\$\.version: nothing/u);
    assert.match(problems({ version: 2026, weights: WEIGHTS })[0] ?? '', /\$\.version: 2026/u);
    assert.equal(problems({ version: '1' }).length, 1);
    assert.match(problems({ version: '1', weights: WEIGHTS, note: 1 })[0] ?? '', /\$\.note: an unknown key/u);
    assert.match(problems(null)[0] ?? '', /\$: null/u);
    assert.match(problems(Number.NaN)[0] ?? '', /\$: NaN/u);
  });
});
