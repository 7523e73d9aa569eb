import type { StateChange } from './state-change.ts';

/** An entry as it is stored: its place, its exact text and its RFC 6962 leaf hash (32 bytes). */
export type StoredEntry = {
  readonly index: number;
  readonly text: string;
  readonly leafHash: Uint8Array;
};

/** An entry as it is read to check the whole log: its leaf hash in lower-case hexadecimal. */
export type ScannedEntry = Pick<StoredEntry, 'index' | 'text'> & { readonly leafHex: string };

/** A payload beside the log: encrypted, with the salt that its entry's digest was made with. */
export type StoredPayload = {
  readonly entryIndex: number;
  /** 32 hexadecimal digits. */
  readonly salt: string;
  readonly sealed: Uint8Array;
};

/** A node above the leaves at a tile border: `level` ≥ 1 in steps of 256, `index` within the level. */
export type StoredNode = {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
};

/** The newest checkpoint: tree size, root (32 bytes) and the signed note's text. */
export type StoredHead = {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
};

/** What one flow wants written: its state changes, which are conditional. Numbered within the batch. */
export type LedgerUnit = {
  readonly changes: readonly StateChange[];
};

/** Everything one group commit writes, or nothing of it. */
export type LedgerBatch = {
  /** The size the log must have now; another writer makes this fail with `head-moved`. */
  readonly expectedSize: number;
  readonly entries: readonly StoredEntry[];
  readonly payloads: readonly StoredPayload[];
  readonly nodes: readonly StoredNode[];
  readonly head: StoredHead;
  readonly units: readonly LedgerUnit[];
};

/** Why a unit's condition did not hold. */
export type ConflictCode =
  | 'approval-not-open'
  | 'approval-not-usable'
  | 'approval-exists'
  | 'action-exists'
  | 'action-state'
  | 'compensation-state'
  | 'idempotency-reused'
  | 'token-exists'
  | 'secret-moved'
  | 'person-moved'
  | 'emergency-moved'
  | 'reservation-exists'
  | 'reservation-settled'
  | 'lease-moved'
  | 'delivery-moved'
  | 'pairing-moved'
  | 'mark-exists';

/** A unit that cannot be written, by its number in the batch, with the first condition in it that does not hold. */
export type UnitConflict = { readonly unit: number; readonly code: ConflictCode };

/**
 * Written and durable; or nothing written, and the units that were in the way.
 *
 * Units are judged in order: each sees the changes of the earlier ones that can be written, and nothing of those that
 * cannot. So the batch without the units named here can be written, and every unit named is in nobody's way.
 */
export type CommitOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly conflicts: readonly UnitConflict[] }
  | { readonly ok: false; readonly headMoved: true };

/**
 * The durable home of the log and of every state that must agree with it.
 *
 * Invariant: when `commit` answers ok, entries, payloads, nodes, head and changes are all durable against a crash of
 * the process and of the machine; otherwise none of them is.
 *
 * Identifiers are compared by code unit: case, accents, trailing spaces, NUL and the empty string all tell two of
 * them apart. Implementations raise `StoreError` for failures of the world (any of its codes), and RangeError for a
 * batch or a bound that is our own mistake (see `checkBatch`, `checkLimit`). A read beyond the end answers nothing;
 * it is not an error.
 */
export interface LedgerStore {
  /** The newest head, or null for a log that was never written. */
  loadHead(): Promise<StoredHead | null>;
  /**
   * Writes a batch atomically. A condition that fails is an answer, not an error; `headMoved` comes before any
   * conflict.
   */
  commit(batch: LedgerBatch): Promise<CommitOutcome>;
  /** Entries from `fromIndex` on in order, at most `limit` (1 to 10,000). */
  readEntries(range: { readonly fromIndex: number; readonly limit: number }): Promise<readonly StoredEntry[]>;
  /** The same as `readEntries` for whoever reads all of them, which costs less so. */
  scanEntries(range: { readonly fromIndex: number; readonly limit: number }): Promise<readonly ScannedEntry[]>;
  /** Nodes above the leaves, from `fromIndex` on in order, at most `limit` (1 to 10,000). */
  readNodes(range: {
    readonly level: number;
    readonly fromIndex: number;
    readonly limit: number;
  }): Promise<readonly StoredNode[]>;
  /** The payload of an entry; null when it never had one or it was erased. */
  readPayload(entryIndex: number): Promise<StoredPayload | null>;
  /**
   * Forgets a payload for good, with its salt. The entry and the tree stay as they are; no payload means nothing to
   * do.
   */
  erasePayload(entryIndex: number): Promise<void>;
  /**
   * Replaces the note of the newest head by one with more signatures; false, and nothing written, when size or root
   * differ.
   */
  saveCosignedNote(head: StoredHead): Promise<boolean>;
}
