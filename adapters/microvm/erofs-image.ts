import { closeSync, constants, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import {
  BLOCK_BYTES,
  contentsAt,
  directory,
  directoryBytes,
  INLINE_BYTES,
  InodePlaces,
  META_BLOCK,
  superblock,
  writeInode,
} from './erofs-format.ts';
import type { TreeNode, TreeSpec } from './file-tree.ts';

/** A file, folder or link with its place in the image. */
type Placed = {
  readonly node: TreeNode;
  readonly parent: TreeNode;
  readonly sizeBytes: number;
  readonly inodeAt: number;
  readonly number: number;
  /** Names of the same file. */
  links: number;
  /** Where its contents begin; null where they lie behind the inode. */
  block: number | null;
};

type Places = {
  readonly all: readonly Placed[];
  readonly byNode: ReadonlyMap<TreeNode, Placed>;
  readonly metaBlocks: number;
};

/**
 * Writes a tree as an EROFS image into an open, empty file, and answers its size. A file that became shorter since the tree was
 * read ends in zeros; one that became longer is cut; one that cannot be read is zeros, and nobody may open it.
 */
export function writeErofs(
  file: number,
  { root, owner }: { readonly root: TreeNode; readonly owner: Pick<TreeSpec, 'userId' | 'groupId'> },
): number {
  const places = placesOf(root);
  let next = META_BLOCK + places.metaBlocks;
  for (const one of places.all) {
    if (one.sizeBytes <= INLINE_BYTES) continue;
    one.block = next;
    next += Math.ceil(one.sizeBytes / BLOCK_BYTES);
  }
  writeWhole(file, superblock({ inodes: places.all.length, blocks: next }), 0);
  writeInodes(file, { places, owner });
  for (const one of places.all) if (one.block !== null) writeBlocks(file, { one, places });
  ftruncateSync(file, next * BLOCK_BYTES);
  return next * BLOCK_BYTES;
}

/** Breadth first, so that the root is the first inode; a file of several names has one. */
function placesOf(root: TreeNode): Places {
  const inodes = new InodePlaces();
  const byNode = new Map<TreeNode, Placed>();
  const byFile = new Map<string, Placed>();
  const all: Placed[] = [];
  const queue: [TreeNode, TreeNode][] = [[root, root]];
  for (let index = 0; index < queue.length; index += 1) {
    const [node, parent] = queue[index] ?? [root, root];
    const same = node.same === null ? undefined : byFile.get(node.same);
    if (same !== undefined) {
      same.links += 1;
      byNode.set(node, same);
      continue;
    }
    const sizeBytes = node.kind === 'folder' ? directoryBytes(namesOf(node).map(([name]) => name)) : node.sizeBytes;
    const inodeAt = inodes.take(sizeBytes <= INLINE_BYTES ? sizeBytes : 0);
    const placed: Placed = { node, parent, sizeBytes, inodeAt, number: all.length + 1, links: 1, block: null };
    all.push(placed);
    byNode.set(node, placed);
    if (node.same !== null) byFile.set(node.same, placed);
    for (const child of node.children.values()) queue.push([child, node]);
  }
  return { all, byNode, metaBlocks: inodes.blocks };
}

/** A folder's names in the order of their bytes, `.` and `..` among them; null stands for these. */
function namesOf(folder: TreeNode): readonly (readonly [Buffer, TreeNode | null])[] {
  const names: [Buffer, TreeNode | null][] = [...folder.children].map(([name, child]) => [Buffer.from(name), child]);
  names.push([Buffer.from('.'), null], [Buffer.from('..'), null]);
  return names.sort(([one], [other]) => Buffer.compare(one, other));
}

/** Inodes, and the small contents behind them, in pieces of the image. */
function writeInodes(
  file: number,
  { places, owner }: { readonly places: Places; readonly owner: Pick<TreeSpec, 'userId' | 'groupId'> },
): void {
  const piece = Buffer.alloc(PIECE_BYTES);
  let pieceAt = 0;
  for (const one of places.all) {
    while (one.inodeAt >= pieceAt + PIECE_BYTES) {
      writeWhole(file, piece, META_BLOCK * BLOCK_BYTES + pieceAt);
      piece.fill(0);
      pieceAt += PIECE_BYTES;
    }
    const at = one.inodeAt - pieceAt;
    const contents = one.block === null ? smallContents(one, places) : Buffer.alloc(0);
    contents?.copy(piece, contentsAt(at));
    const { kind, permissions, modifiedNs } = one.node;
    const inode = {
      kind,
      modifiedNs,
      sizeBytes: one.sizeBytes,
      number: one.number,
      links: one.links,
      block: one.block,
    };
    writeInode(piece, { at, inode: { ...inode, ...owner, permissions: contents === null ? 0 : permissions } });
  }
  writeWhole(file, piece, META_BLOCK * BLOCK_BYTES + pieceAt);
}

/** A multiple of the block size, so that no inode lies in two pieces. */
const PIECE_BYTES = 256 * BLOCK_BYTES;

/** Null where it cannot be read. */
function smallContents(one: Placed, places: Places): Buffer | null {
  if (one.node.kind === 'folder') return folderContents(one, places);
  if (one.node.kind === 'link') return Buffer.from(one.node.target);
  if (one.sizeBytes === 0) return Buffer.alloc(0);
  const contents = Buffer.alloc(one.sizeBytes);
  return withFile(one.node.source, (source) => void readPiece(source, { into: contents, length: one.sizeBytes, at: 0 }))
    ? contents
    : null;
}

function folderContents(one: Placed, { byNode }: Places): Buffer {
  const entries = namesOf(one.node).map(([name, child]) => {
    const of = child ?? (name.length === 1 ? one.node : one.parent);
    return { name, kind: of.kind, inodeAt: byNode.get(of)?.inodeAt ?? 0 };
  });
  return directory(entries);
}

function writeBlocks(file: number, { one, places }: { readonly one: Placed; readonly places: Places }): void {
  const start = (one.block ?? 0) * BLOCK_BYTES;
  if (one.node.kind !== 'file') {
    writeWhole(file, smallContents(one, places) ?? Buffer.alloc(0), start);
    return;
  }
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, one.sizeBytes));
  withFile(one.node.source, (source) => {
    for (let done = 0; done < one.sizeBytes; ) {
      const length = readPiece(source, { into: piece, length: Math.min(piece.length, one.sizeBytes - done), at: done });
      if (length === 0) return;
      writeWhole(file, piece.subarray(0, length), start + done);
      done += length;
    }
  });
}

function withFile(path: string, use: (file: number) => void): boolean {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return false;
  }
  try {
    use(file);
    return true;
  } finally {
    closeSync(file);
  }
}

/** How much could be read; nothing where reading fails. */
function readPiece(
  source: number,
  { into, length, at }: { readonly into: Buffer; readonly length: number; readonly at: number },
): number {
  try {
    return readSync(source, into, 0, length, at);
  } catch {
    return 0;
  }
}

function writeWhole(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}
