import type { SessionGrant } from '../core/approval/approval.ts';
import type { ApprovalStore } from '../ports/approval-store.ts';
import type { SessionRecord, SessionStore } from '../ports/session-store.ts';

/** A session as the flows see it between two decisions. */
export type RememberedSession = { record: SessionRecord; grants: readonly SessionGrant[] };

const MAX_SESSIONS = 10_000;
const MAX_RECENT = 3;
const MAX_OTHERS = 64;

/**
 * Keeps sessions in memory, so that a decision reads the newest state without waiting for the store.
 *
 * Bounded: the session used longest ago is forgotten and read again when it comes back. The store stays the truth; every
 * change is written with the entry that caused it.
 */
export class SessionMemory {
  private readonly sessions = new Map<string, RememberedSession>();
  private readonly stores: { readonly sessions: SessionStore; readonly approvals: ApprovalStore };

  constructor(stores: { readonly sessions: SessionStore; readonly approvals: ApprovalStore }) {
    this.stores = stores;
  }

  /** Loads a session, or begins it in memory; the caller writes it with its next entry. */
  async open(fresh: SessionRecord): Promise<RememberedSession> {
    const known = this.sessions.get(fresh.id);
    if (known !== undefined) return this.touch(fresh.id, known);
    const stored = await this.stores.sessions.find(fresh.id);
    const grants = stored === null ? [] : await this.stores.approvals.listGrants(fresh.id, fresh.startedAtMs);
    return this.touch(fresh.id, this.sessions.get(fresh.id) ?? { record: stored ?? fresh, grants });
  }

  /** Workspaces of other sessions that are open here, each once, at most 64. */
  otherWorkspaces(session: string): readonly string[] {
    const others = new Set<string>();
    for (const [id, { record }] of this.sessions) {
      if (id !== session && record.endedAtMs === null) others.add(record.workspace);
      if (others.size >= MAX_OTHERS) break;
    }
    return [...others];
  }

  /** Forgets what is in memory; the next use reads the store. */
  forget(session: string): void {
    this.sessions.delete(session);
  }

  private touch(id: string, session: RememberedSession): RememberedSession {
    this.sessions.delete(id);
    this.sessions.set(id, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > MAX_SESSIONS && oldest !== undefined) this.sessions.delete(oldest);
    return session;
  }
}

/** How many actions directly before this one had the same digest. */
export function identicalBefore(record: SessionRecord, digest: string): number {
  let count = 0;
  for (let index = record.recentDigests.length - 1; index >= 0 && record.recentDigests[index] === digest; index--)
    count += 1;
  return count;
}

/**
 * The session after one more action; `digest` is null when the action was counted before. A deny counts; an allow ends the row of denials, but not once three of them have
 * stopped the run: then only a new prompt or a person's approval does.
 */
export function afterDecision(
  record: SessionRecord,
  {
    digest,
    verdict,
    approved,
  }: { readonly digest: string | null; readonly verdict: string; readonly approved: boolean },
): SessionRecord {
  const recentDigests = digest === null ? record.recentDigests : [...record.recentDigests, digest].slice(-MAX_RECENT);
  const stopped = record.consecutiveDenials >= 3 && !approved;
  if (verdict === 'deny') return { ...record, recentDigests, consecutiveDenials: record.consecutiveDenials + 1 };
  if (verdict === 'allow' && !stopped) return { ...record, recentDigests, consecutiveDenials: 0 };
  return { ...record, recentDigests };
}
