import type { LeaseFacts } from '../../core/lease/lease.ts';
import type { LeaseEnd, LeaseRecord } from '../../ports/lease-store.ts';
import type { NewEntry } from '../log/log-sequencer.ts';

/** What is written of a lease: by whom, and a note where a person left one. */
export type LeaseStep = {
  readonly by: string;
  readonly type: 'lease.granted' | 'lease.renewed' | 'lease.ended';
  readonly note?: string;
};

/** The entry that tells of a lease. What it permits, and notes, are beside the log: paths may tell more than a log should. */
export function leaseEntry(
  lease: LeaseRecord,
  { by, type, note, atMs }: LeaseStep & { readonly atMs: number },
): NewEntry {
  const { id, task, parent, principal, terms, end, attempt, renewals, session } = lease;
  const data = {
    attempt,
    expires_at_ms: terms.expiresAtMs,
    lease: id,
    parent,
    principal,
    renewals,
    task,
    ...(end === null ? {} : { outcome: end.outcome, reason: end.reason }),
  };
  const kept = type === 'lease.granted' ? { terms } : note === undefined ? null : { note };
  const entry = { type, atMs, actor: by, session, action: null, data };
  return { entry, payload: kept === null ? null : JSON.stringify(kept) };
}

const WHY: { readonly [Reason in LeaseEnd]: string } = {
  expired: 'its time is over',
  tokens: 'its tokens are used up',
  cost: 'its cost is used up',
  calls: 'its calls are used up',
  heartbeat: 'nothing was heard of its holder',
  revoked: 'it was revoked',
  finished: 'its work is done',
  'parent-ended': 'the lease that it was narrowed from has ended',
};

/** Why a lease is not in force, for people and agents. */
export function whyEnded({ end }: Pick<LeaseRecord, 'end'>): string {
  return end === null ? 'it is in force' : WHY[end.reason];
}

/** What nobody may do anything under. */
export const NO_TERMS: LeaseFacts['terms'] = {
  capabilities: [],
  scopes: [],
  limits: { tokens: 0, costMicros: 0, calls: 0 },
  expiresAtMs: 0,
};
