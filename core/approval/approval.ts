import type { ApprovalTerms } from '../decision.ts';
import { type AutonomyProfile, CHANNELS } from '../policy/policy.ts';
import type { RiskLevel } from '../risk/risk.ts';
import type { SecondFactor } from './second-factor.ts';

/**
 * Where a request stands.
 *
 * `pending → approved | denied | timed-out | cancelled | superseded`. A timed-out request stays open as a review item:
 * approving it late is the one way out of `timed-out`, and grants a retry, never the old attempt.
 */
export const APPROVAL_STATUSES = ['pending', 'approved', 'denied', 'timed-out', 'cancelled', 'superseded'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** How far an approval reaches: this action once, like actions of this session, or a proposal of a rule for the operator. */
export const APPROVAL_SCOPES = ['action', 'session', 'proposal'] as const;
export type ApprovalScope = (typeof APPROVAL_SCOPES)[number];

/** What an approval is bound to: change any of it and the approval is void. */
export type ApprovalBinding = {
  readonly actionDigest: string;
  readonly toolDigest: string | null;
  readonly policyVersion: string;
  readonly profile: AutonomyProfile;
  readonly lease: string | null;
  readonly plan: string | null;
  readonly requester: string;
  readonly session: string;
};

/** Where an answer is given: on a channel that sessions are attended on, another one that people are reached on, or `mcp`, at the client that made the call. */
export const ANSWER_CHANNELS = [...CHANNELS, 'slack', 'email', 'web', 'mcp'] as const;
export type AnswerChannel = (typeof ANSWER_CHANNELS)[number];

/** The principal whose answers come through the client that made the call. The gateway signs for it, and nobody else does. */
export const AT_CLIENT = 'human:at-client';

/** One approver's signed answer, as verified when it arrived. */
export type ApprovalAnswer = {
  readonly answer: 'approve' | 'deny';
  readonly approver: string;
  readonly keyId: string;
  readonly channel: AnswerChannel;
  readonly scope: ApprovalScope;
  /** What the approver tells the agent; empty when nothing was said. */
  readonly note: string;
  readonly atMs: number;
  /** Base64 Ed25519 signature over the approval statement (see `approvalStatement`). */
  readonly signature: string;
  /** What the approver confirmed it with beside the signature; left out where nothing was. */
  readonly secondFactor?: SecondFactor;
};

/** A question to a human about one action: the durable record. Times in milliseconds since 1970. */
export type ApprovalRequest = {
  /** 16 lower-case characters of Crockford base32; people may type any unambiguous prefix of at least four. */
  readonly id: string;
  readonly actionId: string;
  /** Place of the decision that asked, in the log; its payload is what people are shown. */
  readonly decisionIndex: number;
  readonly binding: ApprovalBinding;
  readonly onBehalfOf: string;
  readonly riskLevel: RiskLevel;
  readonly riskScore: number;
  readonly terms: ApprovalTerms;
  /** 32 hexadecimal digits; part of what is signed, so that no signature fits two requests. */
  readonly nonce: string;
  readonly createdAtMs: number;
  /** From here on silence is denial. */
  readonly deadlineMs: number;
  readonly status: ApprovalStatus;
  readonly answers: readonly ApprovalAnswer[];
  /** True when the approval came after the deadline. */
  readonly late: boolean;
  /** An approval not consumed by then is void; null until approved. */
  readonly usableUntilMs: number | null;
  /** The action that used the approval up; null while unused. */
  readonly consumedBy: string | null;
};

/** Limits of the approval state machine (model §4). */
export const APPROVAL_LIMITS = {
  /** How long a granted approval can be used once. */
  usableForMs: 600_000,
  /** How long a timed-out request stays open for review. */
  reviewForMs: 86_400_000,
  minPrefixLength: 4,
  maxPending: 1_000,
  maxNoteLength: 2_000,
} as const;

/** A standing permission for the rest of a session, given with scope `session`; only for low and medium risk. */
export type SessionGrant = {
  readonly id: string;
  readonly session: string;
  /** The approval request it came from. */
  readonly request: string;
  /** The tool with its origin and digest (see `toolIdentity`). */
  readonly tool: string;
  /** Effect classes covered, and the resource each is limited to (see `coversAction`). */
  readonly covers: readonly { readonly class: string; readonly resource: string }[];
  readonly policyVersion: string;
  readonly expiresAtMs: number;
};
