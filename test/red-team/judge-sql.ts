import { decide } from '../../core/decide.ts';
import type { Decision } from '../../core/decision.ts';
import { quoteForShell } from '../../core/effect/shell/argument.ts';
import { factsOf, foreignAction } from '../../core/testing/samples.ts';
import { type Judge, openDefaultPolicy, openJudge } from './judge-line.ts';

/** How each client is given a text on its command line. */
const CLIENTS: { readonly [client: string]: (text: string) => string } = {
  psql: (text) => `psql -c ${quoteForShell(text)}`,
  mysql: (text) => `mysql -e ${quoteForShell(text)}`,
  sqlite3: (text) => `sqlite3 app.db ${quoteForShell(text)}`,
  sqlcmd: (text) => `sqlcmd -Q ${quoteForShell(text)}`,
};

/** Decides an SQL text as a client's command line, and as the argument of a tool that was declared to read. */
export type SqlJudge = {
  readonly byClient: (client: string, text: string) => Decision;
  readonly byTool: (text: string) => Decision;
};

/** Opens a judge of SQL with the default policy: profile `dev`, in a sandbox of the workspace, with a checkpoint. */
export async function openSqlJudge(): Promise<SqlJudge> {
  const byLine: Judge = await openJudge();
  const policy = await openDefaultPolicy({
    tools: [{ tool: 'mcp__db__query', effects: [{ class: 'db.read', argument: 'sql' }] }],
  });
  const facts = factsOf({ checkpoint: 'available', sandbox: 'workspace', minuteOfDay: 720 });
  return {
    byClient: (client, text) => byLine(CLIENTS[client]?.(text) ?? text),
    byTool: (text) => decide(foreignAction({ sql: text }, 'mcp__db__query'), facts, policy),
  };
}
