import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestKernel } from './guest-kernel.ts';
import { guestInitrd } from './guest-initrd.ts';
import { type MadeImage, makeImage, readableTree, systemTree, workspaceTree } from './make-image.ts';

/** Disks of sandboxes have one size, most of it holes, so that a snapshot of one guest fits them all. */
const DISK_BYTES = 64 * 1024 ** 3;
/** After this, the system is looked at again when a sandbox is opened. */
const SYSTEM_MS = 60_000;

/** The files that guests are started with, each made once and shared; the workspace's is each sandbox's own. */
export class GuestImages {
  readonly #folder: string;
  readonly #without: readonly string[];
  #system: { readonly image: Promise<MadeImage>; readonly atMs: number } | null = null;

  constructor({ folder, without }: { readonly folder: string; readonly without: readonly string[] }) {
    this.#folder = folder;
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
    const image = makeImage({ tree: systemTree(this.#without), into: { folder: this.#folder } });
    this.#system = { image: before ?? image, atMs: performance.now() };
    image.then(
      () => (this.#system = { image, atMs: performance.now() }),
      () => (this.#system = null),
    );
    return image;
  }

  async readable(paths: readonly string[]): Promise<string> {
    if (paths.length === 0) return this.empty();
    const { path } = await makeImage({ tree: readableTree(paths, this.#without), into: { folder: this.#folder } });
    truncateSync(path, DISK_BYTES);
    touch(path);
    return path;
  }

  async workspace(folder: string, file: string): Promise<string> {
    const { path } = await makeImage({ tree: workspaceTree(folder), into: { file } });
    truncateSync(path, DISK_BYTES);
    return path;
  }

  /** A disk with nothing on it. */
  empty(): string {
    const path = join(this.#folder, 'empty.disk');
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    truncateSync(path, DISK_BYTES);
    return path;
  }

  initrd({ busybox, kernel }: { readonly busybox: string; readonly kernel: GuestKernel }): { readonly path: string; readonly digest: string } {
    const bytes = guestInitrd({ busybox, kernel });
    const digest = createHash('sha256').update(bytes).digest('hex');
    const path = join(this.#folder, `${digest}.cpio`);
    if (!existsSync(path)) {
      const unfinished = `${path}.${process.pid}`;
      writeFileSync(unfinished, bytes, { mode: 0o644 });
      renameSync(unfinished, path);
    }
    touch(path);
    return { path, digest };
  }

  snapshotPath(key: readonly string[]): string {
    return join(this.#folder, `${createHash('sha256').update(key.join('\0')).digest('hex')}.snapshot`);
  }
}

/** A file that is used is not swept. */
function touch(path: string): void {
  const now = new Date();
  utimesSync(path, now, now);
}
