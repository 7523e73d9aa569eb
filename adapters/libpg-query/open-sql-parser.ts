import type { ParseSql, SqlScript } from '../../core/effect/sql/syntax.ts';
import { PostgresParser, type RawParse } from './load-postgres.ts';
import { actsOfTree } from './read-tree.ts';

/** Longest text that is parsed: at worst some 30 ms, and 15 MB that stay. */
const MAX_LENGTH = 16_384;
/** Longest run of operator characters: PostgreSQL takes time quadratic in it. */
const MAX_OPERATORS = 256;

/**
 * Opens a parser of SQL on PostgreSQL's own (libpg_query 18 as WebAssembly, no native code).
 *
 * It loads with the first text (some 40 ms, some 25 MB of memory), so that who never sees SQL never pays for it. It is
 * synchronous and never throws: a text that makes the parser fail is a problem, and the parser begins anew.
 */
export function openSqlParser(): ParseSql {
  let compiled: PostgresParser | null = null;
  let instance: RawParse | null = null;
  return (text) => {
    if (text.length > MAX_LENGTH) return refused(`it is longer than ${MAX_LENGTH} characters`);
    if (text.includes('\0') || hasLongOperators(text)) return refused('it holds what is not parsed');
    if (text.trim() === '') return { acts: [], problem: null };
    try {
      compiled ??= new PostgresParser();
      instance ??= compiled.open();
      const tree = instance(text);
      return tree === null ? refused('PostgreSQL does not understand it') : actsOfTree(JSON.parse(tree));
    } catch {
      instance = null;
      return refused('the parser gave up');
    }
  };
}

function refused(problem: string): SqlScript {
  return { acts: [], problem };
}

const OPERATORS = '~!@#%^&|`?+-*/<>=';

/** A long run of operator characters that is no line of one of them. */
function hasLongOperators(text: string): boolean {
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && OPERATORS.includes(text.charAt(at))) continue;
    if (at - start > MAX_OPERATORS && new Set(text.slice(start + 2, at - 2)).size > 1) return true;
    start = at + 1;
  }
  return false;
}
