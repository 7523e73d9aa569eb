import { proveInclusion } from '../../core/audit/prove.ts';
import { formatTlogProof } from '../../core/audit/tlog-proof.ts';
import type { Receipt } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { readTree, type TreePorts } from './read-tree.ts';

/**
 * Proves that an entry is in the log: its text and a C2SP tlog-proof against the newest checkpoint.
 *
 * Raises `log.unknown-entry` for an index beyond the head. The proof is checked offline with `countersign verify-receipt`.
 */
export async function proveEntry(index: number, ports: TreePorts): Promise<Receipt> {
  const head = await ports.ledger.loadHead();
  const isPlace = Number.isSafeInteger(index) && index >= 0 && index < (head?.size ?? 0);
  const [entry] = isPlace ? await ports.ledger.readEntries({ fromIndex: index, limit: 1 }) : [];
  if (head === null || entry === undefined) {
    throw new GatewayError('log.unknown-entry', `prove entry ${index}: the log has ${head?.size ?? 0} entries`);
  }
  const place = { index: BigInt(index), size: BigInt(head.size) };
  const source = await readTree({ start: place.index, end: place.index + 1n, size: place.size }, ports);
  const proof = proveInclusion(place, source);
  if (!proof.ok) throw new GatewayError('log.corrupt', proof.failure);
  const text = formatTlogProof({ extra: null, index: place.index, proof: proof.value, checkpoint: head.note });
  return { index, entry: entry.text, proof: text };
}
