import type { SQLInputValue } from 'node:sqlite';
import {
  ANSWER_CHANNELS,
  APPROVAL_SCOPES,
  APPROVAL_STATUSES,
  type ApprovalAnswer,
  type ApprovalBinding,
  type ApprovalRequest,
  type SessionGrant,
} from '../../core/approval/approval.ts';
import { SECOND_FACTORS, type SecondFactor } from '../../core/approval/second-factor.ts';
import type { ApprovalTerms } from '../../core/decision.ts';
import { AUTONOMY_PROFILES } from '../../core/policy/policy.ts';
import { RISK_LEVELS } from '../../core/risk/risk.ts';
import { FieldReader } from './field-reader.ts';

const ON_TIMEOUT: readonly ApprovalTerms['onTimeout'][] = ['deny', 'deny-notify', 'deny-escalate', 'deny-emergency'];
const ANSWERS: readonly ApprovalAnswer['answer'][] = ['approve', 'deny'];

/** The columns of table `approval`, but for the row's place. */
export const APPROVAL_COLUMNS = [
  'id',
  'action_id',
  'decision_index',
  'action_digest',
  'tool_digest',
  'policy_version',
  'profile',
  'lease',
  'plan',
  'requester',
  'session',
  'on_behalf_of',
  'risk_level',
  'risk_score',
  'terms',
  'nonce',
  'created_at_ms',
  'deadline_ms',
  'status',
  'answers',
  'late',
  'usable_until_ms',
  'consumed_by',
] as const;

/** The columns of table `session_grant`, but for the row's place and whether it was revoked. */
export const GRANT_COLUMNS = ['id', 'session', 'request', 'tool', 'covers', 'policy_version', 'expires_at_ms'] as const;

/** A value for each column, to be bound by name. */
export type ColumnValues<Column extends string> = Readonly<Record<Column, SQLInputValue>>;

/** A request as its row holds it. */
export function approvalColumns(request: ApprovalRequest): ColumnValues<(typeof APPROVAL_COLUMNS)[number]> {
  const { binding } = request;
  return {
    id: request.id,
    action_id: request.actionId,
    decision_index: request.decisionIndex,
    action_digest: binding.actionDigest,
    tool_digest: binding.toolDigest,
    policy_version: binding.policyVersion,
    profile: binding.profile,
    lease: binding.lease,
    plan: binding.plan,
    requester: binding.requester,
    session: binding.session,
    on_behalf_of: request.onBehalfOf,
    risk_level: request.riskLevel,
    risk_score: request.riskScore,
    terms: JSON.stringify(termsDocument(request.terms)),
    nonce: request.nonce,
    created_at_ms: request.createdAtMs,
    deadline_ms: request.deadlineMs,
    status: request.status,
    answers: JSON.stringify(request.answers.map(answerDocument)),
    late: request.late ? 1 : 0,
    usable_until_ms: request.usableUntilMs,
    consumed_by: request.consumedBy,
  };
}

/** The request that a row of table `approval` holds; raises `store.corrupt` when it holds none. */
export function approvalOf(row: object): ApprovalRequest {
  const fields = FieldReader.ofRow('approval', row, ['terms', 'answers']);
  return {
    id: fields.text('id'),
    actionId: fields.text('action_id'),
    decisionIndex: fields.integer('decision_index'),
    binding: bindingOf(fields),
    onBehalfOf: fields.text('on_behalf_of'),
    riskLevel: fields.choice('risk_level', RISK_LEVELS),
    riskScore: fields.integer('risk_score'),
    terms: termsOf(fields.member('terms')),
    nonce: fields.text('nonce'),
    createdAtMs: fields.integer('created_at_ms'),
    deadlineMs: fields.integer('deadline_ms'),
    status: fields.choice('status', APPROVAL_STATUSES),
    answers: fields.members('answers').map(answerOf),
    late: fields.flag('late'),
    usableUntilMs: fields.integerOrNull('usable_until_ms'),
    consumedBy: fields.textOrNull('consumed_by'),
  };
}

function bindingOf(fields: FieldReader): ApprovalBinding {
  return {
    actionDigest: fields.text('action_digest'),
    toolDigest: fields.textOrNull('tool_digest'),
    policyVersion: fields.text('policy_version'),
    profile: fields.choice('profile', AUTONOMY_PROFILES),
    lease: fields.textOrNull('lease'),
    plan: fields.textOrNull('plan'),
    requester: fields.text('requester'),
    session: fields.text('session'),
  };
}

function termsDocument(terms: ApprovalTerms): object {
  return {
    timeout_ms: terms.timeoutMs,
    approvers: terms.approvers,
    second_factor: terms.secondFactor,
    batch: terms.batch,
    scopes: terms.scopes,
    on_timeout: terms.onTimeout,
    ...(terms.notBy === undefined ? {} : { not_by: terms.notBy }),
  };
}

function termsOf(fields: FieldReader): ApprovalTerms {
  return {
    timeoutMs: fields.integer('timeout_ms'),
    approvers: fields.integer('approvers'),
    secondFactor: fields.flag('second_factor'),
    batch: fields.flag('batch'),
    scopes: fields.choices('scopes', APPROVAL_SCOPES),
    onTimeout: fields.choice('on_timeout', ON_TIMEOUT),
    ...(fields.isAbsent('not_by') ? {} : { notBy: fields.texts('not_by') }),
  };
}

function answerDocument(answer: ApprovalAnswer): object {
  return {
    answer: answer.answer,
    approver: answer.approver,
    key_id: answer.keyId,
    channel: answer.channel,
    scope: answer.scope,
    note: answer.note,
    at_ms: answer.atMs,
    signature: answer.signature,
    ...(answer.secondFactor === undefined ? {} : { second_factor: factorDocument(answer.secondFactor) }),
  };
}

function answerOf(fields: FieldReader): ApprovalAnswer {
  return {
    answer: fields.choice('answer', ANSWERS),
    approver: fields.text('approver'),
    keyId: fields.text('key_id'),
    channel: fields.choice('channel', ANSWER_CHANNELS),
    scope: fields.choice('scope', APPROVAL_SCOPES),
    note: fields.text('note'),
    atMs: fields.integer('at_ms'),
    signature: fields.text('signature'),
    ...(fields.isAbsent('second_factor') ? {} : { secondFactor: factorOf(fields.member('second_factor')) }),
  };
}

function factorDocument(factor: SecondFactor): object {
  if (factor.kind === 'totp') return { ...factor };
  const { kind, keyId, clientDataJson, authenticatorData, signature } = factor;
  return {
    kind,
    key_id: keyId,
    client_data_json: clientDataJson,
    authenticator_data: authenticatorData,
    signature,
  };
}

function factorOf(fields: FieldReader): SecondFactor {
  const kind = fields.choice('kind', SECOND_FACTORS);
  if (kind === 'totp')
    return {
      kind,
      enrolment: fields.text('enrolment'),
      counter: fields.integer('counter'),
      seal: fields.text('seal'),
    };
  return {
    kind,
    keyId: fields.text('key_id'),
    clientDataJson: fields.text('client_data_json'),
    authenticatorData: fields.text('authenticator_data'),
    signature: fields.text('signature'),
  };
}

/** A grant as its row holds it. */
export function grantColumns(grant: SessionGrant): ColumnValues<(typeof GRANT_COLUMNS)[number]> {
  return {
    id: grant.id,
    session: grant.session,
    request: grant.request,
    tool: grant.tool,
    covers: JSON.stringify(grant.covers.map(({ class: name, resource }) => ({ class: name, resource }))),
    policy_version: grant.policyVersion,
    expires_at_ms: grant.expiresAtMs,
  };
}

/** The grant that a row of table `session_grant` holds; raises `store.corrupt` when it holds none. */
export function grantOf(row: object): SessionGrant {
  const fields = FieldReader.ofRow('session_grant', row, ['covers']);
  return {
    id: fields.text('id'),
    session: fields.text('session'),
    request: fields.text('request'),
    tool: fields.text('tool'),
    covers: fields.members('covers').map((item) => ({ class: item.text('class'), resource: item.text('resource') })),
    policyVersion: fields.text('policy_version'),
    expiresAtMs: fields.integer('expires_at_ms'),
  };
}
