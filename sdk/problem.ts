/** What went wrong, as the gateway says it in `code` of a problem. The list is closed. */
export const PROBLEM_CODES = [
  'input.malformed',
  'input.invalid',
  'input.too-large',
  'input.media-type',
  'host.refused',
  'origin.refused',
  'route.unknown',
  'route.method',
  'busy',
  'auth.missing',
  'auth.invalid',
  'auth.forbidden',
  'auth.self-approval',
  'action.unknown',
  'action.replayed',
  'action.state',
  'idempotency.reused',
  'approval.unknown',
  'approval.ambiguous',
  'approval.decided',
  'approval.expired',
  'approval.signature',
  'approval.scope',
  'approval.batch',
  'approval.second-factor-required',
  'approval.too-many',
  'approver.unknown',
  'approver.ambiguous',
  'factor.refused',
  'factor.locked',
  'person.refused',
  'delegation.unknown',
  'login.refused',
  'web-session.unknown',
  'emergency.not-halted',
  'emergency.resume-refused',
  'emergency.not-in-safe-mode',
  'emergency.safe-mode-refused',
  'emergency.moved',
  'policy.invalid',
  'policy.moved',
  'log.unknown-entry',
  'log.no-payload',
  'log.payload-in-use',
  'log.unwritable',
  'log.corrupt',
  'log.rolled-back',
  'token.unknown',
  'tool.unknown',
  'secret.unknown',
  'secret.moved',
  'secret.refused',
  'tool.moved',
  'tool.too-many',
  'question.refused',
  'checkpoint.unknown',
  'checkpoint.nothing',
  'plan.invalid',
  'run.unknown',
  'run.unavailable',
  'run.refused',
  'files.outside-root',
  'files.not-regular',
  'files.invalid',
  'files.drifted',
  'files.too-large',
  'files.no-space',
  'files.locked',
  'files.failed',
  'files.inconsistent',
  'files.unsupported',
  'lease.unknown',
  'lease.ended',
  'lease.refused',
  'not-built',
  'unavailable',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** One thing that is wrong with an input: where (a JSON path), what was found and what was wanted. */
export type WireInputProblem = { readonly path: string; readonly found: string; readonly wanted: string };

/**
 * Every error answer of the gateway: RFC 9457 problem details, sent as `application/problem+json`.
 *
 * Branch on `code`. `reason` is the sentence for people, `remedies` what to do instead, `problems` every fault of the
 * input at once. Never holds a token, an argument's value in full, or a stack trace.
 */
export type WireProblem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly reason: string;
  readonly remedies: readonly string[];
  readonly problems: readonly WireInputProblem[];
  /** Repeated in the gateway's own log; quote it when asking for help. */
  readonly request_id: string;
};
