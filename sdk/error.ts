import { PROBLEM_CODES, type ProblemCode, type WireInputProblem, type WireProblem } from './problem.ts';

/**
 * Why a call did not do what was asked: a problem the gateway named, or one of the client's own.
 *
 * `unreachable`: no connection. `timed-out`, `cancelled`: no answer in time, or the caller's signal. `unexpected-answer`:
 * an answer that is not the gateway's. `bad-configuration`: the client was set up wrongly. `denied`, `deferred`,
 * `approval-pending`: the gateway answered, and the action may not run.
 */
export type CountersignErrorCode =
  | ProblemCode
  | 'unreachable'
  | 'timed-out'
  | 'cancelled'
  | 'unexpected-answer'
  | 'bad-configuration'
  | 'denied'
  | 'deferred'
  | 'approval-pending';

/** What a `CountersignError` may carry beside its code and message. */
export type CountersignErrorDetails = {
  readonly status?: number | null;
  readonly remedies?: readonly string[];
  readonly problems?: readonly WireInputProblem[];
  readonly requestId?: string | null;
  readonly cause?: unknown;
};

/**
 * The one error of the SDK. Branch on `code`; `remedies` say what to do instead; `status` is the HTTP status, null when
 * there was no answer. Whatever it is, the action it was about must not run.
 */
export class CountersignError extends Error {
  readonly code: CountersignErrorCode;
  readonly status: number | null;
  readonly remedies: readonly string[];
  readonly problems: readonly WireInputProblem[];
  readonly requestId: string | null;

  constructor(code: CountersignErrorCode, message: string, details: CountersignErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CountersignError';
    this.code = code;
    this.status = details.status ?? null;
    this.remedies = details.remedies ?? [];
    this.problems = details.problems ?? [];
    this.requestId = details.requestId ?? null;
  }
}

/** Reads an error answer. What is no problem of ours becomes `unexpected-answer`, with nothing of the body in the message. */
export function errorOfAnswer(status: number, body: unknown): CountersignError {
  if (!isProblem(body)) {
    return new CountersignError('unexpected-answer', `read the answer: status ${status} without problem details`, {
      status,
      remedies: ['check that the address is a Countersign gateway: countersign doctor'],
    });
  }
  const { remedies, problems, request_id: requestId } = body;
  return new CountersignError(body.code, body.reason, { status, remedies, problems, requestId });
}

function isProblem(body: unknown): body is WireProblem {
  if (typeof body !== 'object' || body === null) return false;
  const { code, reason, remedies, problems, request_id: requestId } = body as Partial<Record<string, unknown>>;
  return (
    PROBLEM_CODES.some((known) => known === code) &&
    typeof reason === 'string' &&
    typeof requestId === 'string' &&
    Array.isArray(remedies) &&
    remedies.every((remedy) => typeof remedy === 'string') &&
    Array.isArray(problems) &&
    problems.every((problem) => typeof problem === 'object' && problem !== null)
  );
}
