import { type Dirent, lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, relative } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isInstructing, leadsTo } from './instructing-names.ts';

/** What a folder holds that a program must not change, by paths below the folder, with `/`. */
export type Walked = {
  /** Files and folders that instruct other programs, and what they lead to, with what each is known by. */
  readonly kept: ReadonlyMap<string, string>;
  /** Links of such a name, which cannot be mounted. */
  readonly links: ReadonlyMap<string, string>;
  /** Files that have more names than were found here, and `node_modules` that hold one. */
  readonly shared: readonly string[];
  /** What could not be looked at, each as the end of a sentence; at most 10. */
  readonly unseen: readonly string[];
};

/** How far is looked. */
export type WalkBounds = { readonly entries: number; readonly depth: number; readonly packages: number };
export const WALK_BOUNDS: WalkBounds = { entries: 200_000, depth: 64, packages: 100_000 };

/** Entries that are looked at before others have their turn: a few milliseconds. */
const TURN_ENTRIES = 500;

/**
 * Looks through a folder, near before far, and never through a link. Not into what is found (it is kept as a whole), into objects
 * of a repository or into `node_modules`; with `hardLinks`, into the latter only until a file is found that has several names.
 * Linear in what is looked at, and lets others have their turn meanwhile. Never raises.
 */
export async function walkFolder(
  folder: string,
  { hardLinks, bounds = WALK_BOUNDS }: { readonly hardLinks: boolean; readonly bounds?: WalkBounds },
): Promise<Walked> {
  const walk = new Walk(folder, { hardLinks, bounds });
  await walk.all();
  return walk.found();
}

type Place = { readonly path: string; readonly depth: number };

class Walk {
  private readonly folder: string;
  private readonly hardLinks: boolean;
  private readonly bounds: WalkBounds;
  private readonly kept = new Map<string, string>();
  private readonly links = new Map<string, string>();
  private readonly several = new Map<string, { readonly paths: string[]; readonly names: number }>();
  private readonly packages: string[] = [];
  private readonly unseen: string[] = [];
  private entries = 0;
  private packageEntries = 0;
  private sinceTurn = 0;

  constructor(folder: string, { hardLinks, bounds }: { readonly hardLinks: boolean; readonly bounds: WalkBounds }) {
    this.folder = folder;
    this.hardLinks = hardLinks;
    this.bounds = bounds;
  }

  async all(): Promise<void> {
    const places: Place[] = [{ path: this.folder, depth: 0 }];
    for (const place of places) {
      const inside = listOf(place.path);
      await this.pauseWhenDue(inside.length + 1);
      if (inside === 'closed' && !this.keep(place.path))
        this.miss(`a folder that cannot be read, ${below(this.folder, place.path)}`);
      if (!Array.isArray(inside)) continue;
      this.entries += inside.length;
      if (this.entries > this.bounds.entries) {
        this.miss(`more than ${this.bounds.entries} files and folders`);
        return;
      }
      const isRepository = ['HEAD', 'refs', 'objects'].every((name) => inside.some((entry) => entry.name === name));
      for (const entry of inside) {
        if (isRepository && entry.name === 'objects') continue;
        const next = await this.visit(entry, place);
        if (next !== null) places.push(next);
      }
    }
  }

  found(): Walked {
    const { kept, links, unseen } = this;
    const files = [...this.several.values()].flatMap(({ paths, names }) => (paths.length < names ? paths : []));
    return { kept, links, shared: [...files, ...this.packages].map((path) => relative(this.folder, path)), unseen };
  }

  /** Answers a folder that is to be looked into. */
  private async visit(entry: Dirent, { path: above, depth }: Place): Promise<Place | null> {
    const path = `${above}/${entry.name}`;
    if (entry.name.includes('\uFFFD') && statusOf(path) === undefined)
      this.miss(`a name that is no UTF-8 in ${below(this.folder, above)}`);
    else if (isInstructing(entry.name)) this.note(path, entry);
    else if (entry.isFile() && this.hardLinks) this.countNames(path);
    else if (entry.isDirectory() && entry.name === 'node_modules') await this.lookAtPackages(path);
    else if (entry.isDirectory() && depth < this.bounds.depth) return { path, depth: depth + 1 };
    else if (entry.isDirectory()) this.miss(`more than ${this.bounds.depth} folders in each other`);
    return null;
  }

  private note(path: string, entry: Dirent): void {
    const isLink = entry.isSymbolicLink();
    if (isLink) {
      const identity = identityOf(path);
      if (identity !== null) this.links.set(relative(this.folder, path), `${identity} ${targetOf(path)}`);
    } else if (entry.isFile() || entry.isDirectory()) this.keep(path);
    for (const target of leadsTo(path, { folder: this.folder, isLink })) this.keep(target);
  }

  private keep(path: string): boolean {
    const identity = path === this.folder ? null : identityOf(path);
    if (identity !== null) this.kept.set(relative(this.folder, path), identity);
    return identity !== null;
  }

  private countNames(path: string): void {
    const status = statusOf(path);
    if (status === undefined || status.nlink < 2 || !status.isFile()) return;
    const key = `${status.dev}:${status.ino}`;
    const known = this.several.get(key);
    if (known === undefined) this.several.set(key, { paths: [path], names: status.nlink });
    else known.paths.push(path);
  }

  /** What is too much to be looked at counts as holding one. */
  private async lookAtPackages(path: string): Promise<void> {
    if (!this.hardLinks) return;
    const places = [path];
    for (const place of places) {
      const inside = listOf(place);
      await this.pauseWhenDue(inside.length + 1);
      if (inside === 'gone') continue;
      this.packageEntries += inside.length;
      if (
        inside === 'closed' ||
        this.packageEntries > this.bounds.packages ||
        inside.some((one) => hasMore(place, one))
      ) {
        this.packages.push(path);
        return;
      }
      for (const entry of inside) if (entry.isDirectory()) places.push(`${place}/${entry.name}`);
    }
  }

  private async pauseWhenDue(entries: number): Promise<void> {
    this.sinceTurn += entries;
    if (this.sinceTurn < TURN_ENTRIES) return;
    this.sinceTurn = 0;
    await nextTurn();
  }

  private miss(what: string): void {
    if (this.unseen.length < 10 && !this.unseen.includes(what)) this.unseen.push(what);
  }
}

function hasMore(above: string, entry: Dirent): boolean {
  if (entry.name.includes('\uFFFD')) return true;
  if (!entry.isFile()) return false;
  return (statusOf(`${above}/${entry.name}`)?.nlink ?? 0) > 1;
}

/** What a name in a folder is known by, also when the folder is moved: nothing that is mounted there can be replaced under it. */
function identityOf(path: string): string | null {
  const above = statusOf(dirname(path));
  return above === undefined ? null : `${above.dev}:${above.ino}/${path.slice(path.lastIndexOf('/') + 1)}`;
}

function listOf(path: string): Dirent[] | 'closed' | 'gone' {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'gone' : 'closed';
  }
}

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function below(folder: string, path: string): string {
  return path === folder ? 'its top' : JSON.stringify(relative(folder, path));
}
