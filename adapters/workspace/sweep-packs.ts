import { setImmediate as pause } from 'node:timers/promises';
import type { PackFiles } from './pack-files.ts';
import type { Row, SnapshotDatabase } from './snapshot-database.ts';

/** A pack is written anew where less than this part of it is still wanted. */
const WORTH_KEEPING = 0.5;
/** Every process begins a pack of its own: where there are many, small ones are joined. */
const MANY_PACKS = 32;
const SMALL_PACK_BYTES = 1024 * 1024;

/** What no snapshot refers to. The lists are joined once, not for every content. */
const UNREFERENCED = `
  SELECT id, name, digest, stored_bytes, put_at_ms FROM objects WHERE id NOT IN (
    SELECT object FROM entries WHERE object IS NOT NULL
    UNION SELECT before_object FROM changes WHERE before_object IS NOT NULL
    UNION SELECT after_object FROM changes WHERE after_object IS NOT NULL)`;

export type Sweep = {
  readonly database: SnapshotDatabase;
  readonly packs: PackFiles;
  /** Contents that are being put right now. */
  readonly isInUse: (number: number) => boolean;
  readonly mayGo: (row: Row) => boolean;
};

/**
 * Forgets contents that are not wanted, then removes packs that hold none that is, and rewrites those that hold few.
 *
 * Nothing may be waiting to be flushed when it is called. A crash in between costs disk space until the next sweep, never a content: rows go before bytes, and a pack goes after its
 * contents are durable elsewhere.
 */
export async function sweepPacks(sweep: Sweep): Promise<{ readonly removed: number; readonly freedBytes: number }> {
  const forgotten = forget(sweep);
  await emptyPacks(sweep);
  return forgotten;
}

function forget({ database, isInUse, mayGo }: Sweep): { readonly removed: number; readonly freedBytes: number } {
  return database.write('remove contents', () => {
    let [removed, freedBytes] = [0, 0];
    for (const row of database.all(UNREFERENCED)) {
      if (isInUse(Number(row['id'])) || !mayGo(row)) continue;
      database.run('DELETE FROM objects WHERE id = ?', Number(row['id']));
      removed += 1;
      freedBytes += Number(row['stored_bytes']);
    }
    return { removed, freedBytes };
  });
}

async function emptyPacks({ database, packs }: Sweep): Promise<void> {
  const wanted = new Map<number, number>();
  // Both at once: what is put from here on goes to packs that are not in the list.
  const listed = packs.list();
  for (const row of database.all('SELECT pack, sum(stored_bytes) AS bytes FROM objects GROUP BY pack'))
    wanted.set(Number(row['pack']), Number(row['bytes']));
  // Mere waste first: it makes room for what has to be moved.
  const byWanted = listed.toSorted((one, other) => (wanted.get(one.pack) ?? 0) - (wanted.get(other.pack) ?? 0));
  for (const { pack, sizeBytes } of byWanted) {
    const wantedBytes = wanted.get(pack) ?? 0;
    const isSmall = listed.length > MANY_PACKS && sizeBytes < SMALL_PACK_BYTES;
    if (wantedBytes >= sizeBytes * WORTH_KEEPING && sizeBytes > 0 && !isSmall) continue;
    if (wantedBytes > 0) await movePack(pack, { database, packs });
    packs.remove(pack);
    await pause();
  }
}

async function movePack(pack: number, { database, packs }: Pick<Sweep, 'database' | 'packs'>): Promise<void> {
  const moves: { readonly id: number; readonly pack: number; readonly offset: number }[] = [];
  for (const row of database.all('SELECT id, offset, stored_bytes FROM objects WHERE pack = ?', pack)) {
    const bytes = packs.read({ pack, offset: Number(row['offset']) }, Number(row['stored_bytes']));
    moves.push({ id: Number(row['id']), ...packs.append(bytes) });
  }
  await packs.sync();
  database.write('move contents', () => {
    for (const { id, pack: to, offset } of moves)
      database.run('UPDATE objects SET pack = ?, offset = ? WHERE id = ?', to, offset, id);
  });
}
