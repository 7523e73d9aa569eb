import { payloadDigest } from '../../core/audit/log-entry.ts';
import { type DecisionRecord, parseDecisionRecord } from '../../core/decision-record.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import { GatewayError } from '../gateway-error.ts';

/** The parts of an entry that readers branch on. */
export type EntryHead = {
  readonly id: string;
  readonly type: string;
  readonly payload: string | null;
  readonly data: { readonly [key: string]: unknown };
};

type ReadPorts = { readonly ledger: LedgerStore; readonly cipher: PayloadCipher; readonly hash: HashFunction };

/**
 * Reads the payload of a decision entry and checks it against the salted digest in the entry.
 *
 * Null when the payload was erased. Raises `log.corrupt` when it is not the one that was recorded.
 */
export async function readDecision(index: number, ports: ReadPorts): Promise<DecisionRecord | null> {
  const [entry] = await ports.ledger.readEntries({ fromIndex: index, limit: 1 });
  if (entry === undefined)
    throw new GatewayError('log.unknown-entry', `read entry ${index}: the log has no such entry`);
  const head = JSON.parse(entry.text) as EntryHead;
  const text = await readPayload(index, head, ports);
  return text === null ? null : recordOf(index, text);
}

/** Reads a decision's payload text; raises `log.corrupt` for one that this version of the gateway did not write. */
export function recordOf(index: number, text: string): DecisionRecord {
  const record = parseDecisionRecord(text);
  if (record !== null) return record;
  throw new GatewayError(
    'log.corrupt',
    `read the payload of entry ${index}: found another version, want one this gateway writes`,
  );
}

/** Reads and checks the payload text of an entry; null when there is none or it was erased. */
export async function readPayload(index: number, head: EntryHead, ports: ReadPorts): Promise<string | null> {
  const stored = await ports.ledger.readPayload(index);
  if (stored === null) return null;
  const text = ports.cipher.open(stored.sealed, head.id);
  if (text === null || payloadDigest(stored.salt, text, ports.hash) !== head.payload) {
    throw new GatewayError('log.corrupt', `read the payload of entry ${index}: it is not the one that was recorded`);
  }
  return text;
}
