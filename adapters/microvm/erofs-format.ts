/**
 * The bytes of an EROFS file system without compression (Linux `fs/erofs/erofs_fs.h`, kernel 5.4 and later): a superblock, then
 * inodes of 64 bytes with small contents right behind them, then the contents of larger files in whole blocks.
 */
export const BLOCK_BYTES = 4096;
const BLOCK_BITS = 12;
const MAGIC = 0xe0f5e1e2;
const SUPERBLOCK_AT = 1024;
const INODE_BYTES = 64;
const SLOT_BYTES = 32;
const EXTENDED = 1;
const LAYOUT_PLAIN = 0;
const LAYOUT_INLINE = 2;

const SECOND_NS = 1_000_000_000n;

/** Contents of at most this size lie behind their inode. */
export const INLINE_BYTES = 2048;
/** The first inode's block. */
export const META_BLOCK = 1;

export const FILE_TYPES = { file: 1, folder: 2, link: 7 } as const;
export type NodeKind = keyof typeof FILE_TYPES;
const MODE_BITS = { file: 0o100000, folder: 0o040000, link: 0o120000 } as const satisfies Record<NodeKind, number>;

/** Where an inode lies, and what it says. */
export type Inode = {
  readonly kind: NodeKind;
  readonly permissions: number;
  readonly sizeBytes: number;
  readonly number: number;
  readonly userId: number;
  readonly groupId: number;
  readonly modifiedNs: bigint;
  readonly links: number;
  /** The first block of its contents; null where they lie behind it. */
  readonly block: number | null;
};

/** Writes 64 bytes at a place. */
export function writeInode(into: Buffer, { at, inode }: { readonly at: number; readonly inode: Inode }): void {
  const layout = inode.block === null ? LAYOUT_INLINE : LAYOUT_PLAIN;
  const modifiedNs = inode.modifiedNs < 0n ? 0n : inode.modifiedNs;
  into.writeUInt16LE(EXTENDED | (layout << 1), at);
  into.writeUInt16LE(MODE_BITS[inode.kind] | (inode.permissions & 0o777), at + 4);
  into.writeBigUInt64LE(BigInt(inode.sizeBytes), at + 8);
  into.writeUInt32LE(inode.block ?? 0, at + 16);
  into.writeUInt32LE(inode.number, at + 20);
  into.writeUInt32LE(inode.userId, at + 24);
  into.writeUInt32LE(inode.groupId, at + 28);
  into.writeBigUInt64LE(modifiedNs / SECOND_NS, at + 32);
  into.writeUInt32LE(Number(modifiedNs % SECOND_NS), at + 40);
  into.writeUInt32LE(inode.links, at + 44);
}

/** The first block of an image. The root's inode is the first one. */
export function superblock({ inodes, blocks }: { readonly inodes: number; readonly blocks: number }): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.writeUInt32LE(MAGIC, SUPERBLOCK_AT);
  block.writeUInt8(BLOCK_BITS, SUPERBLOCK_AT + 12);
  block.writeBigUInt64LE(BigInt(inodes), SUPERBLOCK_AT + 16);
  block.writeUInt32LE(blocks, SUPERBLOCK_AT + 36);
  block.writeUInt32LE(META_BLOCK, SUPERBLOCK_AT + 40);
  return block;
}

/** Gives every inode its place among those before, so that what lies behind it ends in the same block. */
export class InodePlaces {
  #nextByte = 0;

  /** The byte below the first inode's; what is asked for must be taken in this order. */
  take(inlineBytes: number): number {
    const length = INODE_BYTES + inlineBytes;
    const left = BLOCK_BYTES - (this.#nextByte % BLOCK_BYTES);
    if (length > left) this.#nextByte += left;
    const at = this.#nextByte;
    this.#nextByte += Math.ceil(length / SLOT_BYTES) * SLOT_BYTES;
    return at;
  }

  get blocks(): number {
    return Math.ceil(this.#nextByte / BLOCK_BYTES);
  }
}

export function contentsAt(inodeAt: number): number {
  return inodeAt + INODE_BYTES;
}

export type DirectoryEntry = { readonly name: Buffer; readonly kind: NodeKind; readonly inodeAt: number };
const ENTRY_BYTES = 12;

/** The size of a folder's contents; its entries, `.` and `..` among them, are sorted by their bytes. */
export function directoryBytes(names: readonly Buffer[]): number {
  const blocks = splitByBlock(names);
  const last = blocks.at(-1) ?? [];
  return (blocks.length - 1) * BLOCK_BYTES + last.reduce((sum, name) => sum + ENTRY_BYTES + name.length, 0);
}

/** A folder's contents: in each block the entries, then their names; where each inode lies must be known by now. */
export function directory(entries: readonly DirectoryEntry[]): Buffer {
  const result = Buffer.alloc(directoryBytes(entries.map(({ name }) => name)));
  let index = 0;
  for (const [number, names] of splitByBlock(entries.map(({ name }) => name)).entries()) {
    const start = number * BLOCK_BYTES;
    let nameAt = names.length * ENTRY_BYTES;
    for (const [position, name] of names.entries()) {
      const entry = entries[index];
      index += 1;
      if (entry === undefined) break;
      const at = start + position * ENTRY_BYTES;
      result.writeBigUInt64LE(BigInt(entry.inodeAt / SLOT_BYTES), at);
      result.writeUInt16LE(nameAt, at + 8);
      result.writeUInt8(FILE_TYPES[entry.kind], at + 10);
      name.copy(result, start + nameAt);
      nameAt += name.length;
    }
  }
  return result;
}

function splitByBlock(names: readonly Buffer[]): readonly (readonly Buffer[])[] {
  const blocks: Buffer[][] = [[]];
  let used = 0;
  for (const name of names) {
    const length = ENTRY_BYTES + name.length;
    if (used + length > BLOCK_BYTES) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)?.push(name);
    used += length;
  }
  return blocks;
}
