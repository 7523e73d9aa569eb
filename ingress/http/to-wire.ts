import type { ApprovalView, Authorization, CheckResult, Gateway, Health } from '../../application/gateway.ts';
import type { PayloadState } from '../../application/log/payload-state.ts';
import type { Proposed } from '../../application/policy/list-proposals.ts';
import type { SafeModeChallenge } from '../../application/safety/safe-mode-desk.ts';
import type { Action } from '../../core/action/action.ts';
import { type ApprovalAnswer, type ApprovalRequest, AT_CLIENT } from '../../core/approval/approval.ts';
import { approvalStatement } from '../../core/approval/approval-statement.ts';
import { kindOf } from '../../core/approval/approver-kind.ts';
import type { ApprovalTerms, Decision, Obligation } from '../../core/decision.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import type { Json } from '../../core/encoding/json.ts';
import type { EmergencyState } from '../../core/incident/emergency-state.ts';
import { mapTexts } from '../../core/secret/map-texts.ts';
import { redactHideable } from '../../core/secret/redact-secrets.ts';
import type { EnrolledApprover } from '../../ports/approver-registry.ts';
import type { TokenRecord } from '../../ports/token-store.ts';
import type {
  WireAction,
  WireApproval,
  WireApprovalAnswer,
  WireApprovalSummary,
  WireApprovalTerms,
  WireApprover,
  WireCheckResponse,
  WireDecideResponse,
  WireDecision,
  WireEmergency,
  WireHealth,
  WireObligation,
  WirePayloadState,
  WirePolicy,
  WirePolicyProposal,
  WireSafeModeQuestion,
  WireToken,
} from '../../sdk/wire.ts';
import { abridge, NEAR, pageAbridger } from './abridge-approval.ts';

/** The answer to a proposal on the wire. The request comes without the action, which the caller knows. */
export function authorizationToWire(given: Authorization): WireDecideResponse {
  const { reason, remedies } = given.decision;
  return {
    verdict: given.verdict,
    reason,
    remedies,
    enforced: given.enforced,
    action_id: given.action.id,
    action_digest: given.actionDigest,
    log_index: given.logIndex,
    decision: decisionToWire(given.decision),
    approval: given.approval === null ? null : requestToWire(given.approval.request),
  };
}

/** A decision that was not recorded, on the wire. */
export function checkToWire({ action, actionDigest, decision }: CheckResult): WireCheckResponse {
  const { verdict, reason, remedies } = decision;
  const wireAction = actionToWire(action);
  return {
    verdict,
    reason,
    remedies,
    action: wireAction,
    action_digest: actionDigest,
    decision: decisionToWire(decision),
  };
}

/** A request for whoever may only decide, on the wire: it knows what it asked, and what people are shown is for people. */
export function bareToWire(request: ApprovalRequest): WireApproval {
  return { ...requestToWire(request), shown: null, prompt: null, statement: approvalStatement(request) };
}

/** A request with what it is about, cut as in a list, on the wire. */
export function briefToWire({ request, shown }: ApprovalView, abridged = pageAbridger()): WireApproval {
  if (shown === null) return bareToWire(request);
  // Cut twice: what is left of a secret that the second cut divides must have been recognised before.
  const near = abridge({ action: actionToWire(shown.action), decision: decisionToWire(shown.decision) }, NEAR);
  return { ...bareToWire(request), shown: abridged(withoutKeys(near)) };
}

/** What a request is about, whole, on the wire. What looks like a secret in it is for nobody's screen; the digest stands for all. */
export function shownToWire(shown: NonNullable<ApprovalView['shown']>): NonNullable<WireApproval['shown']> {
  return withoutKeys({ action: actionToWire(shown.action), decision: decisionToWire(shown.decision) });
}

function withoutKeys<Value>(value: Value): Value {
  return mapTexts(value as Json, (text) => redactHideable(text).text) as Value;
}

function requestToWire(request: ApprovalRequest): WireApprovalSummary {
  const { binding } = request;
  return {
    id: request.id,
    action_id: request.actionId,
    decision_index: request.decisionIndex,
    status: request.status,
    binding: {
      action_digest: binding.actionDigest,
      tool_digest: binding.toolDigest,
      policy_version: binding.policyVersion,
      profile: binding.profile,
      lease: binding.lease,
      plan: binding.plan,
      requester: binding.requester,
      session: binding.session,
    },
    on_behalf_of: request.onBehalfOf,
    risk_level: request.riskLevel,
    risk_score: request.riskScore,
    terms: termsToWire(request.terms),
    nonce: request.nonce,
    created_at_ms: request.createdAtMs,
    deadline_ms: request.deadlineMs,
    answers: request.answers.map(answerToWire),
    late: request.late,
    usable_until_ms: request.usableUntilMs,
    consumed_by: request.consumedBy,
  };
}

function answerToWire({ keyId, atMs, secondFactor, ...same }: ApprovalAnswer): WireApprovalAnswer {
  const { answer, approver, channel, scope, note, signature } = same;
  const factor = secondFactor === undefined ? {} : { second_factor: secondFactor.kind };
  return { answer, approver, key_id: keyId, channel, scope, note, at_ms: atMs, signature, ...factor };
}

function termsToWire(terms: ApprovalTerms): WireApprovalTerms {
  return {
    timeout_ms: terms.timeoutMs,
    approvers: terms.approvers,
    second_factor: terms.secondFactor,
    batch: terms.batch,
    scopes: terms.scopes,
    on_timeout: terms.onTimeout,
  };
}

/** A decision, on the wire. */
export function decisionToWire({ obligations, approval, ...same }: Decision): WireDecision {
  const { verdict, risk, effects, gates, reason, remedies } = same;
  return {
    verdict,
    risk,
    effects,
    gates,
    obligations: obligations.map(obligationToWire),
    approval: approval === null ? null : termsToWire(approval),
    reason,
    remedies,
  };
}

function obligationToWire(obligation: Obligation): WireObligation {
  return obligation.kind === 'expire' ? { kind: 'expire', at_ms: obligation.atMs } : obligation;
}

/** An action, on the wire. */
export function actionToWire(action: Action): WireAction {
  return {
    id: action.id,
    session: action.session,
    principal: action.principal,
    on_behalf_of: action.onBehalfOf,
    surface: action.surface,
    tool: action.tool,
    args: action.args,
    cwd: action.cwd,
    workspace: action.workspace,
    plan: action.plan,
    idempotency_key: action.idempotencyKey,
    proposed_at_ms: action.proposedAtMs,
  };
}

/** The emergency state on the wire. */
export function emergencyToWire({ halt, safeMode, containments }: EmergencyState): WireEmergency {
  return {
    halt: halt === null ? null : { source: halt.source, by: halt.by, reason: halt.reason, since_ms: halt.sinceMs },
    safe_mode: safeMode,
    containments: containments.map(({ verb, target, by, reason, sinceMs }) => ({
      verb,
      target,
      by,
      reason,
      since_ms: sinceMs,
    })),
  };
}

/** The policy in force on the wire; matchers and weights stay in the policy files. */
export function policyToWire(
  { policy, warnings }: ReturnType<Gateway['currentPolicy']>,
  onFile: WirePolicy['on_file'],
): WirePolicy {
  const { window } = policy;
  return {
    version: policy.version,
    profile: policy.profile,
    mode: policy.mode,
    window:
      window === null
        ? null
        : { from_minute: window.fromMinute, to_minute: window.toMinute, time_zone: window.timeZone },
    thresholds: policy.thresholds,
    critical_approvers: policy.criticalApprovers,
    cedar_mode: policy.cedarMode,
    rules: policy.rules.map(({ id, layer, decision, reason, instead, expiresAtMs }) => ({
      id,
      layer,
      decision,
      reason,
      instead,
      expires_at_ms: expiresAtMs,
    })),
    warnings,
    on_file: onFile,
  };
}

/** A token on the wire: never its hash. */
export function tokenToWire(token: TokenRecord): WireToken {
  const { id, principal, scopes, lease, createdAtMs, expiresAtMs, revokedAtMs } = token;
  return {
    id,
    principal,
    scopes,
    lease,
    created_at_ms: createdAtMs,
    expires_at_ms: expiresAtMs,
    revoked_at_ms: revokedAtMs,
  };
}

/** An approver's key on the wire. */
export function approverToWire(approver: EnrolledApprover, person: string): WireApprover {
  const { keyId, principal, publicKey, withdrawnAtMs, channel, passkey } = approver;
  return {
    key_id: keyId,
    principal,
    public_key: toBase64(publicKey),
    withdrawn_at_ms: withdrawnAtMs,
    kind: kindOf(approver),
    channel: principal === AT_CLIENT ? 'mcp' : (channel ?? null),
    label: passkey?.label ?? null,
    person,
  };
}

/** A proposed rule on the wire. */
export function proposalToWire({ index, atMs, by, tool, ruleId, ...same }: Proposed): WirePolicyProposal {
  const { yaml, expiresAtMs, state, why } = same;
  return { index, at_ms: atMs, by, tool, rule_id: ruleId, yaml, expires_at_ms: expiresAtMs, state, why };
}

/** What became of a payload, on the wire. */
export function payloadStateToWire(payload: PayloadState): WirePayloadState {
  if (payload.state !== 'erased') return { state: payload.state, erasure: null };
  const { index, by, atMs, rationale } = payload.erasure;
  return { state: 'erased', erasure: { index, by, at_ms: atMs, rationale } };
}

/** A question to whoever ends safe mode, on the wire. */
export function questionToWire({ nonce, statement, ...times }: SafeModeChallenge): WireSafeModeQuestion {
  return { nonce, statement, created_at_ms: times.createdAtMs, expires_at_ms: times.expiresAtMs };
}

/** How the gateway is, on the wire. */
export function healthToWire(health: Health): WireHealth {
  return {
    status: health.status,
    version: health.version,
    started_at_ms: health.startedAtMs,
    log: { size: health.log.size, writable: health.log.writable },
    witness: health.witness,
    mode: health.mode,
    profile: health.profile,
    pending_approvals: health.pendingApprovals,
    closed_workspaces: health.closedWorkspaces.map(({ root, problem, sinceMs }) => ({
      root,
      problem,
      since_ms: sinceMs,
    })),
  };
}
