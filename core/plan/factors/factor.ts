import { visibleWords } from '../visible-words.ts';

/** What one factor of a plan's risk comes to, before it is cut to its maximum, and why, in words. */
export type Factor = { readonly points: number; readonly evidence: readonly string[] };

/** Most pieces of evidence that are kept of one factor. */
const MAX_EVIDENCE = 20;

/** Collects points, each with its reason. */
export class FactorSum {
  private points = 0;
  private readonly evidence: string[] = [];
  private more = 0;

  /** Adds points for a reason; a reason without points is none. */
  add(points: number, reason: string): void {
    if (points <= 0) return;
    this.points += points;
    if (this.evidence.length < MAX_EVIDENCE) this.evidence.push(visibleWords(`${reason}: +${points}`));
    else this.more += 1;
  }

  factor(): Factor {
    const rest = this.more === 0 ? [] : [`and ${this.more} more`];
    return { points: this.points, evidence: [...this.evidence, ...rest] };
  }
}
