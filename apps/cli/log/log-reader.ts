import { CountersignError } from '../../../sdk/error.ts';
import type { WirePayloadState } from '../../../sdk/wire.ts';
import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { statePaths } from '../paths.ts';
import { payloadOffline } from './payload-offline.ts';
import { type Proven, proveOffline } from './receipt.ts';
import { openSqliteLog } from './sqlite-log.ts';

/** An entry as both ways of reading give it. */
export type ReadEntry = { readonly index: number; readonly text: string };

/** The log as commands that show it see it: through the gateway when it runs, else straight from its database. */
export type LogReader = {
  readonly isOffline: boolean;
  readonly size: () => Promise<number>;
  readonly entries: (range: { readonly from: number; readonly limit: number }) => Promise<readonly ReadEntry[]>;
  /** What became of an entry's payload. */
  readonly payload: (index: number) => Promise<WirePayloadState>;
  readonly prove: (index: number) => Promise<Proven>;
};

/**
 * Opens the log for showing. Asks the gateway first; when nothing answers there, reads the database of the state directory.
 *
 * Any other answer of the gateway (no permission, a broken log) is raised, not worked around.
 */
export async function openLogReader(context: Context): Promise<LogReader> {
  try {
    return await openOnline(context);
  } catch (error) {
    if (!isNobodyThere(error)) throw error;
    return openOffline(statePaths(context.environment).database);
  }
}

async function openOnline(context: Context): Promise<LogReader> {
  const { client } = connectGateway(context);
  await client.logHead();
  return {
    isOffline: false,
    size: async () => (await client.logHead()).size,
    entries: ({ from, limit }) => client.logEntries({ from, limit: Math.min(limit, 1_000) }),
    payload: async (index) => (await client.logEntry(index)).payload,
    prove: (index) => client.receipt(index),
  };
}

/** Each call opens the database anew: a snapshot must not grow old while somebody follows the log. */
function openOffline(path: string): LogReader {
  const read = <Value>(work: (source: ReturnType<typeof openSqliteLog>) => Value): Value => {
    const source = openSqliteLog(path);
    try {
      return work(source);
    } finally {
      source.close();
    }
  };
  read((source) => source.head());
  return {
    isOffline: true,
    size: async () => read((source) => source.head()?.beside?.size ?? 0),
    entries: async ({ from, limit }) => read((source) => source.entries({ fromIndex: from, limit })),
    payload: async (index) => read((source) => payloadOffline(source, index)),
    prove: async (index) => read((source) => proveOffline(source, index)),
  };
}

function isNobodyThere(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof CountersignError ? error.cause : error;
  if (cause instanceof CountersignError) return cause.code === 'unreachable';
  return error instanceof Error && 'code' in error && error.code === 'unreachable';
}
