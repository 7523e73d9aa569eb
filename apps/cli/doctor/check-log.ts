import { existsSync } from 'node:fs';
import { toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { readTrustedKeys } from '../log/trust-keys.ts';
import { verifyLog } from '../log/verify-log.ts';
import { statePaths } from '../paths.ts';
import { formatDuration } from '../terminal/format-time.ts';
import { startProgress } from '../terminal/progress.ts';
import { type Finding, finding } from './finding.ts';

const LOG = { name: 'log', points: 10 };

/** Whether the log holds: recomputed offline from the database, with the key beside it. */
export function logFinding({ environment, terminal }: Context): Finding {
  const { database, logKeys } = statePaths(environment);
  if (!existsSync(database))
    return finding(LOG, { ok: false, found: `no log at ${database}`, fix: 'countersign up --detach' });
  const progress = startProgress(terminal, 'verifying the log');
  try {
    const keys = readTrustedKeys({ vkeys: [], witnessKeys: [], witnessQuorum: null, defaultFile: logKeys });
    const source = openSqliteLog(database);
    try {
      const { problems, size, durationMs } = verifyLog(source, { keys, earlier: null, onProgress: progress.update });
      const found = problems[0] ?? `${size} entries verified in ${formatDuration(durationMs)}`;
      return finding(LOG, { ok: problems.length === 0, found, fix: 'countersign log verify' });
    } finally {
      source.close();
    }
  } catch (error) {
    return finding(LOG, { ok: false, found: toCliError(error).message, fix: 'countersign log verify' });
  } finally {
    progress.end();
  }
}
