import type { Checkpoint } from '../../../core/audit/checkpoint.ts';
import { proveInclusion } from '../../../core/audit/prove.ts';
import { nodeReader, TILE_WIDTH, type Tile } from '../../../core/audit/tile.ts';
import { formatTlogProof, parseTlogProof, verifyTlogProof } from '../../../core/audit/tlog-proof.ts';
import { concatBytes } from '../../../core/encoding/bytes.ts';
import { toUtf8 } from '../../../core/encoding/utf8.ts';
import { CliError } from '../cli-error.ts';
import { merkle, verifySignature } from './crypto.ts';
import type { LogSource } from './log-source.ts';
import { type TrustedKeys, trustPolicyFor } from './trust-keys.ts';

/** An entry with the proof that it is in the log (c2sp.org/tlog-proof), as the gateway answers it or as it is made offline. */
export type Proven = { readonly index: number; readonly entry: string; readonly proof: string };

/** Proves an entry from a log that is read offline, against its newest signed head. */
export function proveOffline(source: LogSource, index: number): Proven {
  const head = source.head();
  const size = head?.beside?.size ?? 0;
  const [entry] = index < size ? source.entries({ fromIndex: index, limit: 1 }) : [];
  if (head === null || entry === undefined) {
    throw new CliError('failed', `prove entry ${index}: the log has ${size} entries, want an index below that`);
  }
  const place = { index: BigInt(index), size: BigInt(size) };
  const readNode = nodeReader(place.size, { readTile: (tile) => readTile(source, tile), merkle });
  const proof = proveInclusion(place, { readNode, merkle });
  if (!proof.ok)
    throw new CliError('verificationFailed', proof.failure, { remedies: ['See: `countersign log verify`.'] });
  const text = formatTlogProof({ extra: null, index: place.index, proof: proof.value, checkpoint: head.note });
  return { index, entry: entry.text, proof: text };
}

/**
 * Writes a receipt: the proof as one standard tlog-proof file that carries the entry itself in its `extra` line.
 *
 * Whoever has the file and the log's key needs nothing else; other tools that read tlog-proofs can read it too.
 */
export function formatReceipt({ entry, proof }: Proven): string {
  const parsed = parseTlogProof(proof);
  if (!parsed.ok) throw new CliError('verificationFailed', parsed.failure);
  return formatTlogProof({ ...parsed.value, extra: toUtf8(entry) });
}

/** A receipt that holds. */
export type VerifiedReceipt = {
  readonly index: number;
  readonly entry: string;
  readonly checkpoint: Checkpoint;
  readonly witnesses: readonly string[];
};

/**
 * Checks a receipt: the entry hashes to the leaf, the proof leads to the root, the log signed the root, enough witnesses cosigned.
 *
 * `entry` replaces the one inside, for a proof that carries none. Raises `verificationFailed` with the reason.
 */
export function verifyReceipt(
  { text, entry }: { readonly text: string; readonly entry: string | null },
  keys: TrustedKeys,
): VerifiedReceipt {
  const parsed = parseTlogProof(text);
  if (!parsed.ok) throw new CliError('verificationFailed', parsed.failure);
  const { extra, checkpoint: note } = parsed.value;
  const bytes = entry === null ? extra : toUtf8(entry);
  if (bytes === null) {
    throw new CliError('usage', 'verify a receipt: it carries no entry, want the entry it is about', {
      remedies: ['Give the entry: `--entry FILE`.'],
    });
  }
  const trust = { policy: trustPolicyFor(note, keys), verify: verifySignature, merkle };
  const verified = verifyTlogProof({ text, leafHash: merkle.leaf(bytes) }, trust);
  if (!verified.ok) throw new CliError('verificationFailed', verified.failure);
  return {
    index: Number(verified.value.index),
    entry: new TextDecoder().decode(bytes),
    checkpoint: verified.value.checkpoint,
    witnesses: verified.value.witnesses.map(({ key }) => key.name),
  };
}

function readTile(source: LogSource, { level, index, width }: Tile): Uint8Array | null {
  const range = { fromIndex: Number(index) * TILE_WIDTH, limit: width };
  if (level === 0) return concatBytes(source.entries(range).map(({ text }) => merkle.leaf(text)));
  const cells = source.cells({ level, ...range });
  const known = cells.filter((cell) => cell !== null);
  return known.length === cells.length ? concatBytes(known) : null;
}
