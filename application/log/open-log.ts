import { EMPTY_FRONTIER, type Frontier, frontierRoot, growFrontier, type TileCell } from '../../core/audit/frontier.ts';
import { type MerkleHash, merkleHexHash } from '../../core/audit/merkle.ts';
import type { VerifySignature } from '../../core/audit/signature.ts';
import { trustCheckpoint } from '../../core/audit/trust-checkpoint.ts';
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import type { HexHashFunction } from '../../core/hash.ts';
import type { LedgerStore, ScannedEntry, StoredHead } from '../../ports/ledger-store.ts';
import type { LogSigner } from '../../ports/log-signer.ts';
import { GatewayError } from '../gateway-error.ts';

/** Entries read at a time: few enough that they are gone before the collector of a small nursery would keep them. */
const PAGE = 128;

/** A log that was found whole, and where it ends. */
export type OpenedLog = { readonly frontier: Frontier; readonly head: StoredHead | null; readonly lastAtMs: number };

type OpenLogPorts = {
  readonly ledger: LedgerStore;
  readonly hashHex: HexHashFunction;
  readonly verifySignature: VerifySignature;
  readonly logSigner: LogSigner;
  /** Told the text of every entry in order, once it was found unchanged. */
  readonly see?: (text: string) => void;
};

/**
 * Recomputes the whole tree from the stored entries and compares it with the signed head, node by node.
 *
 * Raises `log.corrupt` when anything was cut, added, edited, reordered or signed by another key, naming the first place.
 * Nothing is repaired: a log that does not agree with its head must not be written to.
 */
export async function openLog(ports: OpenLogPorts): Promise<OpenedLog> {
  const merkle = merkleHexHash(ports.hashHex);
  const head = await ports.ledger.loadHead();
  if (head !== null) trustHead(head, ports);
  const size = head?.size ?? 0;
  let frontier: Frontier<string> = EMPTY_FRONTIER;
  let lastAtMs = 0;
  for (let fromIndex = 0; fromIndex < size; fromIndex += PAGE) {
    const entries = await ports.ledger.scanEntries({ fromIndex, limit: Math.min(PAGE, size - fromIndex) });
    const grown = growFrontier(frontier, {
      leafHashes: checkPage(entries, { fromIndex, size, merkle }),
      merkle,
      withLeaves: false,
    });
    await checkNodes(grown.cells, ports.ledger);
    if (ports.see !== undefined) for (const { text } of entries) ports.see(text);
    frontier = grown.frontier;
    lastAtMs = timeOf(entries.at(-1));
  }
  const root = frontierRoot(frontier, merkle);
  if (head !== null && root !== toHex(head.root))
    corrupt(`its entries give root ${root}, want the signed ${toHex(head.root)}`);
  const beyond = await ports.ledger.readEntries({ fromIndex: size, limit: 1 });
  if (beyond.length > 0) corrupt(`it holds an entry ${size} beyond its head of size ${size}`);
  return { frontier: { size: frontier.size, hashes: frontier.hashes.map(bytesOf) }, head, lastAtMs };
}

function trustHead(head: StoredHead, { logSigner, verifySignature }: OpenLogPorts): void {
  const policy = {
    origin: logSigner.origin,
    logKeys: logSigner.signers.map((signer) => signer.key),
    witnessKeys: [],
    witnessQuorum: 0,
  };
  const trusted = trustCheckpoint(head.note, { policy, verify: verifySignature });
  if (!trusted.ok) corrupt(trusted.failure);
  else if (
    Number(trusted.value.checkpoint.size) !== head.size ||
    toHex(trusted.value.checkpoint.root) !== toHex(head.root)
  ) {
    corrupt('its stored size and root are not those of the signed checkpoint');
  }
}

function bytesOf(hash: string): Uint8Array {
  return fromHex(hash) as Uint8Array;
}

type Page = { readonly fromIndex: number; readonly size: number; readonly merkle: MerkleHash<string> };

function checkPage(entries: readonly ScannedEntry[], { fromIndex, size, merkle }: Page): readonly string[] {
  const wanted = Math.min(PAGE, size - fromIndex);
  if (entries.length !== wanted) corrupt(`it has ${fromIndex + entries.length} entries, want ${size}`);
  return entries.map((entry, offset) => {
    if (entry.index !== fromIndex + offset) corrupt(`entry ${fromIndex + offset} is missing`);
    const leafHash = merkle.leaf(entry.text);
    if (leafHash !== entry.leafHex) corrupt(`entry ${entry.index} was changed`);
    return leafHash;
  });
}

async function checkNodes(cells: readonly TileCell<string>[], ledger: LedgerStore): Promise<void> {
  const levels = new Map<number, TileCell<string>[]>();
  for (const cell of cells) {
    if (cell.level > 0) levels.set(cell.level, [...(levels.get(cell.level) ?? []), cell]);
  }
  for (const [level, wanted] of levels) {
    const fromIndex = Number(wanted[0]?.index ?? 0n);
    const stored = await ledger.readNodes({ level, fromIndex, limit: wanted.length });
    wanted.forEach((cell, offset) => {
      const found = stored[offset];
      if (found === undefined || found.index !== Number(cell.index) || toHex(found.hash) !== cell.hash) {
        corrupt(`the stored node ${level}/${cell.index} does not agree with the entries`);
      }
    });
  }
}

function timeOf(entry: ScannedEntry | undefined): number {
  const parsed: unknown = entry === undefined ? null : JSON.parse(entry.text);
  const atMs = typeof parsed === 'object' && parsed !== null && 'at_ms' in parsed ? parsed.at_ms : 0;
  return typeof atMs === 'number' ? atMs : 0;
}

function corrupt(found: string): never {
  throw new GatewayError('log.corrupt', `open the log: ${found}`, {
    remedies: [
      'Do not delete anything. Run `countersign log verify` and compare with the newest checkpoint you have elsewhere.',
      'Restore the state directory from a backup that is not older than the witness, or start a new one.',
    ],
  });
}
