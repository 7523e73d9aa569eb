import type { Action } from '../../core/action/action.ts';
import { APPROVAL_LIMITS, type ApprovalRequest } from '../../core/approval/approval.ts';
import { approvalStatement } from '../../core/approval/approval-statement.ts';
import { requestIdFrom } from '../../core/approval/request-id.ts';
import type { Decision } from '../../core/decision.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { Attempt } from '../decide/record-decision.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ApprovalView } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { bindingOf } from './approval-binding.ts';

/**
 * Makes the request that a human will answer, bound to exactly this action, policy and session.
 *
 * Raises `approval.too-many` when more are pending than people could look at: the caller treats it as a deny.
 */
export function askHuman(context: FlowContext, attempt: Attempt, decision: Decision): ApprovalRequest {
  if (decision.approval === null) throw new RangeError('ask a human: the decision asks nobody');
  if (context.approvals.pending >= APPROVAL_LIMITS.maxPending) {
    throw new GatewayError(
      'approval.too-many',
      `ask a human: ${APPROVAL_LIMITS.maxPending} requests are pending, want fewer`,
      {
        remedies: ['Answer or cancel pending requests: `countersign approvals list`.'],
      },
    );
  }
  const { randomness, clock } = context.ports;
  const createdAtMs = clock.nowMs();
  return {
    id: requestIdFrom(randomness.bytes(10)),
    actionId: attempt.action.id,
    decisionIndex: 0,
    binding: bindingOf(attempt),
    onBehalfOf: attempt.action.onBehalfOf,
    riskLevel: decision.risk.level,
    riskScore: decision.risk.score,
    terms: decision.approval,
    nonce: toHex(randomness.bytes(16)),
    createdAtMs,
    deadlineMs: createdAtMs + decision.approval.timeoutMs,
    status: 'pending',
    answers: [],
    late: false,
    usableUntilMs: null,
    consumedBy: null,
  };
}

/** A request with what people must see, and the statement they sign. */
export function viewOf(
  request: ApprovalRequest,
  shown: { readonly action: Action; readonly decision: Decision } | null,
): ApprovalView {
  return { request, shown, statement: approvalStatement(request) };
}
