import { fstatSync, type Stats } from 'node:fs';
import { entryPathProblem, foldersAbove } from '../../core/workspace/entry-path.ts';
import { errnoOf } from './files-failure.ts';
import { type KnownFolder, type KnownLeaf, newFolder } from './known-tree.ts';
import { notReadable, tooLarge } from './left-out-reasons.ts';
import { isSameStamp, isSettledAt, toStamp } from './read-leaf.ts';
import { FolderMoved, glance, namesIn, openRootPlace, type Place, pathIn, placeIn, statIn } from './walk-place.ts';
import { count, leaveOut, recordEntry, recordGone, recordMode, type Walk } from './walk-record.ts';

const ATTEMPTS = 3;
const PERMISSIONS = 0o7777;
/** What the system says of an entry that it cannot give. */
const BROKEN: readonly string[] = [
  'EIO',
  'ESTALE',
  'ENAMETOOLONG',
  'EOVERFLOW',
  'EUCLEAN',
  'ENODEV',
  'EBUSY',
  'ETXTBSY',
];

/** One name of a folder on the way: where it is, and what is known of the folder. */
type Spot = {
  readonly parent: Place;
  readonly folder: KnownFolder;
  readonly name: string;
  readonly path: string;
  /** Asked for by its path: then it may lie on another file system than the root, and the walk goes on in that. */
  readonly isNamed?: boolean;
};

/**
 * Brings what is known of a workspace up to date, and puts on record what changed.
 *
 * Looks at everything that is not excluded, or at some paths only: each with all that is below it, and with the folders above
 * it. Never follows a link, never leaves the root, nor the file system of what it was asked for. What cannot be kept is left out with its reason, and what
 * was known of it stays.
 */
export async function walkWorkspace(walk: Walk, tree: KnownFolder, paths: readonly string[] | null): Promise<void> {
  const root = openRootPlace(walk.realPath);
  try {
    if (paths === null) await walkFolder(walk, root, { folder: tree, stat: null });
    else for (const path of outermost(paths)) await walkPath(walk, { root, tree, path });
  } finally {
    root.close();
  }
}

/** The paths that lie below none of the others. */
function outermost(paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  return [...all].filter((path) => !foldersAbove(path).some((above) => all.has(above)));
}

async function walkPath(
  walk: Walk,
  { root, tree, path }: { readonly root: Place; readonly tree: KnownFolder; readonly path: string },
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const places: Place[] = [];
    try {
      return await descend(walk, { root, tree, names: path.split('/'), places });
    } catch (error) {
      if (!(error instanceof FolderMoved)) throw error;
    } finally {
      for (const place of places.reverse()) place.close();
    }
  }
  leaveOut(walk, path, { why: 'the folders above it keep changing' });
}

async function descend(
  walk: Walk,
  {
    root,
    tree,
    names,
    places,
  }: { readonly root: Place; readonly tree: KnownFolder; readonly names: readonly string[]; readonly places: Place[] },
): Promise<void> {
  let [parent, folder] = [root, tree];
  for (const name of names.slice(0, -1)) {
    const spot = { parent, folder, name, path: pathIn(parent, name) };
    const stat = statOrLeaveOut(walk, { ...spot, isNamed: true });
    if (stat === 'left out') return;
    if (stat === null || !stat.isDirectory()) return visit(walk, { ...spot, isNamed: true });
    folder = seeFolder(walk, spot, stat);
    parent = placeIn(parent, name);
    places.push(parent);
  }
  const name = names.at(-1) ?? '';
  return visit(walk, { parent, folder, name, path: pathIn(parent, name), isNamed: true });
}

/** Looks at everything in a folder. Raises `FolderMoved` where it is no longer there. */
async function walkFolder(
  walk: Walk,
  place: Place,
  { folder, stat }: { readonly folder: KnownFolder; readonly stat: Stats | null },
): Promise<void> {
  const names = listFolder(walk, place, { folder, stat });
  if (names === null) return;
  const prefix = place.path === '' ? '' : `${place.path}/`;
  for (const name of names) {
    const path = prefix + name;
    const known = folder.entries.get(name);
    const why = walk.findExclusion(path, {
      isKnown: known !== undefined,
      isBeside: (other) => names.includes(other),
    });
    if (why !== null) leaveOut(walk, path, { why, isRule: true });
    else if (known !== undefined && known.kind !== 'folder' && isUntouched(walk, path, known)) count(walk, known);
    else await visit(walk, { parent: place, folder, name, path });
    const pause = walk.pauseWhenDue();
    if (pause !== null) await pause;
  }
}

function isUntouched(walk: Walk, path: string, known: KnownLeaf): boolean {
  if (!known.isSettled || walk.mounts.has(path)) return false;
  const stat = glance(`${walk.realPath}/${path}`);
  return (
    stat !== null && isSameStamp(toStamp(stat), known.stamp) && walk.sizeBytes + stat.size <= walk.bounds.maxTotalBytes
  );
}

/** The names in a folder, of those known the ones that are gone put on record; null where it was left out. */
function listFolder(
  walk: Walk,
  place: Place,
  { folder, stat }: { readonly folder: KnownFolder; readonly stat: Stats | null },
): readonly string[] | null {
  const known = folder.listing;
  if (known !== null && stat !== null && isSameStamp(known.stamp, toStamp(stat))) return known.names;
  folder.listing = null;
  const startedMs = Date.now();
  const own = fstatSync(place.handle());
  if (own.size > walk.bounds.maxListingBytes) return tooMany(walk, place);
  const names = namesIn(place);
  if (walk.entryCount + names.length > walk.bounds.maxEntries) return tooMany(walk, place);
  const present = new Set(names);
  for (const name of [...folder.entries.keys()])
    if (!present.has(name)) recordGone(walk, { folder, name, path: pathIn(place, name) });
  const stamp = toStamp(own);
  if (walk.trustsFolderTimes && isSettledAt(stamp, startedMs)) folder.listing = { names, stamp };
  return names;
}

function tooMany(walk: Walk, place: Place): null {
  leaveOut(walk, place.path, {
    why: `the snapshot would hold more than ${walk.bounds.maxEntries} entries`,
    extent: 'inside',
  });
  return null;
}

/** Looks at one name anew, and again where it changes meanwhile. Raises `FolderMoved` where its folder is no longer there. */
async function visit(walk: Walk, spot: Spot): Promise<void> {
  const { entryCount, sizeBytes } = walk;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    Object.assign(walk, { entryCount, sizeBytes });
    const stat = statOrLeaveOut(walk, spot);
    if (stat === 'left out') return;
    if (stat === null) return recordGone(walk, spot);
    try {
      const isDone = stat.isDirectory() ? await visitFolder(walk, spot, stat) : visitLeaf(walk, spot, stat);
      if (isDone) return;
    } catch (error) {
      // Where the folder above is the one that moved, looking again raises it anew, for whoever visits that.
      if (!(error instanceof FolderMoved)) return leaveOut(walk, spot.path, { why: unreadable(error) });
    }
  }
  leaveOut(walk, spot.path, { why: 'it keeps changing while it is read' });
}

/** What stands at a name; null for nothing. What may not be kept whatever it holds is left out here. */
function statOrLeaveOut(walk: Walk, spot: Spot): Stats | null | 'left out' {
  const why = ((): string | Stats | null => {
    try {
      const stat = statIn(spot.parent, spot.name);
      if (stat === null) return null;
      if (spot.isNamed === true) walk.dev = stat.dev;
      else if (stat.dev !== walk.dev || walk.mounts.has(spot.path)) return 'another file system is mounted there';
      const kind = unkeptKind(stat);
      if (kind !== null) return `it is ${kind}`;
      const problem = spot.folder.entries.has(spot.name) ? null : entryPathProblem(spot.path);
      return problem === null ? stat : `its path is not one that can be kept: ${problem}`;
    } catch (error) {
      if (error instanceof FolderMoved) throw error;
      return unreadable(error);
    }
  })();
  if (typeof why !== 'string') return why;
  leaveOut(walk, spot.path, { why });
  return 'left out';
}

async function visitFolder(walk: Walk, spot: Spot, stat: Stats): Promise<boolean> {
  const folder = seeFolder(walk, spot, stat);
  count(walk, null);
  const place = placeIn(spot.parent, spot.name);
  try {
    await walkFolder(walk, place, { folder, stat });
  } catch (error) {
    leaveOut(walk, spot.path, { why: unreadable(error), extent: 'inside' });
  } finally {
    place.close();
  }
  return true;
}

/** The folder at a name as it is known from now on. */
function seeFolder(walk: Walk, spot: Spot, stat: Stats): KnownFolder {
  const known = spot.folder.entries.get(spot.name);
  const mode = stat.mode & PERMISSIONS;
  if (known?.kind === 'folder') {
    recordMode(walk, spot.path, { folder: known, mode });
    return known;
  }
  const folder = newFolder(mode);
  recordEntry(walk, spot, folder);
  return folder;
}

/** False where it changed while it was read. */
function visitLeaf(walk: Walk, spot: Spot, stat: Stats): boolean {
  const known = spot.folder.entries.get(spot.name);
  if (stat.isFile() && walk.sizeBytes + stat.size > walk.bounds.maxTotalBytes) {
    leaveOut(walk, spot.path, { why: `the snapshot would hold more than ${walk.bounds.maxTotalBytes} bytes` });
    return true;
  }
  const kind = stat.isFile() ? 'file' : 'link';
  if (known?.kind === kind && known.isSettled && isSameStamp(known.stamp, toStamp(stat))) {
    count(walk, known);
    return true;
  }
  const read = walk.reader[kind](spot.parent, spot.name);
  if (!read.ok) {
    if (read.why === 'too large') leaveOut(walk, spot.path, { why: tooLarge(walk.bounds.maxFileBytes) });
    return read.why === 'too large';
  }
  const { content, stamp, mode, isSettled } = read;
  const leaf: KnownLeaf = { kind, mode, content: walk.keep(content), sizeBytes: content.length, stamp, isSettled };
  recordEntry(walk, spot, leaf);
  count(walk, leaf);
  return true;
}

function unkeptKind(stat: Stats): string | null {
  if (stat.isFile() || stat.isDirectory() || stat.isSymbolicLink()) return null;
  if (stat.isFIFO()) return 'a named pipe';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}

/** Raises again what is not the entry's own fault: a full store, a process with too many open files. */
function unreadable(error: unknown): string {
  const errno = errnoOf(error);
  if (errno === 'EACCES' || errno === 'EPERM') return notReadable();
  if (BROKEN.includes(errno)) return `it cannot be read (${errno})`;
  throw error;
}
