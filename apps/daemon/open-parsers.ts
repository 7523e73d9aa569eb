import { openSqlParser } from '../../adapters/libpg-query/open-sql-parser.ts';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import type { TextParsers } from '../../core/effect/surroundings.ts';

/** Opens the parsers of shell text and SQL; that of SQL loads with the first text it is given. */
export async function openParsers(): Promise<TextParsers> {
  return { parseShell: await openShellParser(), parseSql: openSqlParser() };
}
