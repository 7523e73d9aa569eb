import type { CodeLimits, CodeRequest } from '../../ports/code-isolate.ts';

const MAX_CODE = 1_000_000;
const MAX_INPUT = 10_000_000;

/** The most of each limit; the least is 1. */
const MOST: { readonly [name in keyof CodeLimits]: number } = {
  wallMs: 600_000,
  steps: 1_000_000_000_000,
  memoryBytes: Number.MAX_SAFE_INTEGER,
  textLength: 10_000_000,
  calls: 10_000,
};

/** What is wrong with a request, all of it, as one sentence; null where nothing is. `input` is its JSON text. */
export function problemOf({ code, limits, nowMs, seed }: CodeRequest, input: string | undefined): string | null {
  const problems = Object.entries(MOST).flatMap(([name, most]) => {
    const found = limits[name as keyof CodeLimits];
    const least = name === 'calls' ? 0 : 1;
    if (Number.isSafeInteger(found) && found >= least && found <= most) return [];
    return [`found ${name} ${found}, want a whole number from ${least} to ${most}`];
  });
  if (code.length > MAX_CODE) problems.push(`found code of ${code.length} units, want at most ${MAX_CODE}`);
  if (input === undefined) problems.push('found an input without JSON, want JSON');
  else if (input.length > MAX_INPUT) problems.push(`found input of ${input.length} units, want at most ${MAX_INPUT}`);
  for (const [name, number] of Object.entries({ nowMs, seed }))
    if (number !== undefined && !Number.isFinite(number)) problems.push(`found ${name} ${number}, want a number`);
  return problems.length === 0 ? null : `evaluate code: ${problems.join('; ')}`;
}

/** JSON text of a value; undefined where it has none. */
export function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
