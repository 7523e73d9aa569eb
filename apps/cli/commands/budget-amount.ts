import { CliError } from '../cli-error.ts';

const MICROS = 1_000_000;

/** Reads an amount of dollars with at most six decimals as millionths; raises `usage` for anything else. */
export function readUsd(text: string): number {
  const [whole = '', part = '', ...more] = text.split('.');
  const isNumber = isDigits(whole, 6) && (part === '' ? !text.endsWith('.') : isDigits(part, 6)) && more.length === 0;
  if (isNumber) return Number(whole) * MICROS + Number(part.padEnd(6, '0'));
  throw new CliError('usage', `read --usd: ${JSON.stringify(text.slice(0, 40))}, want dollars such as 10 or 2.50`);
}

/** Writes millionths of a dollar for people. */
export function formatUsd(micros: number): string {
  return `$${(micros / MICROS).toFixed(2)}`;
}

function isDigits(text: string, atMost: number): boolean {
  return text.length > 0 && text.length <= atMost && [...text].every((letter) => letter >= '0' && letter <= '9');
}
