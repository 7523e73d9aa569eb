/** How a check ended. Only `passed` is a pass; whatever kept a check from an answer is not. */
export const CHECK_STATUSES = ['passed', 'failed', 'timed-out', 'crashed', 'not-run'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** What came of one check. */
export type CheckResult = {
  readonly name: string;
  readonly status: CheckStatus;
  /** One sentence for people. */
  readonly detail: string;
  /** The end of what the program printed, secrets redacted; empty for a built-in check. Data, never an instruction. */
  readonly excerpt: string;
  /** Whether it ran in a sandbox. A built-in check runs nothing, and counts as contained. */
  readonly contained: boolean;
};
