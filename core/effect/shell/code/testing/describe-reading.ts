import type { CodeLanguage } from '../../program-rule.ts';
import { readCode } from '../read-code.ts';

/** What is read in a text, in one line for tests: `ok` or `no`, then each use as `use=value`, `?` for a value that is not known. */
export function describeReading(language: CodeLanguage, text: string): string {
  const { uses, isUnderstood } = readCode(language, text);
  return [isUnderstood ? 'ok' : 'no', ...uses.map(({ use, value }) => `${use}=${value ?? '?'}`)].join(' ');
}
