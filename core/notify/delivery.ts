import type { ApprovalStatus } from '../approval/approval.ts';

/**
 * Where one message to one place stands.
 *
 * `standby → queued → sending → accepted | delivered`, or `failed → sending` again until it is `dead`. `dropped`: there was no
 * reason to send it any more. `standby` waits for the step before it to fail.
 */
export const DELIVERY_STATES = [
  'standby',
  'queued',
  'sending',
  'accepted',
  'delivered',
  'failed',
  'dead',
  'dropped',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * Why a message is sent: to ask, to tell that a request timed out or that something critical is held back, to tell people of their own
 * absence or of whose turn they answer in, or to try a channel.
 */
export const DELIVERY_PURPOSES = ['question', 'timed-out', 'held-back', 'person', 'test'] as const;
export type DeliveryPurpose = (typeof DELIVERY_PURPOSES)[number];

/** What a button under a message stands for. */
export const DELIVERY_VERBS = ['approve', 'approve-session', 'deny'] as const;
export type DeliveryVerb = (typeof DELIVERY_VERBS)[number];

/** Why sending failed; the codes of `ChannelFailure`. */
export const DELIVERY_FAILURES = [
  'unreachable',
  'rate-limited',
  'refused',
  'unknown-place',
  'too-long',
  'misconfigured',
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];

/** What may be answered where the message stands, as it was sent: everything that was offered, a denial only, or nothing. */
export const ANSWERABLE = ['all', 'deny', 'none'] as const;
export type Answerable = (typeof ANSWERABLE)[number];

/** One message to one place, as the outbox keeps it. Times in milliseconds since 1970. */
export type Delivery = {
  /** UUIDv7; the same in every attempt, so that a channel can refuse a second copy. */
  readonly id: string;
  readonly purpose: DeliveryPurpose;
  /** The approval request it is about; null where it is about none. */
  readonly request: string | null;
  /** Place in the log of what it tells of: the decision that held something back, or what was noted of a person; null for any other message. */
  readonly decision: number | null;
  /** Its place in the order of failover, from 0 on; `BESIDE_STEPS` for what is sent beside them. */
  readonly step: number;
  /** The channel's name in the configuration. */
  readonly channel: string;
  /** The channel's own name of the place. Personal: never in the log in clear. */
  readonly to: string;
  /** `human:<name>` whose place it is; null for a place of several people. */
  readonly person: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried next; null while there is nothing to try. */
  readonly dueAtMs: number | null;
  readonly createdAtMs: number;
  /** When the channel took it; null before. */
  readonly sentAtMs: number | null;
  /** The channel's own name of the message; null before it took it. */
  readonly reference: string | null;
  readonly failure: DeliveryFailure | null;
  /** The handles that stand for it: 16 characters of Crockford base32, random. None for what nobody answers. */
  readonly handles: readonly { readonly verb: DeliveryVerb; readonly handle: string }[];
  readonly answerable: Answerable;
  /** Of the document that was shown (`PromptDocument.fingerprint`); null before it was sent. */
  readonly fingerprint: string | null;
  /** The status of the request that the message tells of; null before it was sent. */
  readonly shown: ApprovalStatus | null;
  /** Attempts to edit it since it last succeeded. */
  readonly editAttempts: number;
  /** When the message was last tried to be edited, and when next; null where no edit is due. */
  readonly editDueAtMs: number | null;
  /** True once there is nothing left to do about it. */
  readonly settled: boolean;
  /** 1 when it is made, one more with each change. */
  readonly version: number;
};

/** The name of the step that asks at terminals: it is no channel that sends, somebody must be watching. */
export const AT_TERMINAL = 'cli';

/** The step of what is told beside the order of failover: that it arrives says nothing about whether somebody was reached. */
export const BESIDE_STEPS = -1;

/** Limits of deliveries. */
export const DELIVERY_LIMITS = {
  maxAttempts: 8,
  firstBackoffMs: 1_000,
  maxBackoffMs: 300_000,
  /** A channel that asks for more waits as long as this. */
  maxRetryAfterMs: 3_600_000,
  /** How long after it was made a message is brought up to date, however often that fails. */
  editForMs: 7 * 86_400_000,
  /** Most places that one request goes to. */
  maxTargets: 32,
} as const;
