/** One reviewer model and how its answers compare with people's. `configured` is false for one that is only in the log. */
export type WireReviewer = {
  readonly name: string;
  readonly configured: boolean;
  readonly provider: string;
  readonly model: string;
  /** True while it is not asked, after failures: a human is asked instead. */
  readonly resting: boolean;
  readonly no_objection: number;
  readonly objection: number;
  readonly abstained: number;
  readonly malformed: number;
  readonly timed_out: number;
  /** People decided as it said. */
  readonly agreed: number;
  /** People decided otherwise. */
  readonly disagreed: number;
  /** Objections to what was allowed without any risk; they changed nothing. */
  readonly logged_objections: number;
};

/** `GET /v1/reviewers`: counted over so many of the newest entries of the log. */
export type WireReviewers = { readonly reviewers: readonly WireReviewer[]; readonly entries: number };
