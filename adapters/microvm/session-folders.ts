import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const OWNER = 'owner';
/** Begins the name of a folder that is being made; the number of its maker and its own name follow. */
const MAKING = '.making.';
/** An image that nothing used for so long is made again when it is wanted. */
const UNUSED_MS = 14 * 24 * 60 * 60 * 1_000;

/** Where this driver keeps things: `images` for all, `sessions/<id>` for each sandbox. Only ours to look into. */
export class SessionFolders {
  readonly images: string;
  readonly #sessions: string;

  constructor(folder: string) {
    this.images = join(folder, 'images');
    this.#sessions = join(folder, 'sessions');
    for (const path of [folder, this.images, this.#sessions]) mkdirSync(path, { recursive: true, mode: 0o700 });
  }

  /** A new folder for a sandbox, which says whose it is; null where there is one of that name. */
  make(id: string): string | null {
    const folder = join(this.#sessions, id);
    const making = join(this.#sessions, `${MAKING}${process.pid}.${id}`);
    mkdirSync(making, { mode: 0o700 });
    writeFileSync(join(making, OWNER), `${process.pid} ${startOf(process.pid) ?? ''}`);
    try {
      // Takes the place of an empty folder, which is nobody's, and of no other.
      renameSync(making, folder);
      return folder;
    } catch {
      rmSync(making, { recursive: true, force: true });
      return null;
    }
  }

  /** Removes what gateways left that are gone, and images that nothing used for two weeks; answers what that was. */
  sweep(): readonly string[] {
    const sessions = namesIn(this.#sessions).map((name) => join(this.#sessions, name));
    const left = sessions.filter((folder) => !isOwned(folder));
    const images = namesIn(this.images).map((name) => join(this.images, name));
    const unused = images.filter((path) => isUnused(path));
    for (const path of [...left, ...unused]) rmSync(path, { recursive: true, force: true });
    return [...left, ...unused];
  }
}

/**
 * Whether the process that made it still runs: a number may be given to another one later, its start is not. A folder without an
 * owner is nobody's, unless its maker is about to write one.
 */
function isOwned(folder: string): boolean {
  const [pid = ''] = basename(folder).startsWith(MAKING) ? basename(folder).slice(MAKING.length).split('.') : [];
  if (pid !== '') return startOf(Number(pid)) !== null;
  try {
    const [pid = '', start = ''] = readFileSync(join(folder, OWNER), 'utf8').split(' ');
    return startOf(Number(pid)) === start;
  } catch {
    return false;
  }
}

function isUnused(path: string): boolean {
  try {
    const [, owner] = /\.([0-9]+)$/.exec(path) ?? [];
    if (owner !== undefined) return startOf(Number(owner)) === null;
    const { atimeMs, mtimeMs } = statSync(path);
    return Date.now() - Math.max(atimeMs, mtimeMs) > UNUSED_MS;
  } catch {
    return false;
  }
}

/** When a process started, in the kernel's ticks; null where there is none. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
