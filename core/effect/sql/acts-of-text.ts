import { actsOfClientLine } from './client-lines.ts';
import { readStatement } from './read-statement.ts';
import { SqlStatement } from './sql-statement.ts';
import type { ParseSql, SqlAct, SqlDialect, SqlScript } from './syntax.ts';
import { type SqlToken, tokenizeSql } from './tokenize-sql.ts';

type OneDialect = Exclude<SqlDialect, 'any'>;

const ALL: readonly OneDialect[] = ['postgres', 'mysql', 'sqlite', 'tsql'];

/**
 * Reads what a text says. Where PostgreSQL understands a text of its own, that is what it says. Any other text is read by
 * its tokens, one that may be of several dialects by the rules of each, and says what it would say in any of them.
 */
export function actsOfText(
  text: string,
  { parseSql, dialect }: { readonly parseSql: ParseSql; readonly dialect: SqlDialect },
): SqlScript {
  if (text.includes('\0')) return { acts: [], problem: 'it holds a NUL character' };
  const parsed = parseSql(text);
  const isParsed = parsed.problem === null;
  if (isParsed && dialect === 'postgres') return parsed;
  const dialects = dialect === 'any' ? ALL.filter((one) => one !== 'postgres' || !isParsed) : [dialect];
  const readings = dialects.map((one) => readTokens(text, one));
  const isRead = isParsed || readings.some(({ problem }) => problem === null);
  return {
    acts: [...parsed.acts, ...readings.flatMap(({ acts }) => acts)],
    problem: isRead ? null : 'a quote or a comment is not closed',
  };
}

function readTokens(text: string, dialect: OneDialect): SqlScript {
  const { tokens, isComplete } = tokenizeSql(text, dialect);
  const acts: SqlAct[] = [];
  let statement: SqlToken[] = [];
  const finish = (): void => {
    acts.push(...readStatement(new SqlStatement(statement, text)));
    statement = [];
  };
  for (const token of tokens) {
    if (token.kind === 'command') acts.push(...actsOfClientLine(token.text));
    else if (token.kind === 'symbol' && token.text === ';') finish();
    else if (isInterpolated(token, dialect)) acts.push({ kind: 'opaque', why: 'text that the client fills in' });
    else statement.push(token);
  }
  finish();
  return { acts, problem: isComplete ? null : 'a quote or a comment is not closed' };
}

/** psql puts the text of `:x` into the statement as it is. */
function isInterpolated({ kind, text }: SqlToken, dialect: OneDialect): boolean {
  return dialect === 'postgres' && kind === 'variable' && text.startsWith(':') && !/^:['"]/.test(text);
}
