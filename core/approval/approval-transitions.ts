import { fail, ok, type Result } from '../result.ts';
import { APPROVAL_LIMITS, type ApprovalAnswer, type ApprovalRequest } from './approval.ts';

/** Why an answer is refused. `decided`: somebody was first, or the request is closed. */
export type AnswerRefusal =
  | 'decided'
  | 'expired'
  | 'self-approval'
  | 'author'
  | 'channel'
  | 'scope'
  | 'second-factor-required'
  | 'repeated';

/** Names the person that a principal is an account of; a principal that is nobody's second account is a person of its own. */
export type PersonOf = (principal: string) => string;

/**
 * Applies one approver's verified answer to a request and answers the request as it is from then on.
 *
 * A deny ends it, also one of somebody who approved before. Approvals count by distinct person until the terms are met; then the
 * request is approved and usable once for ten minutes. After the deadline only an approval is of use, and only while the review
 * item is open; it is marked late. The requester never answers its own request, through whichever account; whom it acts for may.
 * Who wrote what is to be approved may deny it and not approve it. Answers from the client that made the call (`mcp`) count for
 * one action of at most medium risk that an agent asked for.
 */
export function applyAnswer(
  request: ApprovalRequest,
  answer: ApprovalAnswer,
  { personOf }: { readonly personOf: PersonOf } = { personOf: (principal) => principal },
): Result<ApprovalRequest, AnswerRefusal> {
  if (request.status !== 'pending' && request.status !== 'timed-out') return fail('decided');
  if (!(answer.atMs < request.createdAtMs + APPROVAL_LIMITS.reviewForMs)) return fail('expired');
  const person = personOf(answer.approver);
  if (person === personOf(request.binding.requester)) return fail('self-approval');
  const isApproval = answer.answer === 'approve';
  if (isApproval && request.answers.some((given) => personOf(given.approver) === person)) return fail('repeated');
  if (isApproval && isAuthor(request.terms, { person, personOf })) return fail('author');
  if (answer.channel === 'mcp' && !isFitForClient(request)) return fail('channel');
  const answers = [...request.answers, answer];
  if (answer.answer === 'deny') return ok({ ...request, status: 'denied', answers });
  const scopes = answer.channel === 'mcp' ? ['action'] : request.terms.scopes;
  if (!scopes.includes(answer.scope)) return fail('scope');
  if (request.terms.secondFactor && answer.secondFactor === undefined) return fail('second-factor-required');
  if (answers.length < request.terms.approvers) return ok({ ...request, answers });
  return ok({
    ...request,
    status: 'approved',
    answers,
    late: !(answer.atMs < request.deadlineMs),
    usableUntilMs: answer.atMs + APPROVAL_LIMITS.usableForMs,
  });
}

/** Tells whether a person wrote what is to be approved. */
export function isAuthor(
  { notBy = [] }: Pick<ApprovalRequest['terms'], 'notBy'>,
  { person, personOf }: { readonly person: string; readonly personOf: PersonOf },
): boolean {
  return notBy.some((author) => personOf(author) === person);
}

/**
 * Tells whether the person at the client may answer: never for high and critical risk, nor where several must. Nobody knows who they
 * are, so neither where a person asks, who would answer their own, nor where its authors may not approve it.
 */
export function isFitForClient({
  binding,
  riskLevel,
  terms,
}: Pick<ApprovalRequest, 'binding' | 'riskLevel' | 'terms'>): boolean {
  if (riskLevel === 'high' || riskLevel === 'critical') return false;
  const mayBeBarred = binding.requester.startsWith('human:') || (terms.notBy ?? []).length > 0;
  return !mayBeBarred && terms.approvers === 1 && !terms.secondFactor;
}

/** Marks a pending request whose deadline has come; anything else stays as it is. The deadline itself is too late. */
export function timeOut(request: ApprovalRequest, nowMs: number): ApprovalRequest {
  return request.status === 'pending' && !(nowMs < request.deadlineMs) ? { ...request, status: 'timed-out' } : request;
}

/** Closes a request that is still open: cancelled by a halt or its session's end, superseded by a newer attempt. */
export function close(request: ApprovalRequest, status: 'cancelled' | 'superseded'): ApprovalRequest {
  return request.status === 'pending' || request.status === 'timed-out' ? { ...request, status } : request;
}

/** Tells whether an approved request can still be used, once, for this digest. */
export function isUsable(
  request: ApprovalRequest,
  { actionDigest, nowMs }: { readonly actionDigest: string; readonly nowMs: number },
): boolean {
  return (
    request.status === 'approved' &&
    request.consumedBy === null &&
    request.usableUntilMs !== null &&
    nowMs < request.usableUntilMs &&
    request.binding.actionDigest === actionDigest
  );
}
