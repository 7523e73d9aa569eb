import type { GatewayErrorCode } from '../../application/gateway-error.ts';
import type { ProblemCode } from '../../sdk/problem.ts';

/** Codes of this ingress, for what goes wrong before a flow is called. */
export type HttpErrorCode =
  | 'input.malformed'
  | 'input.media-type'
  | 'host.refused'
  | 'origin.refused'
  | 'route.unknown'
  | 'route.method'
  | 'busy';

/** How a code is answered: the HTTP status, and the title that is the same for every problem of the code. */
export type ErrorAnswer = { readonly status: number; readonly title: string };

/** The one place where error codes become HTTP statuses. Every code of the flows is here; the compiler sees to it. */
export const ERROR_ANSWERS: { readonly [Code in GatewayErrorCode | HttpErrorCode]: ErrorAnswer } = {
  'input.malformed': { status: 400, title: 'The body cannot be read' },
  'input.invalid': { status: 422, title: 'The request is not valid' },
  'input.too-large': { status: 413, title: 'The request is too large' },
  'input.media-type': { status: 415, title: 'The content type is not served' },
  'host.refused': { status: 403, title: 'The host name is not served' },
  'origin.refused': { status: 403, title: 'The origin is not served' },
  'route.unknown': { status: 404, title: 'There is nothing at this address' },
  'route.method': { status: 405, title: 'The method is not served here' },
  busy: { status: 503, title: 'Too many requests are in work' },
  'auth.missing': { status: 401, title: 'A token is needed' },
  'auth.invalid': { status: 401, title: 'The token is not valid' },
  'auth.forbidden': { status: 403, title: 'The token does not permit this' },
  'auth.self-approval': { status: 403, title: 'Nobody approves their own action' },
  'action.unknown': { status: 404, title: 'There is no such action' },
  'action.replayed': { status: 409, title: 'The action was proposed before' },
  'action.state': { status: 409, title: 'The action is not in the state for this' },
  'idempotency.reused': { status: 409, title: 'The idempotency key was used for another action' },
  'approval.unknown': { status: 404, title: 'There is no such approval request' },
  'approval.ambiguous': { status: 409, title: 'The id fits several approval requests' },
  'approval.decided': { status: 409, title: 'The approval request is already decided' },
  'approval.expired': { status: 410, title: 'The approval request has expired' },
  'approval.signature': { status: 403, title: 'The signature does not hold' },
  'approval.scope': { status: 422, title: 'The scope is not offered for this request' },
  'approval.batch': { status: 422, title: 'The request cannot be answered in a batch' },
  'approval.second-factor-required': { status: 403, title: 'A second factor is needed' },
  'approval.too-many': { status: 429, title: 'Too many approval requests are open' },
  'approver.unknown': { status: 404, title: 'There is no such approver key' },
  'approver.ambiguous': { status: 409, title: 'The id fits several approver keys' },
  'factor.refused': { status: 403, title: 'The second factor does not hold' },
  'factor.locked': { status: 429, title: 'Too many wrong codes were given' },
  'person.refused': { status: 409, title: 'The person cannot be changed like this' },
  'delegation.unknown': { status: 404, title: 'There is no such delegation' },
  'login.refused': { status: 401, title: 'The login does not hold' },
  'web-session.unknown': { status: 404, title: 'There is no such session of a browser' },
  'emergency.not-halted': { status: 409, title: 'Nothing is halted' },
  'emergency.resume-refused': { status: 403, title: 'The halt is not ended by this' },
  'emergency.not-in-safe-mode': { status: 409, title: 'The gateway is not in safe mode' },
  'emergency.safe-mode-refused': { status: 403, title: 'Safe mode is not ended by this' },
  'emergency.moved': { status: 409, title: 'The emergency state changed meanwhile' },
  'policy.invalid': { status: 422, title: 'The policy cannot be loaded' },
  'policy.moved': { status: 409, title: 'The policy is another one by now' },
  'log.unknown-entry': { status: 404, title: 'There is no such log entry' },
  'log.no-payload': { status: 409, title: 'The log entry has no payload now' },
  'log.payload-in-use': { status: 409, title: 'The payload is still needed' },
  'log.unwritable': { status: 503, title: 'The log cannot be written' },
  'log.corrupt': { status: 409, title: 'The log is damaged' },
  'log.rolled-back': { status: 409, title: 'The log is behind its witness' },
  'token.unknown': { status: 404, title: 'There is no such token' },
  'secret.unknown': { status: 404, title: 'There is no such secret' },
  'secret.moved': { status: 409, title: 'The secret changed meanwhile' },
  'secret.refused': { status: 403, title: 'The secret may not be used for this' },
  'tool.unknown': { status: 404, title: 'There is no such tool' },
  'tool.moved': { status: 409, title: 'The tool changed meanwhile' },
  'tool.too-many': { status: 429, title: 'Too many tools are known' },
  'question.refused': { status: 403, title: 'The answer to the question does not hold' },
  'checkpoint.unknown': { status: 404, title: 'There is no such checkpoint' },
  'checkpoint.nothing': { status: 409, title: 'There is nothing to undo' },
  'plan.invalid': { status: 422, title: 'The plan cannot be applied' },
  'run.unknown': { status: 404, title: 'There is no such run' },
  'run.unavailable': { status: 503, title: 'Nothing here can hold the run' },
  'run.refused': { status: 409, title: 'The run is not in the state for this' },
  'files.outside-root': { status: 403, title: 'The path leads out of the workspace' },
  'files.not-regular': { status: 422, title: 'The path is no file, link or folder' },
  'files.invalid': { status: 422, title: 'The changes do not go together' },
  'files.drifted': { status: 409, title: 'The files changed since' },
  'files.too-large': { status: 413, title: 'The change is too large' },
  'files.no-space': { status: 507, title: 'The disk is too full' },
  'files.locked': { status: 423, title: 'The workspace is being changed' },
  'files.failed': { status: 500, title: 'The files could not be changed' },
  'files.inconsistent': { status: 500, title: 'The workspace must be looked at' },
  'files.unsupported': { status: 501, title: 'This platform is not supported' },
  'lease.unknown': { status: 404, title: 'There is no such lease' },
  'lease.ended': { status: 410, title: 'The lease has ended' },
  'lease.refused': { status: 403, title: 'The lease does not hold' },
  'not-built': { status: 501, title: 'This is not built yet' },
  unavailable: { status: 503, title: 'The gateway cannot answer now' },
};

/** Every code that can be answered is one the SDK knows. */
export type AnswerCode = keyof typeof ERROR_ANSWERS & ProblemCode;

/** How long a caller should stay away, in seconds, where trying again can help. */
export const RETRY_AFTER_SECONDS: { readonly [Code in AnswerCode]?: number } = {
  busy: 1,
  'approval.too-many': 10,
  'factor.locked': 60,
  'log.unwritable': 5,
  'files.locked': 1,
  unavailable: 1,
};
