import { findSecrets } from '../../../../core/secret/find-secrets.ts';

/** One finding, for people and programs: never the secret itself. Lines and columns from 1. */
export type ScanFinding = {
  readonly kind: string;
  readonly line: number;
  readonly column: number;
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The first characters of a long one, and how long it is. */
  readonly shown: string;
};

const SHOWN = 4;
const LONG_ENOUGH = 16;

/** Finds what looks like a secret in a text, in order. Linear. */
export function scanText(text: string): readonly ScanFinding[] {
  let line = 1;
  let lineStart = 0;
  let at = 0;
  return findSecrets(text).map(({ kind, start, end }) => {
    for (; at < start; at++) {
      if (text.charCodeAt(at) !== 10) continue;
      line += 1;
      lineStart = at + 1;
    }
    const length = end - start;
    const shown = `${length >= LONG_ENOUGH ? text.slice(start, start + SHOWN) : ''}… (${length} characters)`;
    return { kind, line, column: start - lineStart + 1, start, end, shown };
  });
}
