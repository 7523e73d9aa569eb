import { hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { EntryChange } from '../../../core/workspace/entry-change.ts';
import { fromNameBytes } from '../../../core/workspace/entry-path.ts';
import { ABSENT, type EntryState, isSameState } from '../../../core/workspace/entry-state.ts';

/** Every path of a tree with its whole state: what snapshots are held against. */
export type NaiveCopy = ReadonlyMap<string, EntryState>;

/** Reads a tree the slow way, without an index. */
export function copyNaively(root: string): NaiveCopy {
  const copy = new Map<string, EntryState>();
  const walk = (folder: Buffer, prefix: string): void => {
    for (const name of readdirSync(folder, 'buffer')) {
      const place = Buffer.concat([folder, Buffer.from('/'), name]);
      const path = prefix + fromNameBytes(name);
      const stat = lstatSync(place);
      const mode = stat.mode & 0o7777;
      if (stat.isSymbolicLink()) {
        copy.set(path, { kind: 'link', target: fromNameBytes(readlinkSync(place, 'buffer')) });
      } else if (stat.isDirectory()) {
        copy.set(path, { kind: 'folder', mode });
        walk(place, `${path}/`);
      } else {
        const content = readFileSync(place);
        copy.set(path, { kind: 'file', mode, sha256: hash('sha256', content), sizeBytes: content.length });
      }
    }
  };
  walk(Buffer.from(root), '');
  return copy;
}

/** What leads from one copy to another, sorted as `SnapshotStore.compare` promises. */
export function compareNaively(from: NaiveCopy, to: NaiveCopy): readonly EntryChange[] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((path) => ({ path, before: from.get(path) ?? ABSENT, after: to.get(path) ?? ABSENT }))
    .filter(({ before, after }) => !isSameState(before, after))
    .sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
}
