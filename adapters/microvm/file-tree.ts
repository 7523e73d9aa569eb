import { createHash } from 'node:crypto';
import { type BigIntStats, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import type { NodeKind } from './erofs-format.ts';

/** A part of an image: a file, folder or link of this machine, at a place of the image. */
export type TreePart = { readonly from: string; readonly at: string };

export type TreeSpec = {
  readonly parts: readonly TreePart[];
  /** Empty folders that are made where nothing is. */
  readonly folders: readonly string[];
  /** Never gone into nor taken, each absolute. */
  readonly without: readonly string[];
  /** To whom everything belongs in the image. */
  readonly userId: number;
  readonly groupId: number;
};

export type TreeNode = {
  readonly kind: NodeKind;
  readonly source: string;
  readonly permissions: number;
  readonly sizeBytes: number;
  /** Since 1970. */
  readonly modifiedNs: bigint;
  /** A link's target. */
  readonly target: string;
  /** The same for all names of one file; null where it has one name. */
  readonly same: string | null;
  readonly children: Map<string, TreeNode>;
};

/** More files than a machine's system or a project has; a tree that grows for ever ends here. */
const MAX_NODES = 2_000_000;
const MAX_DEPTH = 200;

/** What was found: the root, and a digest that differs where a name, a size, a time, a mode or a file differs. */
export type FileTree = { readonly root: TreeNode; readonly digest: string; readonly nodes: number };

/**
 * Reads names and properties, no contents. Pipes, sockets and devices are left out, and so is what may not be looked at. Never
 * follows a link. Raises where a tree has more than 2,000,000 entries.
 */
export function readTree({ parts, folders, without }: TreeSpec): FileTree {
  const walk: Walk = { hash: createHash('sha256'), nodes: 0, without: new Set(without) };
  const root = emptyFolder();
  for (const path of folders) folderAt(root, path.split('/').filter(Boolean));
  for (const { from, at } of parts) {
    const names = at.split('/').filter(Boolean);
    walk.hash.update(`part\0${at}\0`);
    const node = nodeOf(from, { walk, depth: 0 });
    if (node === null) continue;
    const name = names.pop();
    if (name === undefined) for (const [child, its] of node.children) root.children.set(child, its);
    else folderAt(root, names).children.set(name, node);
  }
  for (const path of folders) walk.hash.update(`folder\0${path}\0`);
  return { root, digest: walk.hash.digest('hex'), nodes: walk.nodes };
}

type Walk = { readonly hash: ReturnType<typeof createHash>; nodes: number; readonly without: ReadonlySet<string> };

/** A walk, and how many folders deep it is. */
type At = { readonly walk: Walk; readonly depth: number };

function nodeOf(source: string, { walk, depth }: At): TreeNode | null {
  if (walk.without.has(source)) return null;
  const stats = statsOf(source);
  const kind = stats === null ? null : kindOf(stats);
  if (stats === null || kind === null) return null;
  walk.nodes += 1;
  if (walk.nodes > MAX_NODES || depth > MAX_DEPTH)
    throw new Error(
      `read ${source}: found more than ${MAX_NODES} entries or ${MAX_DEPTH} folders in each other, want fewer`,
    );
  const target = kind === 'link' ? linkOf(source) : '';
  const { mode, size, mtimeNs, ctimeNs, ino, dev, nlink } = stats;
  walk.hash.update(`${source}\0${mode} ${kind === 'folder' ? 0 : size} ${mtimeNs} ${ctimeNs} ${ino} ${target}\0`);
  return {
    kind,
    source,
    permissions: Number(mode & 0o777n),
    sizeBytes: kind === 'link' ? Buffer.byteLength(target) : Number(size),
    modifiedNs: mtimeNs,
    target,
    same: kind === 'file' && nlink > 1n ? `${dev}:${ino}` : null,
    children: kind === 'folder' ? childrenOf(source, { walk, depth: depth + 1 }) : new Map(),
  };
}

function childrenOf(source: string, at: At): Map<string, TreeNode> {
  const children = new Map<string, TreeNode>();
  for (const name of namesIn(source)) {
    const child = nodeOf(source === '/' ? `/${name}` : `${source}/${name}`, at);
    if (child !== null) children.set(name, child);
  }
  return children;
}

function folderAt(root: TreeNode, names: readonly string[]): TreeNode {
  let folder = root;
  for (const name of names) {
    const known = folder.children.get(name);
    const next = known?.kind === 'folder' ? known : emptyFolder();
    folder.children.set(name, next);
    folder = next;
  }
  return folder;
}

function emptyFolder(): TreeNode {
  return {
    kind: 'folder',
    source: '',
    permissions: 0o755,
    sizeBytes: 0,
    modifiedNs: 0n,
    target: '',
    same: null,
    children: new Map(),
  };
}

function kindOf(stats: BigIntStats): NodeKind | null {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : null;
}

function statsOf(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch {
    return null;
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
