import type { ApprovalRequest, SessionGrant } from '../../core/approval/approval.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import type { Pairing } from '../../core/notify/pairing.ts';
import type { ActionRecord } from '../../ports/action-store.ts';
import type { BudgetRecord, ReservationRecord } from '../../ports/budget-store.ts';
import type { CompensationRecord } from '../../ports/compensation-store.ts';
import type { StoredEmergency } from '../../ports/emergency-store.ts';
import type { LeaseRecord } from '../../ports/lease-store.ts';
import type { StoredEntry, StoredHead, StoredNode, StoredPayload } from '../../ports/ledger-store.ts';
import type { Mark } from '../../ports/notification-store.ts';
import type { PersonRecord } from '../../ports/person-store.ts';
import type { SecretRecord } from '../../ports/secret-store.ts';
import type { SessionRecord } from '../../ports/session-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { TokenRecord } from '../../ports/token-store.ts';
import type { PinnedTool } from '../../ports/tool-registry.ts';
import type { UsageRow } from '../../ports/usage-store.ts';
import type { WebSessionRecord } from '../../ports/web-session-store.ts';

/** A grant and whether its session's grants were revoked after it was given. */
export type HeldGrant = { readonly grant: SessionGrant; readonly revoked: boolean };

/**
 * Everything one set of memory stores holds. A map keeps its keys in the order of first writing, which is the order
 * that the ports promise.
 */
export type MemoryState = {
  closed: boolean;
  head: StoredHead | null;
  emergency: StoredEmergency | null;
  readonly entries: StoredEntry[];
  readonly payloads: Map<number, StoredPayload>;
  /** By level, then by index. */
  readonly nodes: Map<number, Map<number, StoredNode>>;
  readonly actions: Map<string, ActionRecord>;
  /** Ids of actions by `pairKey` of principal and idempotency key, and of session and call id. */
  readonly actionsByKey: Map<string, string>;
  readonly actionsByCall: Map<string, string>;
  readonly approvals: Map<string, ApprovalRequest>;
  /** By action. */
  readonly compensations: Map<string, CompensationRecord>;
  readonly grants: Map<string, HeldGrant>;
  readonly sessions: Map<string, SessionRecord>;
  readonly tokens: Map<string, TokenRecord>;
  readonly policies: Map<string, string>;
  /** By `pairKey` of server and name. */
  readonly tools: Map<string, PinnedTool>;
  /** By day, principal, provider and model. */
  readonly usage: Map<string, UsageRow>;
  /** By scope. */
  readonly budgets: Map<string, BudgetRecord>;
  readonly reservations: Map<string, ReservationRecord>;
  readonly leases: Map<string, LeaseRecord>;
  /** By name. */
  readonly secrets: Map<string, SecretRecord>;
  readonly people: Map<string, PersonRecord>;
  readonly webSessions: Map<string, WebSessionRecord>;
  readonly deliveries: Map<string, Delivery>;
  /** Ids of deliveries by the handles of their buttons. */
  readonly handles: Map<string, string>;
  readonly pairings: Map<string, Pairing>;
  /** By `pairKey` of scope and key. */
  readonly marks: Map<string, Mark>;
};

/** A state that was never written. */
export function createMemoryState(): MemoryState {
  return {
    closed: false,
    head: null,
    emergency: null,
    entries: [],
    payloads: new Map(),
    nodes: new Map(),
    actions: new Map(),
    actionsByKey: new Map(),
    actionsByCall: new Map(),
    approvals: new Map(),
    compensations: new Map(),
    grants: new Map(),
    sessions: new Map(),
    tokens: new Map(),
    policies: new Map(),
    tools: new Map(),
    usage: new Map(),
    budgets: new Map(),
    reservations: new Map(),
    leases: new Map(),
    secrets: new Map(),
    people: new Map(),
    webSessions: new Map(),
    deliveries: new Map(),
    handles: new Map(),
    pairings: new Map(),
    marks: new Map(),
  };
}

/** One key for two texts, such that no two different pairs share it. */
export function pairKey(first: string, second: string): string {
  return JSON.stringify([first, second]);
}

/** The state, for one operation; raises `store.closed` after the stores were closed. */
export function stateForUse(state: MemoryState, operation: string): MemoryState {
  if (state.closed) throw new StoreError('store.closed', `${operation}: found the stores closed, wanted them open`);
  return state;
}

/** Picks the first values, at most `limit`, that satisfy a condition. */
export function firstMatches<Value>(
  values: Iterable<Value>,
  { limit, matches }: { readonly limit: number; readonly matches: (value: Value) => boolean },
): readonly Value[] {
  const found: Value[] = [];
  for (const value of values) {
    if (!matches(value)) continue;
    found.push(value);
    if (found.length === limit) break;
  }
  return found;
}

/** The values behind the one with the id `after`, or from the first on, at most `limit`; none when no value has that id. */
export function pageAfter<Value extends { readonly id: string }>(
  values: readonly Value[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
): readonly Value[] {
  const place = after === null ? -1 : values.findIndex(({ id }) => id === after);
  return after !== null && place < 0 ? [] : values.slice(place + 1, place + 1 + limit);
}
