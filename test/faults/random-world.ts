import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import type { Seeded } from '../simulation/seeded.ts';

/** What stands at every path of a folder; every folder on the way is named. */
export type World = ReadonlyMap<string, EntryState>;

const NAMES = ['a', 'a-b', 'B', 'b', 'ü'];
const FILE_MODES = [0o644, 0o600, 0o755, 0o444, 0o640];
const FOLDER_MODES = [0o755, 0o700, 0o750];
const TARGETS = ['a', '..', 'nowhere', '/', '../outside'];
const MAX_BYTES = 3_000;

/** A world one to eight steps away from another. Contents that it needs are given to `put`. */
export function mutate(world: World, random: Seeded, put: (content: Buffer) => string): World {
  const next = new Map(world);
  const steps = 1 + random.below(8);
  for (let step = 0; step < steps; step++) {
    const path = Array.from({ length: 1 + random.below(3) }, () => random.pick(NAMES)).join('/');
    const state = randomState(random, put);
    if (state.kind !== 'folder')
      for (const below of [...next.keys()]) if (below.startsWith(`${path}/`)) next.delete(below);
    if (state.kind === 'absent') {
      next.delete(path);
      continue;
    }
    next.set(path, state);
    const names = path.split('/');
    for (let depth = 1; depth < names.length; depth++) {
      const above = names.slice(0, depth).join('/');
      if (next.get(above)?.kind !== 'folder') next.set(above, { kind: 'folder', mode: random.pick(FOLDER_MODES) });
    }
  }
  return next;
}

/** The changes that lead from one world to another, by path. */
export function changesBetween(from: World, to: World): readonly EntryChange[] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .sort()
    .map((path) => ({ path, before: from.get(path) ?? ABSENT, after: to.get(path) ?? ABSENT }))
    .filter(({ before, after }) => !isSameState(before, after));
}

/** Builds a world in an empty folder. */
export function build(root: string, world: World, get: (sha256: string) => Buffer): void {
  const paths = [...world.keys()].sort();
  for (const path of paths) {
    const state = world.get(path);
    if (state?.kind === 'folder') mkdirSync(join(root, path));
    if (state?.kind === 'link') symlinkSync(state.target, join(root, path));
    if (state?.kind === 'file') writeFileSync(join(root, path), get(state.sha256));
  }
  for (const path of paths.reverse()) {
    const state = world.get(path);
    if (state?.kind === 'folder' || state?.kind === 'file') chmodSync(join(root, path), state.mode);
  }
}

/** Reads everything in a folder with nothing but plain system calls: a second opinion on what the gateway says. */
export function readWorld(root: string, below = ''): World {
  const world = new Map<string, EntryState>();
  for (const name of readdirSync(join(root, below))) {
    const path = below === '' ? name : `${below}/${name}`;
    const full = join(root, path);
    const stat = lstatSync(full);
    const mode = stat.mode & 0o7777;
    if (stat.isSymbolicLink()) world.set(path, { kind: 'link', target: readlinkSync(full) });
    else if (stat.isDirectory()) {
      world.set(path, { kind: 'folder', mode });
      for (const [inner, state] of readWorld(root, path)) world.set(inner, state);
    } else {
      const content = readFileSync(full);
      world.set(path, { kind: 'file', mode, sha256: digest(content), sizeBytes: content.length });
    }
  }
  return world;
}

/** Whether two worlds are the same in every path, content, permission and link. */
export function isSameWorld(one: World, other: World): boolean {
  return one.size === other.size && changesBetween(one, other).length === 0;
}

export function digest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function randomState(random: Seeded, put: (content: Buffer) => string): EntryState {
  const kind = random.pickWeighted({ file: 6, link: 2, folder: 2, absent: 3 });
  if (kind === 'absent') return ABSENT;
  if (kind === 'link') return { kind, target: random.pick(TARGETS) };
  if (kind === 'folder') return { kind, mode: random.pick(FOLDER_MODES) };
  const content = Buffer.alloc(random.below(MAX_BYTES), `${random.below(1_000)} `);
  return { kind, mode: random.pick(FILE_MODES), sha256: put(content), sizeBytes: content.length };
}
