import type { ApprovalView } from '../../../application/gateway.ts';
import type { ReviewerReport } from '../../../application/reviewer/reviewer-report.ts';
import type { Action } from '../../../core/action/action.ts';
import type { ApprovalRequest, ApprovalStatus } from '../../../core/approval/approval.ts';
import { approvalStatement } from '../../../core/approval/approval-statement.ts';
import { approvalTerms } from '../../../core/approval/approval-terms.ts';
import type { PromptDocument } from '../../../core/approval/prompt-document.ts';
import type { Decision } from '../../../core/decision.ts';

/** What the fake gateway shows of every request. */
export const SAMPLE_PROMPT: PromptDocument = {
  title: 'a title',
  sections: [{ heading: 'A heading', lines: ['a line'], quoted: false }],
  fingerprint: '0123456789abcdef',
};

/** The one reviewer that the fake gateway has. */
export const SAMPLE_REVIEWER: ReviewerReport = {
  ...{ name: 'second', configured: true, provider: 'acme', model: 'm1', resting: false },
  ...{ noObjection: 1, objection: 2, abstained: 3, malformed: 4, timedOut: 5 },
  ...{ agreed: 6, disagreed: 7, loggedObjections: 8 },
};

/** A request about an action, as a gateway shows it. */
export function viewOf(
  action: Action,
  { decision, status }: { readonly decision: Decision; readonly status: ApprovalStatus },
): ApprovalView {
  const request: ApprovalRequest = {
    id: '0123456789abcdef',
    actionId: action.id,
    decisionIndex: 7,
    binding: {
      actionDigest: 'a'.repeat(64),
      toolDigest: null,
      policyVersion: `sha256:${'0'.repeat(64)}`,
      profile: 'dev',
      lease: null,
      plan: null,
      requester: action.principal,
      session: action.session,
    },
    onBehalfOf: action.onBehalfOf,
    riskLevel: 'medium',
    riskScore: 40,
    terms: approvalTerms('medium', { criticalApprovers: 1 }),
    nonce: '0'.repeat(32),
    createdAtMs: 1,
    deadlineMs: 60_001,
    status,
    answers: [],
    late: false,
    usableUntilMs: null,
    consumedBy: null,
  };
  return { request, shown: { action, decision }, statement: approvalStatement(request) };
}
