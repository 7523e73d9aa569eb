import type { ApprovalRequest, ApprovalStatus, SessionGrant } from '../core/approval/approval.ts';
import type { Spending } from '../core/budget/budget.ts';
import type { CompensationState } from '../core/compensation/compensation.ts';
import type { EmergencyState } from '../core/incident/emergency-state.ts';
import type { ActionRecord, ActionStatus } from './action-store.ts';
import type { ReservationRecord } from './budget-store.ts';
import type { CompensationRecord } from './compensation-store.ts';
import type { LeaseRecord } from './lease-store.ts';
import type { NotificationChange } from './notification-store.ts';
import type { PersonRecord } from './person-store.ts';
import type { SecretRecord } from './secret-store.ts';
import type { SessionRecord } from './session-store.ts';
import type { TokenRecord } from './token-store.ts';
import type { PinnedTool } from './tool-registry.ts';
import type { UsedByCall } from './usage-store.ts';
import type { WebSessionRecord } from './web-session-store.ts';

/**
 * A change of state that is written in the same transaction as the log entry that records it.
 *
 * Most are conditional; a condition that does not hold fails its unit with the conflict code named here.
 */
export type StateChange =
  | NotificationChange
  /**
   * `action-exists` when the id is known; else `idempotency-reused` when principal and idempotency key (if any) are.
   */
  | { readonly kind: 'action.create'; readonly record: ActionRecord }
  /** `action-state` unless the action is known and its status is one of `from`. */
  | {
      readonly kind: 'action.transition';
      readonly id: string;
      readonly from: readonly ActionStatus[];
      readonly to: ActionStatus;
      readonly atMs: number;
    }
  /**
   * Writes or replaces what is registered for an action, which keeps its place among the others; `compensation-state` when the
   * stored one is running or done.
   */
  | { readonly kind: 'compensation.register'; readonly record: CompensationRecord }
  /** `compensation-state` unless the action has one and its state is one of `from`. */
  | {
      readonly kind: 'compensation.step';
      readonly action: string;
      readonly from: readonly CompensationState[];
      readonly to: CompensationState;
      readonly ranAs: string | null;
    }
  /** `approval-exists` when the id is known. */
  | { readonly kind: 'approval.create'; readonly request: ApprovalRequest }
  /**
   * Replaces the request; `approval-not-open` unless its stored status is one of `from`, its answer count is
   * `answers`, and it was never consumed: an update that was prepared before the consumption must not make the
   * approval usable again.
   */
  | {
      readonly kind: 'approval.update';
      readonly request: ApprovalRequest;
      readonly from: readonly ApprovalStatus[];
      readonly answers: number;
    }
  /**
   * Uses an approval up; `approval-not-usable` unless it is approved, unconsumed, of this digest, and `atMs <
   * usableUntilMs`.
   */
  | {
      readonly kind: 'approval.consume';
      readonly id: string;
      readonly actionDigest: string;
      readonly actionId: string;
      readonly atMs: number;
    }
  /** A known id changes nothing: no grant is widened, and none that was revoked comes back. */
  | { readonly kind: 'grant.create'; readonly grant: SessionGrant }
  /** Ends every grant that the session has now. */
  | { readonly kind: 'grant.revoke-session'; readonly session: string }
  /** Writes or replaces; a session keeps its place among the others. */
  | { readonly kind: 'session.save'; readonly session: SessionRecord }
  /** `emergency-moved` unless the stored version is `expectedVersion` (0 when nothing is stored). */
  | {
      readonly kind: 'emergency.save';
      readonly state: EmergencyState;
      readonly expectedVersion: number;
      /** SHA-256 (hexadecimal) of the token that resumes a halt; null when nothing is halted. */
      readonly resumeTokenHash: string | null;
    }
  /** `token-exists` when the id is known. */
  | { readonly kind: 'token.create'; readonly token: TokenRecord }
  /** Changes nothing when the id is unknown or revoked already: the first time stands. */
  | { readonly kind: 'token.revoke'; readonly id: string; readonly atMs: number }
  /** Remembers a policy bundle under its version, for replay. Writing the same version again changes nothing. */
  | { readonly kind: 'policy.remember'; readonly version: string; readonly bundle: string }
  /** Adds one call to what a principal used of a model on a day (since 1970, UTC). */
  | { readonly kind: 'usage.add'; readonly day: number; readonly principal: string; readonly used: UsedByCall }
  /** Writes or replaces what is known of one tool of one server; it keeps its place among the others. */
  | { readonly kind: 'tool.save'; readonly tool: PinnedTool }
  /**
   * Writes or replaces a secret, which keeps its place among the others; `secret-moved` unless the stored revision is one less
   * than the record's (0 where there is none).
   */
  | { readonly kind: 'secret.save'; readonly record: SecretRecord }
  /**
   * Writes or replaces a person, who keeps their place among the others; `person-moved` unless the stored revision is one less than
   * the record's (0 where there is none).
   */
  | { readonly kind: 'person.save'; readonly record: PersonRecord }
  /** Forgets a person, whose accounts are another's from now on; changes nothing when there is none. */
  | { readonly kind: 'person.forget'; readonly id: string }
  /** Writes or replaces a browser's session, which keeps its place among the others. */
  | { readonly kind: 'web-session.save'; readonly record: WebSessionRecord }
  /** Forgets a tool and its listings; changes nothing when it is unknown. Listed again it is a new one, and the last. */
  | { readonly kind: 'tool.forget'; readonly server: string; readonly name: string }
  /** Holds an amount until it is settled, and notes of which budgets it was said that most is used; `reservation-exists` when the id is open. */
  | { readonly kind: 'budget.hold'; readonly reservation: ReservationRecord; readonly warned: readonly string[] }
  /** Books what was used on every budget that it was held of, and forgets the reservation; `reservation-settled` when none of the id is open. */
  | { readonly kind: 'budget.settle'; readonly id: string; readonly used: Spending }
  /** Sets the limit of one budget, or with null takes back what was set. What is used may be told of again. */
  | { readonly kind: 'budget.limit'; readonly scope: string; readonly limit: Spending | null }
  /** Begins one budget anew: nothing is used of it. What is held stays held. */
  | { readonly kind: 'budget.reset'; readonly scope: string }
  /** Writes or replaces a lease, but for its calls, which stay what they are; `lease-moved` unless the stored version is one less (none for 1). */
  | { readonly kind: 'lease.save'; readonly lease: LeaseRecord }
  /** Counts an allowed action on leases; those that are unknown are left out. */
  | { readonly kind: 'lease.count'; readonly ids: readonly string[] };
