import type { SessionGrant } from '../../core/approval/approval.ts';
import { BREAKERS } from '../../core/incident/breakers.ts';
import type { ApprovalStore } from '../../ports/approval-store.ts';
import type { SessionRecord, SessionStore } from '../../ports/session-store.ts';
import { RecentRefusals } from '../decide/recent-refusals.ts';

/** A session as the flows see it between two decisions. */
export type RememberedSession = { readonly record: SessionRecord; readonly grants: readonly SessionGrant[] };

type Held = { record: SessionRecord; readonly grants: readonly SessionGrant[] };

const MAX_SESSIONS = 10_000;
const MAX_RECENT = BREAKERS['identical-calls'].threshold.count;
const MAX_OTHERS = 64;

/**
 * Keeps sessions in memory, so that a decision reads the newest state without waiting for the store.
 *
 * Bounded: the session used longest ago is forgotten and read again when it comes back. The store stays the truth; every
 * change is written with the entry that caused it.
 */
export class SessionMemory {
  /** What holds for a principal beyond the session in which it was refused. */
  readonly refusals = new RecentRefusals();
  private readonly sessions = new Map<string, Held>();
  /** How many open sessions each workspace has here. */
  private readonly openIn = new Map<string, number>();
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

  /** The session as it is, in memory or in the store; null when nobody ever wrote it. */
  async find(id: string): Promise<RememberedSession | null> {
    const record = this.sessions.get(id)?.record ?? (await this.stores.sessions.find(id));
    return record === null ? null : this.open(record);
  }

  /** Keeps what a session has become. The caller writes it with the entry that tells why. */
  update(session: RememberedSession, next: SessionRecord): void {
    const held = this.sessions.get(next.id);
    if (held !== undefined) {
      this.count(held.record, -1);
      held.record = next;
      this.count(next, 1);
    }
    // A session that was forgotten and read again meanwhile is another object: both must tell the same.
    (session as Held).record = next;
  }

  /** Workspaces of the other sessions that are open here, each once, at most 64. */
  otherWorkspaces(own: SessionRecord): readonly string[] {
    const others: string[] = [];
    for (const [workspace, count] of this.openIn) {
      if (workspace === own.workspace && count === 1 && own.endedAtMs === null) continue;
      if (others.push(workspace) >= MAX_OTHERS) break;
    }
    return others;
  }

  /** Forgets what is in memory; the next use reads the store. */
  forget(session: string): void {
    const held = this.sessions.get(session);
    if (held !== undefined) this.count(held.record, -1);
    this.sessions.delete(session);
  }

  private touch(id: string, session: Held): RememberedSession {
    if (!this.sessions.delete(id)) this.count(session.record, 1);
    this.sessions.set(id, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > MAX_SESSIONS && oldest !== undefined) this.forget(oldest);
    return session;
  }

  private count({ workspace, endedAtMs }: SessionRecord, change: 1 | -1): void {
    if (endedAtMs !== null) return;
    const left = (this.openIn.get(workspace) ?? 0) + change;
    if (left === 0) this.openIn.delete(workspace);
    else this.openIn.set(workspace, left);
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
  const stopped = record.consecutiveDenials >= BREAKERS.denials.threshold.count && !approved;
  if (verdict === 'deny') return { ...record, recentDigests, consecutiveDenials: record.consecutiveDenials + 1 };
  if (verdict === 'allow' && !stopped) return { ...record, recentDigests, consecutiveDenials: 0 };
  return { ...record, recentDigests };
}
