import type { Effect } from './effect/effect.ts';
import type { Risk } from './risk/risk.ts';

/** What Countersign answers. `defer` holds an action back until the window opens, then it is evaluated from the start. */
export const VERDICTS = ['allow', 'require-approval', 'defer', 'deny'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The gates of the pipeline, in the order in which they are reported (model §5, steps 1–11). */
export const GATES = [
  'input',
  'principal',
  'emergency',
  'lease',
  'hard-floor',
  'deny-rules',
  'tool',
  'provenance',
  'policy',
  'risk',
  'quality',
  'budget',
  'window',
  'reviewer',
  'approval',
] as const;
export type GateName = (typeof GATES)[number];

/**
 * What one gate found.
 *
 * `not-applicable`: there is nothing for the gate to judge (no plan, no lease). `not-evaluated`: a deny came first and the
 * gate was not run. Everything but those two and `pass` restricts.
 */
export type GateOutcome = 'pass' | 'require-approval' | 'defer' | 'deny' | 'not-applicable' | 'not-evaluated';

/** One gate's report: what it found, by which rule, why, and what the agent may do instead. */
export type GateReport = {
  readonly gate: GateName;
  readonly outcome: GateOutcome;
  readonly rule: string;
  readonly reason: string;
  readonly remedy: string;
};

/** What the one who releases an allowed action must do with it. */
export type Obligation =
  | { readonly kind: 'checkpoint'; readonly paths: readonly string[] }
  | { readonly kind: 'notify'; readonly whom: 'approvers' | 'administrator' | 'emergency' }
  | { readonly kind: 'expire'; readonly atMs: number };

/** How a required approval must be given (model §4, the table). */
export type ApprovalTerms = {
  readonly timeoutMs: number;
  /** Distinct approvers needed. */
  readonly approvers: number;
  readonly secondFactor: boolean;
  readonly batch: boolean;
  readonly scopes: readonly ('action' | 'session' | 'proposal')[];
  readonly onTimeout: 'deny' | 'deny-notify' | 'deny-escalate' | 'deny-emergency';
  /** Principals who wrote what is to be approved, and so do not approve it; left out where none is known. */
  readonly notBy?: readonly string[];
};

/** The answer to one action, with everything that led to it. Equal inputs give equal decisions, byte for byte. */
export type Decision = {
  readonly verdict: Verdict;
  readonly risk: Risk;
  readonly effects: readonly Effect[];
  readonly gates: readonly GateReport[];
  readonly obligations: readonly Obligation[];
  /** Set when the verdict is `require-approval`, and when an approval was used to reach `allow`. */
  readonly approval: ApprovalTerms | null;
  /** One sentence for people and agents: the deciding gate's reason. */
  readonly reason: string;
  /** What the agent may do instead; empty on a plain allow. */
  readonly remedies: readonly string[];
};
