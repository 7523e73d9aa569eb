import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { costOf, priceOf } from '../../core/budget/model-prices.ts';
import { readModelPrices } from './read-model-prices.ts';

const CALL = { input: 1_000_000, output: 1_000_000, cacheRead: 0, cacheWrite: 0 };

/** The prices where an operator has this list; null for none. */
function pricesWith(own: string | null): ReturnType<typeof readModelPrices> {
  const configDirectory = mkdtempSync(join(tmpdir(), 'countersign-prices-'));
  try {
    if (own !== null) writeFileSync(join(configDirectory, 'model-prices.yaml'), own);
    return readModelPrices({ packageDirectory: process.cwd(), configDirectory });
  } finally {
    rmSync(configDirectory, { recursive: true });
  }
}

test('the list that comes with Countersign is whole, dated, and names its source', () => {
  const { prices, asOf, source } = pricesWith(null);
  assert.ok(prices.length > 20 && source.length > 10 && /^\d{4}-\d{2}-\d{2}$/.test(asOf));
  assert.equal(new Set(prices.map(({ model }) => model)).size, prices.length);
  for (const { model, input, output, cacheRead } of prices) {
    assert.ok(input > 0 && output > input, model);
    assert.ok(cacheRead <= input, model);
  }
});

test('prices a dated name as its model, and an unknown one as the dearest', () => {
  const table = pricesWith(null);
  assert.deepEqual(costOf('claude-sonnet-5-5-20260929', CALL, table), { ok: true, value: 12_000_000 });
  const dearest = costOf('a-model-nobody-knows', CALL, table);
  assert.ok(dearest.ok && table.prices.every(({ input, output }) => input + output <= dearest.value));
});

test('lets an operator set prices and refuse unknown models, and refuses a list that does not parse', () => {
  const head = "source: mine\nas_of: '2026-11-21'\n";
  const mine = `${head}unknown: refuse\nprices:\n  - { model: local, input: 0, output: 0, cache_read: 0, cache_write: 0 }\n`;
  const table = pricesWith(mine);
  assert.deepEqual(costOf('local', CALL, table), { ok: true, value: 0 });
  assert.notEqual(priceOf('claude-opus-5', table), null);
  assert.equal(costOf('a-model-nobody-knows', CALL, table).ok, false);
  for (const wrong of [`${head}prices: 3\n`, `${head}prices: [`, `${head}source: twice\nprices: []\n`])
    assert.throws(() => pricesWith(wrong), /model-prices\.yaml/);
});
