import type { Compensation, CompensationState } from '../core/compensation/compensation.ts';

/** The inverse of an action without its call, which is the payload of the log entry that registered it. */
export type CompensationRecord = Omit<Compensation, 'inverse' | 'note'> & {
  /** Session and principal of the action, in whose name the inverse is proposed. */
  readonly session: string;
  readonly principal: string;
  /** Place of the entry `compensation.registered` in the log, whose payload holds the call and its note. */
  readonly logIndex: number;
};

/** Finds what undoes actions outside files. Writing goes through `LedgerStore.commit`. */
export interface CompensationStore {
  /** What is registered for an action; null when nothing is. */
  find(action: string): Promise<CompensationRecord | null>;
  /** The compensation whose inverse became this action; the newest where there are several, null when it is none's. */
  findByRun(action: string): Promise<CompensationRecord | null>;
  /** Those that stand so, oldest first by the order of first writing, at most `limit` (1 to 1,000). */
  listByState(state: CompensationState, limit: number): Promise<readonly CompensationRecord[]>;
  /**
   * Oldest first by the order of first writing, at most `limit` (1 to 1,000), of one session or of all: the first ones, or those
   * behind the one of the action `after`. Nothing comes behind an action without one.
   */
  list(page: {
    readonly session: string | null;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly CompensationRecord[]>;
}
