import assert from 'node:assert/strict';
import type { CommitOutcome, ConflictCode, LedgerBatch, LedgerStore } from '../ledger-store.ts';
import type { StateChange } from '../state-change.ts';

/** Thirty-two bytes that tell seeds apart; the stores do not verify the tree, so they need not be hashes. */
export function bytes32(seed: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, place) => (seed * 31 + place * 7) % 256);
}

/** A batch of one entry a unit on top of a log of `size` entries; units are lists of changes. */
export function batchAt(size: number, units: readonly (readonly StateChange[])[] = []): LedgerBatch {
  const newSize = size + units.length;
  return {
    expectedSize: size,
    entries: units.map((_, offset) => ({
      index: size + offset,
      text: `{"id":"entry ${size + offset}"}`,
      leafHash: bytes32(size + offset),
    })),
    payloads: [],
    nodes: [],
    head: { size: newSize, root: bytes32(newSize + 1_000), note: `example.test/log\n${newSize}\n` },
    units: units.map((changes) => ({ changes })),
  };
}

/** A batch that appends plain entries and changes nothing else. */
export function entriesAt(size: number, count: number): LedgerBatch {
  const batch = batchAt(
    size,
    Array.from({ length: count }, () => []),
  );
  return { ...batch, units: [] };
}

type WithLedger = { readonly ledger: LedgerStore };

/** How long the log is now. */
export async function sizeOf({ ledger }: WithLedger): Promise<number> {
  return (await ledger.loadHead())?.size ?? 0;
}

/** Commits units, each with an entry of its own, and answers the outcome. */
export async function commitUnits(
  stores: WithLedger,
  ...units: readonly (readonly StateChange[])[]
): Promise<CommitOutcome> {
  return stores.ledger.commit(batchAt(await sizeOf(stores), units));
}

/** Commits changes, each a unit of its own, and asserts that all of them are written. */
export async function write(stores: WithLedger, ...changes: readonly StateChange[]): Promise<void> {
  assert.deepEqual(await commitUnits(stores, ...changes.map((change) => [change])), { ok: true });
}

/** Asserts that one change is refused with this code and that the log does not grow. */
export async function assertConflict(stores: WithLedger, change: StateChange, code: ConflictCode): Promise<void> {
  const size = await sizeOf(stores);
  assert.deepEqual(await commitUnits(stores, [change]), { ok: false, conflicts: [{ unit: 0, code }] });
  assert.equal(await sizeOf(stores), size);
}
