import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestFiles } from './guest-starter.ts';
import type { Machine } from './machine.ts';

const MEMORY = 'memory';
const FILES = 'files.json';
const INITRD = 'initrd';

/** Snapshots of sandboxes: each a folder with the memory, and all files that its guest goes on reading. */
export class KeptGuests {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Pauses a machine and keeps it, under a name that it answers; nothing is left where that fails. */
  async keep(machine: Machine, { initrd, disks, memoryBytes }: GuestFiles): Promise<string> {
    const name = randomBytes(12).toString('hex');
    const folder = join(this.#folder, name);
    mkdirSync(folder, { mode: 0o700 });
    try {
      linkSync(initrd, join(folder, INITRD));
      for (const [index, disk] of disks.entries()) linkSync(disk, join(folder, `disk${index}`));
      await machine.snapshot(join(folder, MEMORY));
      writeFileSync(join(folder, FILES), JSON.stringify({ disks: disks.length, memoryBytes }));
      return name;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Null where none of that name is kept. */
  find(name: string): { readonly memory: string; readonly files: GuestFiles } | null {
    const folder = join(this.#folder, name);
    if (!/^[0-9a-f]{24}$/.test(name) || !existsSync(join(folder, FILES))) return null;
    const { disks, memoryBytes } = JSON.parse(readFileSync(join(folder, FILES), 'utf8')) as {
      readonly disks: number;
      readonly memoryBytes: number;
    };
    const paths = Array.from({ length: disks }, (_, index) => join(folder, `disk${index}`));
    return { memory: join(folder, MEMORY), files: { initrd: join(folder, INITRD), disks: paths, memoryBytes } };
  }

  drop(name: string): void {
    if (this.find(name) !== null) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }
}
