import { canonicalJson } from '../encoding/canonical-json.ts';
import type { ApprovalAnswer, ApprovalBinding, ApprovalRequest } from './approval.ts';

/** First line of everything an approver signs, so that a signature can never be taken for one of another kind. */
const DOMAIN = 'countersign-approval/v1';

/**
 * The statement of a request: one line of canonical JSON that names exactly what would be approved.
 *
 * It binds the action digest, tool digest, policy version, profile, lease, plan, requester, session, nonce and the times.
 */
export function approvalStatement(request: ApprovalRequest): string {
  const { binding } = request;
  return canonicalJson({
    action: binding.actionDigest,
    created_at_ms: request.createdAtMs,
    deadline_ms: request.deadlineMs,
    lease: binding.lease,
    nonce: request.nonce,
    plan: binding.plan,
    policy: binding.policyVersion,
    profile: binding.profile,
    request: request.id,
    requester: binding.requester,
    session: binding.session,
    tool: binding.toolDigest,
  });
}

/**
 * The exact text an approver signs: domain, answer with its scope and channel, approver and key, note, statement; a line each.
 *
 * A name with blanks, control characters or a leading quotation mark, and every note, is written as a JSON string, so that
 * nothing can add a word or a line: two answers never share a text.
 * `vectors/approval-statement.json` holds examples that every implementation must reproduce.
 */
export function signedApprovalText(
  statement: string,
  answer: Pick<ApprovalAnswer, 'answer' | 'scope' | 'channel' | 'approver' | 'keyId' | 'note'>,
): string {
  const how = `${answer.answer} ${answer.scope} ${answer.channel}`;
  return [
    DOMAIN,
    how,
    `${quoted(answer.approver)} ${quoted(answer.keyId)}`,
    JSON.stringify(answer.note),
    statement,
  ].join('\n');
}

/** A name as it stands, or as a JSON string where it could be read as more than one word. */
function quoted(name: string): string {
  const isPlain = name !== '' && !name.startsWith('"') && [...name].every((character) => character > ' ');
  return isPlain ? name : JSON.stringify(name);
}

/** Tells whether an approval given under one binding holds under another: every part must be equal. */
export function bindingHolds(given: ApprovalBinding, current: ApprovalBinding): boolean {
  return (
    given.actionDigest === current.actionDigest &&
    given.toolDigest === current.toolDigest &&
    given.policyVersion === current.policyVersion &&
    given.profile === current.profile &&
    given.lease === current.lease &&
    given.plan === current.plan &&
    given.requester === current.requester &&
    given.session === current.session
  );
}
