import type { ParseSql } from '../effect/sql/syntax.ts';

/** A parser that understands nothing, for tests in which SQL is read by its tokens alone. */
export const unparsedSql: ParseSql = () => ({ acts: [], problem: 'not parsed here' });
