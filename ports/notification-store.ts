import type { Delivery, DeliveryState } from '../core/notify/delivery.ts';
import type { Pairing, PairingState } from '../core/notify/pairing.ts';

/** Something small that is remembered under a name: an update that was seen, an account that is locked out. */
export type Mark = {
  readonly scope: string;
  readonly key: string;
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
};

/**
 * A change of what notifications need. It may be part of a commit of the log, or be written alone where no entry tells of it.
 */
export type NotificationChange =
  /** Writes or replaces; `delivery-moved` unless the stored version is one less (none for 1). Its handles never change. */
  | { readonly kind: 'delivery.save'; readonly delivery: Delivery }
  /** Forgets settled deliveries that were made before this, with their handles. What became of them is in the log. */
  | { readonly kind: 'delivery.forget'; readonly beforeMs: number }
  /** Writes or replaces; `pairing-moved` unless the stored version is one less (none for 1). */
  | { readonly kind: 'pairing.save'; readonly pairing: Pairing }
  /** Writes or replaces a mark; with `isNew`, `mark-exists` where there is one. */
  | { readonly kind: 'mark.save'; readonly mark: Mark; readonly isNew: boolean }
  /** Forgets the marks of a scope that are older than this. */
  | { readonly kind: 'mark.forget'; readonly scope: string; readonly beforeMs: number };

/** Which deliveries; what is left out does not matter. */
export type DeliveryQuery = {
  readonly request?: string;
  readonly states?: readonly DeliveryState[];
  readonly channel?: string;
  readonly to?: string;
  readonly reference?: string;
  /** Only those about which there is something left to do. */
  readonly unsettled?: true;
  readonly order?: 'oldest' | 'newest';
  /** The id of the last delivery of the page before; nothing comes after one that is unknown. */
  readonly after?: string | null;
  readonly limit: number;
};

/** Why a change cannot be written. */
export type NotificationConflict = 'delivery-moved' | 'pairing-moved' | 'mark-exists';

/**
 * The outbox of messages to people, and whose accounts at channels are whose.
 *
 * Order is by first writing. What belongs to an entry of the log is written with it, through `LedgerStore.commit`; `write` is for
 * what the log does not tell of, and is as durable. Limits are from 1 to 1,000.
 */
export interface NotificationStore {
  findDelivery(id: string): Promise<Delivery | null>;
  /** The delivery that a button's handle belongs to. */
  findByHandle(handle: string): Promise<Delivery | null>;
  /** Oldest first unless asked otherwise. */
  listDeliveries(query: DeliveryQuery): Promise<readonly Delivery[]>;
  /** What is to be sent or edited by then and is not settled, what has been due longest first. */
  listDue(byMs: number, limit: number): Promise<readonly Delivery[]>;
  /** Pairings in these states, oldest first. */
  listPairings(query: {
    readonly states: readonly PairingState[];
    readonly limit: number;
  }): Promise<readonly Pairing[]>;
  findMark(scope: string, key: string): Promise<Mark | null>;
  /** Writes all of these or none; answers why not, or null. */
  write(changes: readonly NotificationChange[]): Promise<NotificationConflict | null>;
}
