import { unparsedSql } from '../../../testing/unparsed-sql.ts';
import { analyseSql } from '../analyse-sql.ts';
import type { ParseSql, SqlDialect } from '../syntax.ts';

/**
 * Answers what an SQL text does as one short text, so that tests can tell it by eye: each effect as `class resource`, marks
 * in brackets, then what it does beside the database as `use: value`. Without a parser it is read by its tokens.
 */
export function effectsOfSql(dialect: SqlDialect, parseSql: ParseSql = unparsedSql): (text: string) => string {
  return (text) => {
    const { effects, uses } = analyseSql(text, { parseSql, dialect });
    const shown = effects.map(({ class: effectClass, resource, marks }) =>
      marks.length === 0 ? `${effectClass} ${resource.value}` : `${effectClass} ${resource.value} [${marks.join()}]`,
    );
    return [...shown, ...uses.map(({ use, value }) => `${use}: ${value ?? '?'}`)].join(', ');
  };
}
