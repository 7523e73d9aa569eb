import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { costOf, overlayPrices, type PriceTable, parsePrices, priceOf } from './model-prices.ts';

const DOCUMENT = {
  source: 'a list',
  as_of: '2026-11-21',
  unknown: 'dearest',
  prices: [
    { model: 'Small-1', input: 1_000_000, output: 5_000_000, cache_read: 100_000, cache_write: 1_250_000 },
    { model: 'large-1', input: 10_000_000, output: 4_000_000, cache_read: 0, cache_write: 3 },
  ],
};

function tableOf(document: unknown = DOCUMENT): PriceTable {
  const parsed = parsePrices(document, 'prices.yaml');
  if (!parsed.ok) throw new Error(parsed.failure.join('\n'));
  return parsed.value;
}

const usage = (more: Partial<Parameters<typeof costOf>[1]>): Parameters<typeof costOf>[1] => ({
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  ...more,
});

describe('A price', () => {
  for (const name of [
    'small-1',
    'SMALL-1',
    'small-1-latest',
    'small-1-20260101',
    'small-1-2026-01-01',
    'acme/small-1',
    'eu/acme/small-1-20260101',
  ]) {
    test(`is that of ${name}`, () => assert.equal(priceOf(name, tableOf())?.model, 'small-1'));
  }
  for (const name of [
    'small-1-pro',
    'small-1-2026010',
    'small-1-2026-0101',
    'small',
    'small-10',
    '',
    'small-1/x',
    '20260101',
  ]) {
    test(`is not known of ${JSON.stringify(name)}`, () => assert.equal(priceOf(name, tableOf()), null));
  }
});

describe('The cost of a call', () => {
  test('is each kind of token at its price', () => {
    const used = { input: 1_000_000, output: 200_000, cacheRead: 10_000, cacheWrite: 4 };
    assert.deepEqual(costOf('small-1', used, tableOf()), { ok: true, value: 1_000_000 + 1_000_000 + 1_000 + 5 });
  });

  test('is rounded up, kind by kind', () => {
    assert.deepEqual(costOf('large-1', usage({ cacheWrite: 1 }), tableOf()), { ok: true, value: 1 });
    assert.deepEqual(costOf('large-1', usage({ cacheWrite: 1_000_000 }), tableOf()), { ok: true, value: 3 });
    assert.deepEqual(costOf('large-1', usage({ cacheWrite: 1_000_001 }), tableOf()), { ok: true, value: 4 });
    assert.deepEqual(costOf('large-1', usage({ cacheRead: 1_000_000 }), tableOf()), { ok: true, value: 0 });
  });

  test('of an unknown model is the dearest of each kind, or nothing is called', () => {
    assert.deepEqual(costOf('new', usage({ input: 1_000_000, output: 1_000_000 }), tableOf()), {
      ok: true,
      value: 15_000_000,
    });
    assert.equal(costOf('new', usage({}), tableOf({ ...DOCUMENT, unknown: 'refuse' })).ok, false);
    assert.equal(costOf('new', usage({}), tableOf({ ...DOCUMENT, prices: [] })).ok, false);
  });

  test('of a count that is none is that of the largest', () => {
    for (const input of [-1, 0.5, Number.NaN, 2 ** 60])
      assert.deepEqual(costOf('small-1', usage({ input }), tableOf()), { ok: true, value: 1_000_000_000 });
  });

  test('is exact for whole numbers of any size that is believed', () => {
    const tokens = fc.nat(1_000_000_000);
    const price = fc.nat(10_000_000_000 - 1);
    fc.assert(
      fc.property(tokens, price, (input, each) => {
        const table = { ...tableOf(), prices: [{ model: 'm', input: each, output: 0, cacheRead: 0, cacheWrite: 0 }] };
        const exact = (BigInt(input) * BigInt(each) + 999_999n) / 1_000_000n;
        assert.deepEqual(costOf('m', usage({ input }), table), { ok: true, value: Number(exact) });
      }),
      { examples: [[999_999_800, 9_999_999_995]] },
    );
  });
});

describe('A table of prices', () => {
  test('is refused with every problem', () => {
    const problems = (document: unknown): number => {
      const parsed = parsePrices(document, 'prices.yaml');
      return parsed.ok ? 0 : parsed.failure.length;
    };
    assert.equal(problems({ ...DOCUMENT, unknown: 'free', more: 1 }), 2);
    assert.equal(problems({ prices: [{ model: 'x', input: -1, output: 1.5, cache_read: 1, cache_write: '1' }] }), 5);
    assert.equal(problems([]), 1);
    assert.equal(problems({ ...DOCUMENT, prices: ['x'] }), 1);
  });

  test('may leave out what happens with unknown models: then they cost the most', () => {
    const { unknown: _, ...rest } = DOCUMENT;
    assert.equal(tableOf(rest).unknown, 'dearest');
  });

  test('of an operator goes before ours, model by model', () => {
    const own = tableOf({
      ...DOCUMENT,
      unknown: 'refuse',
      prices: [{ model: 'small-1', input: 0, output: 0, cache_read: 0, cache_write: 0 }],
    });
    const both = overlayPrices(tableOf(), own);
    assert.deepEqual([both.unknown, both.prices.length], ['refuse', 2]);
    assert.equal(priceOf('small-1', both)?.input, 0);
    assert.equal(priceOf('large-1', both)?.input, 10_000_000);
  });
});
