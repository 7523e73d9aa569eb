import type { WitnessState } from '../core/audit/witness.ts';

/** A log that the witness has cosigned, with the newest checkpoint it cosigned. */
export type WitnessedLog = { readonly origin: string; readonly state: WitnessState };

/** One step of a log's state: from what must be stored now (null for nothing) to what shall be. */
export type WitnessStep = {
  readonly origin: string;
  readonly expected: Pick<WitnessState, 'size' | 'root'> | null;
  readonly next: WitnessState;
};

/**
 * The durable memory of a witness: one state per log origin.
 *
 * Invariant: of any number of concurrent steps from the same expected state at most one is taken, also across processes. A step
 * that was answered true survives a crash of the process and of the machine. Implementations raise `StoreError`.
 */
export interface WitnessStore {
  /** The state of a log, or null when it was never cosigned. */
  load(origin: string): Promise<WitnessState | null>;
  /** Compares the stored size and root with the expected ones and replaces the state, in one step. False when they differ; nothing is written then. */
  replace(step: WitnessStep): Promise<boolean>;
  /** Every log that was cosigned, by origin in code unit order. */
  list(): Promise<readonly WitnessedLog[]>;
  /** Gives the store back. It may be called twice; every other method raises `store.closed` afterwards. */
  close(): Promise<void>;
}
