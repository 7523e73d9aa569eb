import type { ModelUsage } from '../core/budget/model-prices.ts';

/** What one call of a model used, and how it is counted. */
export type UsedByCall = {
  readonly provider: string;
  readonly model: string;
  readonly usage: ModelUsage;
  readonly costMicros: number;
};

/** What a principal used of a model on one day. */
export type UsageRow = {
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly principal: string;
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly usage: ModelUsage;
  /** Millionths of a US dollar. */
  readonly costMicros: number;
};

/** Which days are read, both included, and of whom; at most `limit` rows (1 to 1,000). */
export type UsageQuery = {
  readonly fromDay: number;
  readonly toDay: number;
  readonly principal: string | null;
  readonly limit: number;
};

/** Counts what models used, for people to read. Writing goes through `LedgerStore.commit`; budgets are another matter. */
export interface UsageStore {
  /** Newest day first; within a day by principal, provider and model, byte by byte. */
  list(query: UsageQuery): Promise<readonly UsageRow[]>;
}
