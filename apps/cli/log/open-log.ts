import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { statePaths } from '../paths.ts';
import { readInteger } from '../read-value.ts';
import type { LogSource } from './log-source.ts';
import { openSqliteLog } from './sqlite-log.ts';
import { openTileLog } from './tile-log.ts';
import { readTrustedKeys, type TrustedKeys } from './trust-keys.ts';

/** Options of every command that checks something signed. */
export const KEY_OPTIONS = [
  {
    name: 'vkey',
    value: 'KEY',
    multiple: true,
    completes: 'file',
    summary: "the log's verifier key, or a file with one a line (default: keys/log.vkey of the state directory)",
  },
  {
    name: 'witness-vkey',
    value: 'KEY',
    multiple: true,
    completes: 'file',
    summary: "a witness's verifier key, or a file with one a line",
  },
  {
    name: 'witness-quorum',
    value: 'N',
    summary: 'how many different witnesses must have cosigned (default: 1 when keys are given)',
  },
] as const;

/** Options that say which log to read offline. */
export const SOURCE_OPTIONS = [
  { name: 'db', value: 'FILE', completes: 'file', summary: "a database (default: the gateway's own)" },
  { name: 'dir', value: 'TILES', completes: 'directory', summary: 'a log exported with `log export`' },
] as const;

/** Opens the log that the options name; without any, the database in the state directory. */
export function openLogSource(invocation: Invocation, { environment }: Context): LogSource {
  const [database, directory] = [invocation.text('db'), invocation.text('dir')];
  if (database !== null && directory !== null) {
    throw new CliError('usage', 'open the log: both --db and --dir, want one of them');
  }
  if (directory !== null) return openTileLog(directory);
  return openSqliteLog(database ?? statePaths(environment).database);
}

/** The keys that the options name, or those of the state directory. */
export function readKeyOptions(invocation: Invocation, { environment }: Context): TrustedKeys {
  const quorum = invocation.text('witness-quorum');
  return readTrustedKeys({
    vkeys: invocation.texts('vkey'),
    witnessKeys: invocation.texts('witness-vkey'),
    witnessQuorum: quorum === null ? null : readInteger(quorum, { name: '--witness-quorum', min: 0, max: 16 }),
    defaultFile: statePaths(environment).logKeys,
  });
}
