import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { guestInitrd } from './guest-initrd.ts';
import type { GuestKernel } from './guest-kernel.ts';
import { type MadeImage, makeImage, readableTree, systemTree, workspaceTree } from './make-image.ts';

/** Disks of sandboxes have one size, most of it holes, so that a snapshot of one guest fits them all. */
const DISK_BYTES = 64 * 1024 ** 3;
/** After this, the system is looked at again when a sandbox is opened. */
const SYSTEM_MS = 60_000;

/** The files that guests are started with, each made once and shared; the workspace's is each sandbox's own. */
export class GuestImages {
  /** Of images, and of what is made of them. */
  readonly folder: string;
  readonly #without: readonly string[];
  #system: { readonly image: Promise<MadeImage>; readonly atMs: number } | null = null;

  constructor({ folder, without }: { readonly folder: string; readonly without: readonly string[] }) {
    this.folder = folder;
    this.#without = without;
  }

  /**
   * The system, read-only: up to a minute the first time on a large system. Later it is looked at again beside what asks, and
   * whoever asks after that gets the new one.
   */
  async system(): Promise<MadeImage> {
    const known = this.#system;
    if (known === null) return this.#lookAgain(null);
    if (performance.now() - known.atMs > SYSTEM_MS) void this.#lookAgain(known.image);
    const made = await known.image;
    touch(made.path);
    return made;
  }

  /** Until it is done, what was known before holds. */
  #lookAgain(before: Promise<MadeImage> | null): Promise<MadeImage> {
    const into = { folder: this.folder, name: 'system' };
    const image = makeImage({ tree: systemTree(this.#without), into, diskBytes: 0 });
    this.#system = { image: before ?? image, atMs: performance.now() };
    image.then(
      ({ wasThere }) => {
        this.#system = { image, atMs: performance.now() };
        if (!wasThere) this.#keepNewest('system-', 2);
      },
      () => (this.#system = null),
    );
    return image;
  }

  async readable(paths: readonly string[]): Promise<string> {
    if (paths.length === 0) return this.empty();
    const into = { folder: this.folder, name: 'readable' };
    const { path, wasThere } = await makeImage({
      tree: readableTree(paths, this.#without),
      into,
      diskBytes: DISK_BYTES,
    });
    touch(path);
    if (!wasThere) this.#keepNewest('readable-', 8);
    return path;
  }

  async workspace(folder: string, file: string): Promise<string> {
    const { path } = await makeImage({ tree: workspaceTree(folder), into: { file }, diskBytes: DISK_BYTES });
    return path;
  }

  /** A disk with nothing on it. */
  empty(): string {
    const path = join(this.folder, 'empty.disk');
    const file = openSync(path, 'a', 0o644);
    ftruncateSync(file, DISK_BYTES);
    closeSync(file);
    return path;
  }

  initrd({ busybox, kernel }: { readonly busybox: string; readonly kernel: GuestKernel }): {
    readonly path: string;
    readonly digest: string;
  } {
    const bytes = guestInitrd({ busybox, kernel });
    const digest = createHash('sha256').update(bytes).digest('hex');
    const path = join(this.folder, `initrd-${digest}.cpio`);
    if (!existsSync(path)) {
      const unfinished = `${path}.${randomBytes(6).toString('hex')}.${process.pid}`;
      writeFileSync(unfinished, bytes, { mode: 0o644 });
      renameSync(unfinished, path);
      this.#keepNewest('initrd-', 4);
    }
    touch(path);
    return { path, digest };
  }

  /** Where a snapshot for these files and settings is, or will be. */
  snapshotPath(key: readonly string[]): string {
    this.#keepNewest('snapshot-', 8);
    return join(this.folder, `snapshot-${createHash('sha256').update(key.join('\0')).digest('hex')}`);
  }

  /** A guest that still reads one that is removed goes on reading it. */
  #keepNewest(prefix: string, most: number): void {
    const found = readdirSync(this.folder).filter((name) => name.startsWith(prefix) && !/\.[0-9]+$/.test(name));
    const newestFirst = found
      .map((name) => join(this.folder, name))
      .map((path) => ({ path, usedMs: usedMs(path) }))
      .sort((one, other) => other.usedMs - one.usedMs);
    for (const { path } of newestFirst.slice(most)) rmSync(path, { force: true });
  }
}

function usedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A file that is used is not swept. */
function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // It was swept by another gateway: opening it says so.
  }
}
