import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, type Stats } from 'node:fs';

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** A folder that is held open: what becomes of its path meanwhile changes nothing. */
export class OpenFolder {
  private readonly descriptor: number;

  /** A path that only we can change; it may be reached through links of the system's. */
  constructor(path: string | number) {
    this.descriptor = typeof path === 'number' ? path : openSync(path, O_RDONLY | O_DIRECTORY);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  names(): readonly string[] {
    return readdirSync(this.place('.'));
  }

  /** Of what has this name, a link as itself; null where nothing has it. */
  stat(name: string): Stats | null {
    return lstatSync(this.place(name), { throwIfNoEntry: false }) ?? null;
  }

  linkTarget(name: string): string {
    return readlinkSync(this.place(name));
  }

  /** A folder in it, never through a link; null where there is none of this name. */
  folder(name: string): OpenFolder | null {
    try {
      return new OpenFolder(openSync(this.place(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
    } catch {
      return null;
    }
  }

  /** A descriptor of a plain file in it, never through a link; null where there is none of this name. */
  file(name: string): number | null {
    try {
      const descriptor = openSync(this.place(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      if (fstatSync(descriptor).isFile()) return descriptor;
      closeSync(descriptor);
      return null;
    } catch {
      return null;
    }
  }

  private place(name: string): string {
    return `/proc/self/fd/${this.descriptor}/${name}`;
  }
}
