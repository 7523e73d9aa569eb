import type { StatementSync } from 'node:sqlite';

type Row = NonNullable<ReturnType<StatementSync['get']>>;

/**
 * The rows a statement finds for texts that came from outside; none when one of them is not well-formed Unicode.
 *
 * The driver would turn a lone surrogate into U+FFFD and so find another record. No stored text holds one (see
 * `checkBatch`).
 */
export function lookUp(statement: StatementSync, texts: readonly string[], ...numbers: number[]): readonly Row[] {
  return texts.every((text) => text.isWellFormed()) ? statement.all(...texts, ...numbers) : [];
}

/** The first row that a statement finds, under the same rule. */
export function lookUpOne(statement: StatementSync, ...texts: string[]): Row | null {
  return texts.every((text) => text.isWellFormed()) ? (statement.get(...texts) ?? null) : null;
}
