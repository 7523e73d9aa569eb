import type { LedgerStore } from '../../ports/ledger-store.ts';

const PAGE = 1_000;

/** Marks an entry that may record an erasure, before it is parsed. */
const MARK = '"type":"payload.erased"';

/** The parts of an entry that tell what became of its payload. */
export type RecordedEntry = {
  readonly type: string;
  readonly actor: string;
  readonly at_ms: number;
  readonly session: string | null;
  readonly action: string | null;
  readonly payload: string | null;
  readonly data: { readonly [key: string]: unknown };
};

/** The entry that records an erasure. */
export type RecordedErasure = {
  readonly index: number;
  readonly by: string;
  readonly atMs: number;
  readonly rationale: string;
};

/**
 * What became of an entry's payload: it never had one, it is kept, it was erased on record, or it is missing though nothing
 * records an erasure: then somebody else removed it.
 */
export type PayloadState =
  | { readonly state: 'none' | 'kept' | 'missing' }
  | { readonly state: 'erased'; readonly erasure: RecordedErasure };

/** Says what became of the payload of an entry. */
export async function payloadState(
  index: number,
  { payload }: Pick<RecordedEntry, 'payload'>,
  ledger: LedgerStore,
): Promise<PayloadState> {
  if (payload === null) return { state: 'none' };
  if ((await ledger.readPayload(index)) !== null) return { state: 'kept' };
  const erasure = await findErasure(index, ledger);
  return erasure === null ? { state: 'missing' } : { state: 'erased', erasure };
}

/** The newest record of the erasure of an entry's payload; null when there is none. */
export async function findErasure(index: number, ledger: LedgerStore): Promise<RecordedErasure | null> {
  let found: RecordedErasure | null = null;
  for await (const { erased, ...erasure } of erasuresFrom(index + 1, ledger)) if (erased === index) found = erasure;
  return found;
}

/** The places of every payload whose erasure is on record. */
export async function erasedPlaces(ledger: LedgerStore): Promise<ReadonlySet<number>> {
  const places = new Set<number>();
  for await (const { erased } of erasuresFrom(0, ledger)) places.add(erased);
  return places;
}

async function* erasuresFrom(
  start: number,
  ledger: LedgerStore,
): AsyncGenerator<RecordedErasure & { readonly erased: number }> {
  for (let fromIndex = start; ; fromIndex += PAGE) {
    const entries = await ledger.readEntries({ fromIndex, limit: PAGE });
    for (const { index, text } of entries) {
      if (!text.includes(MARK)) continue;
      const { type, actor: by, at_ms: atMs, data } = JSON.parse(text) as RecordedEntry;
      const { entry: erased, rationale } = data;
      // An erasure names an entry before its own; anything else in the text that looks like one is no erasure.
      if (type !== 'payload.erased' || typeof erased !== 'number' || !(erased < index)) continue;
      yield { index, by, atMs, erased, rationale: typeof rationale === 'string' ? rationale : '' };
    }
    if (entries.length < PAGE) return;
  }
}
