import type { Effect, EffectClass } from '../effect/effect.ts';
import { foldPath } from '../path/fold-path.ts';

/**
 * What a call touches, as far as it matters for what may run beside it.
 *
 * Trees are folded paths that end in a slash: each stands for the path and everything below it.
 */
export type Footprint = {
  /** It could touch anything: nothing runs beside it. */
  readonly isAlone: boolean;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly hosts: readonly string[];
};

/** More effects than this are not compared one by one: such a call runs alone. */
const MAX_COMPARED = 32;

/** Any file at all. */
const EVERYWHERE = '/';

const READS: ReadonlySet<EffectClass> = new Set(['file.read', 'secret.read']);
const WRITES: ReadonlySet<EffectClass> = new Set([
  'file.write',
  'file.delete',
  'file.metadata',
  'ci.modify',
  'config.modify',
]);
const CONTACTS: ReadonlySet<EffectClass> = new Set(['net.connect', 'net.fetch']);
/** Reads what is no file and no host. */
const APART: ReadonlySet<EffectClass> = new Set(['db.read', 'model.call']);

/**
 * Reduces the effects of a call to what it touches.
 *
 * Reading where the place is not known touches every file. Anything but reading, changing files at known paths and
 * fetching from a known host is alone: a program, opaque text, a message, a deployment, what is unknown.
 */
export function footprintOf(effects: readonly Effect[]): Footprint {
  const reads = new Set<string>();
  const writes = new Set<string>();
  const hosts = new Set<string>();
  let isAlone = effects.length > MAX_COMPARED;
  for (const effect of effects) {
    const { class: effectClass, resource } = effect;
    const tree = treeOf(effect);
    if (READS.has(effectClass)) reads.add(tree ?? EVERYWHERE);
    else if (WRITES.has(effectClass) && tree !== null) writes.add(tree);
    else if (CONTACTS.has(effectClass) && resource.kind === 'host') hosts.add(resource.value);
    else if (!APART.has(effectClass)) isAlone = true;
  }
  return isAlone ? ALONE : { isAlone, reads: [...reads], writes: [...writes], hosts: [...hosts] };
}

const ALONE: Footprint = { isAlone: true, reads: [], writes: [], hosts: [] };

/**
 * Tells whether two calls may get into each other's way, in either order. Symmetric.
 *
 * They do when one of them is alone, when one changes a path that is, holds or lies below a path the other reads or
 * changes, and when both contact the same host.
 */
export function collide(first: Footprint, second: Footprint): boolean {
  return (
    first.isAlone ||
    second.isAlone ||
    overlap(first.writes, second.writes) ||
    overlap(first.writes, second.reads) ||
    overlap(first.reads, second.writes) ||
    first.hosts.some((host) => second.hosts.includes(host))
  );
}

function overlap(first: readonly string[], second: readonly string[]): boolean {
  return first.some((one) => second.some((other) => one.startsWith(other) || other.startsWith(one)));
}

/** The tree a path stands for; of a pattern, the folder above its first wildcard. Null where no path is known. */
function treeOf({ resource, marks }: Effect): string | null {
  if (resource.kind !== 'path' || marks.includes('unresolved')) return null;
  const path = foldPath(resource.value);
  const wildcard = firstWildcard(path);
  const known = wildcard < 0 ? path : path.slice(0, path.lastIndexOf('/', wildcard));
  return known.endsWith('/') ? known : `${known}/`;
}

function firstWildcard(path: string): number {
  for (let index = 0; index < path.length; index++) {
    if ('*?[{'.includes(path.charAt(index))) return index;
  }
  return -1;
}
