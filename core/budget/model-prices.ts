import { describePolicyProblem } from '../policy/policy-problem.ts';
import { ProblemList, Reading } from '../policy/reading.ts';
import { fail, ok, type Result } from '../result.ts';

/** What a million tokens of one model cost, in millionths of a US dollar. */
export type ModelPrice = {
  /** The name as providers take it, without a date at its end. */
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/** Prices and where they are from. */
export type PriceTable = {
  readonly source: string;
  /** `YYYY-MM-DD`: the day they were looked up. */
  readonly asOf: string;
  /** What an unknown model counts as: the dearest that is known, or nothing that may be called. */
  readonly unknown: 'dearest' | 'refuse';
  readonly prices: readonly ModelPrice[];
};

/** Tokens of one call. `input` is without what was read from or written to a cache. */
export type ModelUsage = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/** Bounds of a table, and the dearest price that is believed: 10,000 dollars a million tokens. */
const MAX_MODELS = 2_000;
const MAX_PRICE = 10_000_000_000;
const MAX_TOKENS = 1_000_000_000;

/**
 * What a call costs, in millionths of a US dollar, each kind of token rounded up.
 *
 * A name counts as a listed one when it is equal but for the provider before a slash and a date or `latest` after it; anything
 * else is another model, for a longer name may be a dearer one. An unknown model costs, kind by kind, what the dearest known
 * one does, or is refused where the table says so; with no prices at all it is always refused. A count that is no whole
 * number from 0 to a thousand million counts as that many.
 */
export function costOf(model: string, usage: ModelUsage, table: PriceTable): Result<number, string> {
  const price = priceOf(model, table) ?? (table.unknown === 'dearest' ? dearest(table.prices) : null);
  if (price === null)
    return fail(`price the model: found ${JSON.stringify(model.slice(0, 100))}, want one with a known price`);
  const parts = [
    part(usage.input, price.input),
    part(usage.output, price.output),
    part(usage.cacheRead, price.cacheRead),
    part(usage.cacheWrite, price.cacheWrite),
  ];
  return ok(parts.reduce((sum, next) => sum + next, 0));
}

/** The listed price of a model; null where it is not listed. */
export function priceOf(model: string, { prices }: PriceTable): ModelPrice | null {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  return prices.find((price) => price.model === name || price.model === withoutDate(name)) ?? null;
}

/**
 * Reads a table of prices; of several entries of one model the first counts.
 *
 * The failure is every problem, as a line each.
 */
export function parsePrices(document: unknown, source: string): Result<PriceTable, readonly string[]> {
  const problems = new ProblemList(source);
  const fields = new Reading(document, '$', problems).fields(['source', 'as_of', 'unknown', 'prices']);
  const table: PriceTable = {
    source: fields?.required('source').text({ maxLength: 500 }) ?? '',
    asOf: fields?.required('as_of').text({ maxLength: 10 }) ?? '',
    unknown: fields?.optional('unknown')?.oneOf(['dearest', 'refuse']) ?? 'dearest',
    prices: fields?.required('prices').items({ max: MAX_MODELS }).map(readPrice) ?? [],
  };
  const found = problems.all();
  return found.length === 0 ? ok(table) : fail(found.map(describePolicyProblem));
}

/** One table over another: what both list is as the upper says, and so is what happens with an unknown model. */
export function overlayPrices(lower: PriceTable, upper: PriceTable): PriceTable {
  const named = new Set(upper.prices.map(({ model }) => model));
  return { ...upper, prices: [...upper.prices, ...lower.prices.filter(({ model }) => !named.has(model))] };
}

function readPrice(reading: Reading): ModelPrice {
  const fields = reading.fields(['model', 'input', 'output', 'cache_read', 'cache_write']);
  const price = (name: string): number => fields?.required(name).integer({ min: 0, max: MAX_PRICE }) ?? 0;
  return {
    model: (fields?.required('model').text({ maxLength: 128 }) ?? '').toLowerCase(),
    input: price('input'),
    output: price('output'),
    cacheRead: price('cache_read'),
    cacheWrite: price('cache_write'),
  };
}

/** Kind by kind the dearest of all; null where there is none. */
function dearest(prices: readonly ModelPrice[]): ModelPrice | null {
  if (prices.length === 0) return null;
  const most = (kind: 'input' | 'output' | 'cacheRead' | 'cacheWrite'): number =>
    prices.reduce((largest, price) => Math.max(largest, price[kind]), 0);
  return {
    model: '',
    input: most('input'),
    output: most('output'),
    cacheRead: most('cacheRead'),
    cacheWrite: most('cacheWrite'),
  };
}

function part(tokens: number, price: number): number {
  const counted = Number.isSafeInteger(tokens) && tokens >= 0 && tokens <= MAX_TOKENS ? tokens : MAX_TOKENS;
  // The product may be beyond what a number holds exactly; a millionth of it never is.
  return Number((BigInt(counted) * BigInt(price) + 999_999n) / 1_000_000n);
}

/** A name without `-latest`, `-YYYYMMDD` or `-YYYY-MM-DD` at its end. */
function withoutDate(name: string): string {
  if (name.endsWith('-latest')) return name.slice(0, -'-latest'.length);
  for (const shape of ['-dddddddd', '-dddd-dd-dd']) {
    const end = name.slice(-shape.length);
    const isDate = [...end].every((letter, at) =>
      shape[at] === 'd' ? letter >= '0' && letter <= '9' : letter === '-',
    );
    if (end.length === shape.length && isDate) return name.slice(0, -shape.length);
  }
  return name;
}
