import type { FilesErrorCode } from '../ports/workspace-files.ts';

/** What can go wrong for a caller of a flow, for branching on. One file per ingress maps these to its own statuses. */
export type GatewayErrorCode =
  | 'input.invalid'
  | 'input.too-large'
  | 'auth.missing'
  | 'auth.invalid'
  | 'auth.forbidden'
  | 'auth.self-approval'
  | 'action.unknown'
  | 'action.replayed'
  | 'action.state'
  | 'idempotency.reused'
  | 'approval.unknown'
  | 'approval.ambiguous'
  | 'approval.decided'
  | 'approval.expired'
  | 'approval.signature'
  | 'approval.scope'
  | 'approval.batch'
  | 'approval.second-factor-required'
  | 'approval.too-many'
  | 'approver.unknown'
  | 'approver.ambiguous'
  | 'factor.refused'
  | 'factor.locked'
  | 'person.refused'
  | 'delegation.unknown'
  | 'login.refused'
  | 'web-session.unknown'
  | 'emergency.not-halted'
  | 'emergency.resume-refused'
  | 'emergency.not-in-safe-mode'
  | 'emergency.safe-mode-refused'
  | 'emergency.moved'
  | 'policy.invalid'
  | 'policy.moved'
  | 'log.unknown-entry'
  | 'log.no-payload'
  | 'log.payload-in-use'
  | 'log.unwritable'
  | 'log.corrupt'
  | 'log.rolled-back'
  | 'token.unknown'
  | 'tool.unknown'
  | 'tool.moved'
  | 'tool.too-many'
  | 'question.refused'
  | 'checkpoint.unknown'
  | 'checkpoint.nothing'
  | 'plan.invalid'
  | 'secret.unknown'
  | 'secret.moved'
  | 'secret.refused'
  | 'run.unknown'
  | 'run.unavailable'
  | 'run.refused'
  | FilesErrorCode
  | 'lease.unknown'
  | 'lease.ended'
  | 'lease.refused'
  | 'not-built'
  | 'unavailable';

/** An expected failure of a flow. `remedies` say what the caller may do instead. A denial is never an error. */
export class GatewayError extends Error {
  readonly code: GatewayErrorCode;
  readonly remedies: readonly string[];
  readonly problems: readonly { readonly path: string; readonly found: string; readonly wanted: string }[];

  constructor(
    code: GatewayErrorCode,
    message: string,
    {
      remedies = [],
      problems = [],
      cause,
    }: {
      readonly remedies?: readonly string[];
      readonly problems?: readonly { readonly path: string; readonly found: string; readonly wanted: string }[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GatewayError';
    this.code = code;
    this.remedies = remedies;
    this.problems = problems;
  }
}
