import { canonicalJson } from '../encoding/canonical-json.ts';
import { toHex } from '../encoding/hex.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { HashFunction } from '../hash.ts';

/** Everything that is recorded, by type. Readers ignore types they do not know; writers use only these. */
export const ENTRY_TYPES = [
  'log.created',
  'gateway.started',
  'gateway.stopped',
  'decision',
  'outcome',
  'approval.requested',
  'approval.answered',
  'approval.timed-out',
  'approval.cancelled',
  'grant.created',
  'grant.revoked',
  'policy.activated',
  'policy.refused',
  'policy.proposed',
  'reviewer.disagreed',
  'policy.dismissed',
  'emergency.changed',
  'session.started',
  'session.ended',
  'prompt.submitted',
  'token.created',
  'token.revoked',
  'approver.enrolled',
  'approver.withdrawn',
  'key.handover',
  'payload.erased',
  'action.unknown-outcome',
  'tool.seen',
  'tool.quarantined',
  'tool.vouched',
  'tool.refused',
  'tool.forgotten',
  'question.opened',
  'question.cancelled',
  'question.refused',
  'workspace.changed',
  'change.verified',
  'proposal.refused',
  'checkpoint.taken',
  'checkpoint.purged',
  'compensation.registered',
  'compensation.proposed',
  'compensation.lapsed',
  'actions.reverted',
  'egress.opened',
  'egress.refused',
  'egress.closed',
  'egress.unexpected',
  'secret.set',
  'secret.rotated',
  'secret.revoked',
  'secret.used',
  'secret.refused',
  'secret.exported',
  'run.started',
  'run.joined',
  'run.frozen',
  'run.resumed',
  'run.renewed',
  'run.ended',
  'run.reviewed',
  'budget.reserved',
  'budget.settled',
  'budget.changed',
  'lease.granted',
  'lease.renewed',
  'lease.ended',
  'guardrail.tripped',
  'notification.delivered',
  'notification.failed',
  'notification.dead',
  'pairing.offered',
  'pairing.created',
  'pairing.ended',
  'pairing.refused',
  'approval.origin',
  'approval.refused',
  'person.changed',
  'factor.enrolled',
  'factor.removed',
  'factor.refused',
  'delegation.granted',
  'delegation.ended',
  'login.opened',
  'login.refused',
  'web-session.opened',
  'web-session.ended',
] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/**
 * One entry of the log before it has a place: who did what to which subject, when, and digests of payloads kept beside the log.
 *
 * `data` holds no secrets and no free text of the agent; such things are payloads. The canonical form is at most 60 KB.
 */
export type LogEntry = {
  /** UUIDv7. */
  readonly id: string;
  readonly type: EntryType;
  /** Milliseconds since 1970. Never decreases along the log. */
  readonly atMs: number;
  /** Who acted: `agent:…`, `human:…` or `gateway`. */
  readonly actor: string;
  /** The session, or null when the entry belongs to none. */
  readonly session: string | null;
  /** The action the entry is about, or null. */
  readonly action: string | null;
  readonly data: JsonObject;
  /** Salted digest of the payload kept beside the log (see `payloadDigest`), or null when there is none. */
  readonly payloadDigest: string | null;
};

/** The largest canonical entry, in bytes; tlog-tiles bundles hold at most 65,535 bytes an entry. */
export const MAX_ENTRY_BYTES = 60_000;

/** The exact text that is hashed into the tree: the RFC 8785 form of the entry under its wire names. */
export function entryText(entry: LogEntry): string {
  return canonicalJson({
    action: entry.action,
    actor: entry.actor,
    at_ms: entry.atMs,
    data: entry.data,
    id: entry.id,
    payload: entry.payloadDigest,
    session: entry.session,
    type: entry.type,
    v: 1,
  });
}

/**
 * Binds an entry to a payload that lives beside the log: `sha256:` over salt and payload text.
 *
 * The salt (32 hexadecimal digits) is stored with the payload, so that erasing the payload leaves a digest that tells nothing.
 */
export function payloadDigest(salt: string, text: string, hash: HashFunction): string {
  return `sha256:${toHex(hash(`${salt}\n${text}`))}`;
}
