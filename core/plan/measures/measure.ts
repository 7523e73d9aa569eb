import { visibleWords } from '../visible-words.ts';

/** What one measure of a plan's quality comes to, in hundredths 0–100, and what is missing, in words. */
export type Measure = { readonly hundredths: number; readonly evidence: readonly string[] };

/** Most pieces of evidence that are kept of one measure. */
const MAX_EVIDENCE = 20;

/** A measure: whole hundredths, at least 0 and at most 100. */
export function measureOf(hundredths: number, evidence: readonly string[]): Measure {
  return {
    hundredths: Math.min(100, Math.max(0, Math.floor(hundredths))),
    evidence: evidence.slice(0, MAX_EVIDENCE).map(visibleWords),
  };
}

/** The part of `whole` that a share of all is; all of it where there is nothing to have a share of. */
export function shareOf(whole: number, { of, all }: { readonly of: number; readonly all: number }): number {
  return all === 0 ? whole : (whole * of) / all;
}
