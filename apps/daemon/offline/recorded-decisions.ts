import { type EntryHead, readPayload, recordOf } from '../../../application/log/read-decision.ts';
import type { DecisionRecord } from '../../../core/decision-record.ts';
import type { HashFunction } from '../../../core/hash.ts';
import type { LedgerStore } from '../../../ports/ledger-store.ts';
import type { PayloadCipher } from '../../../ports/payload-cipher.ts';

const PAGE = 1_000;

/** An entry of the log; of a decision whose payload was not erased, with everything that it was made of. */
export type RecordedEntry = {
  readonly index: number;
  readonly head: EntryHead;
  readonly record: DecisionRecord | null;
};

/** Reads the newest `last` entries of the log, oldest first. Raises `log.corrupt` for a payload that is not the recorded one. */
export async function* recordedEntries(
  ports: { readonly ledger: LedgerStore; readonly cipher: PayloadCipher; readonly hash: HashFunction },
  { last }: { readonly last: number },
): AsyncGenerator<RecordedEntry> {
  const size = (await ports.ledger.loadHead())?.size ?? 0;
  for (let fromIndex = Math.max(0, size - last); fromIndex < size; fromIndex += PAGE) {
    const entries = await ports.ledger.readEntries({ fromIndex, limit: Math.min(PAGE, size - fromIndex) });
    for (const { index, text } of entries) {
      const head = JSON.parse(text) as EntryHead;
      const payload = head.type === 'decision' ? await readPayload(index, head, ports) : null;
      yield { index, head, record: payload === null ? null : recordOf(index, payload) };
    }
  }
}
