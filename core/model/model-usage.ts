import type { ModelUsage } from '../budget/model-prices.ts';

/** A call that used nothing. */
export const NO_USAGE: ModelUsage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** All tokens of a call, as budgets count them: every kind alike. */
export function tokensOf({ input, output, cacheRead, cacheWrite }: ModelUsage): number {
  return input + output + cacheRead + cacheWrite;
}

/** Two calls, or two attempts of one, together. */
export function addUsage(first: ModelUsage, second: ModelUsage): ModelUsage {
  return {
    input: first.input + second.input,
    output: first.output + second.output,
    cacheRead: first.cacheRead + second.cacheRead,
    cacheWrite: first.cacheWrite + second.cacheWrite,
  };
}
