import type { NumberedContents } from './numbered-contents.ts';
import type { SnapshotDatabase } from './snapshot-database.ts';

/**
 * Removes snapshots taken before a time but for the newest of each root, then what only they needed.
 *
 * Contents that no snapshot ever referred to, those of plans and writes, go as well once they were last put before that time
 * and nobody else needs them. A crash in between leaves waste for the next purge, and every snapshot that remains whole.
 */
export async function purgeSnapshots(
  olderThanMs: number,
  {
    database,
    contents,
    neededElsewhere,
  }: {
    readonly database: SnapshotDatabase;
    readonly contents: NumberedContents;
    readonly neededElsewhere: () => Iterable<string> | Promise<Iterable<string>>;
  },
): Promise<{ readonly snapshots: number; readonly freedBytes: number }> {
  const snapshots = database.write('purge snapshots', () => forgetSnapshots(database, olderThanMs));
  const needed = new Set(await neededElsewhere());
  const { freedBytes } = await contents.discard(({ sha256, putAtMs }) => putAtMs < olderThanMs && !needed.has(sha256));
  return { snapshots, freedBytes };
}

function forgetSnapshots(database: SnapshotDatabase, olderThanMs: number): number {
  const count = (): number =>
    Number(database.one("SELECT count(*) AS count FROM snapshots WHERE reason <> 'look'")?.['count']);
  const before = count();
  database.run(
    `DELETE FROM snapshots WHERE taken_at_ms < ? AND position <
       (SELECT max(position) FROM snapshots AS other WHERE other.root = snapshots.root)`,
    olderThanMs,
  );
  // What was seen to change up to the oldest snapshot that is left lies between no two of them any more.
  database.run(
    `DELETE FROM changes WHERE position <=
       (SELECT min(position) FROM snapshots WHERE snapshots.root = changes.root)`,
  );
  database.run('DELETE FROM left_outs WHERE id NOT IN (SELECT left_out FROM snapshots)');
  return before - count();
}
