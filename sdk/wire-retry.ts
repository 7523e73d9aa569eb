import type { WireInputProblem } from './problem.ts';

/** How the next attempt differs from those before it; none is used twice for a task. */
export type WireStrategy = 'say-what-was-wrong' | 'widen-context' | 'simplify-and-split';

/** Why an attempt failed, by a code such as `VAL-001` or `BLD-002`: prefix VAL, FS, AI, BLD or SEC, and three digits. */
export type WireFailure = {
  readonly code: string;
  /** What happened, in one sentence. */
  readonly message: string;
  /** Everything that was wrong, each in one line. */
  readonly problems: readonly string[];
};

/** A refused output, plan or diff: what was refused, and the `problems` that came back with the refusal. */
export type WireRefusedOutput = { readonly what: string; readonly problems: readonly WireInputProblem[] };

/** A retry that was made, and the failure that it was for. */
export type WirePastRetry = { readonly strategy: WireStrategy; readonly failure: WireFailure };

/** `POST /v1/retries/next`. The gateway remembers nothing of it: the caller keeps the history. */
export type WireRetryRequest = {
  readonly history: {
    /** The retries of this task, in order. */
    readonly retries: readonly WirePastRetry[];
    /** When the caller made retries within the last hour, for any task, in milliseconds since 1970. */
    readonly retried_at_ms: readonly number[];
  };
  readonly failure: WireFailure | WireRefusedOutput;
};

/** What the caller changes for the next attempt. Everything that is checked stays as it was. */
export type WireAttemptChanges = {
  readonly extra_context_lines: number;
  readonly reread_files: boolean;
  readonly narrower: { readonly steps: number; readonly files: number } | null;
};

/** What comes next: a retry, or a person. `failure` is the failure as it goes into the history. */
export type WireNextAttempt =
  | {
      readonly kind: 'retry';
      readonly failure: WireFailure;
      readonly strategy: WireStrategy;
      /** 1 to 3. */
      readonly number: number;
      /** What the model is told. */
      readonly instructions: string;
      readonly changes: WireAttemptChanges;
      readonly wait_ms: number;
    }
  | {
      readonly kind: 'escalate';
      readonly failure: WireFailure;
      readonly reason: 'security-finding' | 'unknown-failure' | 'task-limit' | 'hourly-limit';
      /** For a person: what was tried, what went wrong, what they can do. */
      readonly message: string;
    };
