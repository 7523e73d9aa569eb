import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Snapshot, SnapshotScope } from '../../../ports/snapshot-store.ts';
import { createContentCipher } from '../../node-crypto/content-cipher.ts';
import { openSnapshots, type Snapshots, type SnapshotsOptions } from '../open-snapshots.ts';

/** A workspace and snapshots of it, gone when the test ends. */
export type Fixture = Snapshots & {
  readonly root: string;
  readonly directory: string;
  /** Takes a snapshot now; of the whole unless told otherwise. */
  take(scope?: Partial<SnapshotScope>): Promise<Snapshot>;
  /** Closes the snapshots and opens them again, with other options where given. */
  reopen(options?: Partial<SnapshotsOptions>): Fixture;
};

/** The key that fixtures use unless told otherwise. */
export const TEST_SECRET = new Uint8Array(randomBytes(32));

export function createTestCipher(secret: Uint8Array = TEST_SECRET): ReturnType<typeof createContentCipher> {
  return createContentCipher(secret, { bytes: (length) => new Uint8Array(randomBytes(length)) });
}

export function makeFixture(t: TestContext, options: Partial<SnapshotsOptions> = {}): Fixture {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-snapshots-')));
  const root = join(base, 'workspace');
  mkdirSync(root);
  const opened: Snapshots[] = [];
  t.after(() => {
    for (const snapshots of opened) snapshots.close();
    rmSync(base, { recursive: true, force: true });
  });
  let count = 0;
  const open = (more: Partial<SnapshotsOptions>): Fixture => {
    const directory = join(base, 'state');
    const all: SnapshotsOptions = {
      directory,
      cipher: createTestCipher(),
      nowMs: () => 0,
      homeDirectory: null,
      privateDirectories: [],
      ...options,
      ...more,
    };
    const snapshots = openSnapshots(all);
    opened.push(snapshots);
    const fixture: Fixture = {
      ...snapshots,
      root,
      directory,
      take: (scope = {}) => {
        count += 1;
        const id = `s-${String(count).padStart(6, '0')}`;
        const usual = { root, id, atMs: count, reason: 'manual', action: null, session: null, paths: null } as const;
        return fixture.snapshots.take({ ...usual, ...scope });
      },
      reopen: (again = {}) => {
        snapshots.close();
        return open({ ...more, ...again });
      },
    };
    return fixture;
  };
  return open({});
}
