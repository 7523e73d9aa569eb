import { CliError } from './cli-error.ts';

/** Reads a whole number within bounds. Raises a usage error that names the option or operand. */
export function readInteger(
  text: string,
  {
    name,
    min,
    max,
    remedies = [],
  }: { readonly name: string; readonly min: number; readonly max: number; readonly remedies?: readonly string[] },
): number {
  const value = isDigits(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw new CliError(
    'usage',
    `read ${name}: ${JSON.stringify(text.slice(0, 40))}, want a whole number from ${min} to ${max}`,
    { remedies },
  );
}

const UNIT_MS: { readonly [unit: string]: number } = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a duration such as `90s`, `15m`, `12h` or `30d`; answers milliseconds, at most ten years. */
export function readDurationMs(text: string, name: string): number {
  const unitMs = UNIT_MS[text.slice(-1)];
  const count = Number(text.slice(0, -1));
  const sizeMs = unitMs !== undefined && isDigits(text.slice(0, -1)) ? count * unitMs : Number.NaN;
  if (sizeMs > 0 && sizeMs <= 3_650 * 86_400_000) return sizeMs;
  throw new CliError(
    'usage',
    `read ${name}: ${JSON.stringify(text.slice(0, 40))}, want a duration like 15m, 12h or 30d`,
  );
}

function isDigits(text: string): boolean {
  return text.length > 0 && text.length <= 16 && [...text].every((character) => character >= '0' && character <= '9');
}
