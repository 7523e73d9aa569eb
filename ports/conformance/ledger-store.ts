import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { toHex } from '../../core/encoding/hex.ts';
import type { LedgerBatch } from '../ledger-store.ts';
import {
  assertRefused,
  assertStoreError,
  type Contract,
  contractsOn,
  type OpenFunction,
  whenReopened,
} from './open-stores.ts';
import { sampleAction } from './sample-records.ts';
import { batchAt, bytes32, entriesAt } from './write-batch.ts';

/**
 * The contract of `LedgerStore` but for conflicting units (see `describeLedgerConflicts`), as tests that every
 * implementation must pass.
 */
export function describeLedgerStore(name: string, open: OpenFunction): void {
  void describe(`${name}: ledger store`, () => {
    const contract = contractsOn(open);
    describeWritten(contract);
    describeReading(contract);
    describeBounds(contract);
    describeHead(contract);
    describePayloads(contract);
    describeLife(contract);
  });
}

function fullBatch(): LedgerBatch {
  return {
    ...entriesAt(0, 3),
    payloads: [
      { entryIndex: 0, salt: '00'.repeat(16), sealed: Uint8Array.of(1, 2, 3) },
      { entryIndex: 2, salt: 'ff'.repeat(16), sealed: new Uint8Array(0) },
    ],
    nodes: [
      { level: 1, index: 0, hash: bytes32(1) },
      { level: 3, index: Number.MAX_SAFE_INTEGER, hash: bytes32(2) },
    ],
  };
}

function describeWritten(contract: Contract): void {
  contract('holds nothing before the first commit', async ({ ledger }) => {
    assert.equal(await ledger.loadHead(), null);
    assert.deepEqual(await ledger.readEntries({ fromIndex: 0, limit: 10 }), []);
    assert.deepEqual(await ledger.readNodes({ level: 1, fromIndex: 0, limit: 10 }), []);
    assert.equal(await ledger.readPayload(0), null);
  });

  contract('gives back exactly what was written', async ({ ledger }) => {
    const batch = fullBatch();
    assert.deepEqual(await ledger.commit(batch), { ok: true });
    assert.deepEqual(await ledger.loadHead(), batch.head);
    assert.deepEqual(await ledger.readEntries({ fromIndex: 0, limit: 10_000 }), batch.entries);
    assert.deepEqual(
      await ledger.scanEntries({ fromIndex: 0, limit: 10_000 }),
      batch.entries.map(({ index, text, leafHash }) => ({ index, text, leafHex: toHex(leafHash) })),
    );
    assert.deepEqual(await ledger.readPayload(0), batch.payloads[0]);
    assert.equal(await ledger.readPayload(1), null);
    assert.deepEqual(await ledger.readPayload(2), batch.payloads[1]);
    assert.deepEqual(await ledger.readNodes({ level: 1, fromIndex: 0, limit: 10 }), [batch.nodes[0]]);
    assert.deepEqual(await ledger.readNodes({ level: 2, fromIndex: 0, limit: 10 }), []);
    assert.deepEqual(await ledger.readNodes({ level: 3, fromIndex: 0, limit: 10 }), [batch.nodes[1]]);
  });

  contract('keeps text to the last character', async ({ ledger }) => {
    const texts = ['{"a":"\\u0000"}', ' { } \n', 'e\u0301 \u00e9 \ufeff', '\u{1f600}'.repeat(10_000), ''];
    const batch = entriesAt(0, texts.length);
    const entries = batch.entries.map((entry, place) => ({ ...entry, text: texts[place] ?? '' }));
    const note = 'example.test/log\n5\n\n\u2014 log c2ln\n ';
    await ledger.commit({ ...batch, entries, head: { ...batch.head, note } });
    assert.deepEqual(await ledger.readEntries({ fromIndex: 0, limit: 10 }), entries);
    assert.equal((await ledger.loadHead())?.note, note);
  });
}

function describeReading(contract: Contract): void {
  contract('reads a range in order, and nothing beyond the end', async ({ ledger }) => {
    await ledger.commit(entriesAt(0, 12));
    await ledger.commit(entriesAt(12, 3));
    const indexes = async (fromIndex: number, limit: number): Promise<readonly number[]> =>
      (await ledger.readEntries({ fromIndex, limit })).map(({ index }) => index);
    const scanned = async (fromIndex: number, limit: number): Promise<readonly number[]> =>
      (await ledger.scanEntries({ fromIndex, limit })).map(({ index }) => index);
    assert.deepEqual(await scanned(10, 4), [10, 11, 12, 13]);
    assert.deepEqual(await scanned(15, 1), []);
    assert.deepEqual(await indexes(0, 3), [0, 1, 2]);
    assert.deepEqual(await indexes(10, 4), [10, 11, 12, 13]);
    assert.deepEqual(await indexes(13, 10_000), [13, 14]);
    assert.deepEqual(await indexes(15, 1), []);
    assert.deepEqual(await indexes(Number.MAX_SAFE_INTEGER, 1), []);
  });

  contract('reads nodes in order whatever order they were written in', async ({ ledger }) => {
    const places = [10, 2, 1_000, 0, 3, 100];
    const nodes = places.map((index) => ({ level: 1, index, hash: bytes32(index) }));
    await ledger.commit({ ...entriesAt(0, 1), nodes });
    const found = await ledger.readNodes({ level: 1, fromIndex: 2, limit: 4 });
    assert.deepEqual(
      found.map(({ index }) => index),
      [2, 3, 10, 100],
    );
    assert.deepEqual(found[0]?.hash, bytes32(2));
    assert.deepEqual(await ledger.readNodes({ level: 1, fromIndex: 1_001, limit: 1 }), []);
  });

  contract('shares no bytes with its callers', async ({ ledger }) => {
    const sealed = Buffer.from([1, 2, 3]);
    const root = Buffer.from(bytes32(1));
    const leafHash = Buffer.from(bytes32(2));
    const hash = Buffer.from(bytes32(3));
    await ledger.commit({
      ...entriesAt(0, 1),
      entries: [{ index: 0, text: 'x', leafHash }],
      payloads: [{ entryIndex: 0, salt: '', sealed }],
      nodes: [{ level: 1, index: 0, hash }],
      head: { size: 1, root, note: '' },
    });
    const read = async (): Promise<readonly (Uint8Array | undefined)[]> => [
      (await ledger.readPayload(0))?.sealed,
      (await ledger.loadHead())?.root,
      (await ledger.readEntries({ fromIndex: 0, limit: 1 }))[0]?.leafHash,
      (await ledger.readNodes({ level: 1, fromIndex: 0, limit: 1 }))[0]?.hash,
    ];
    const wanted = [Uint8Array.of(1, 2, 3), bytes32(1), bytes32(2), bytes32(3)];
    for (const given of [sealed, root, leafHash, hash]) given.fill(0xee);
    assert.deepEqual(await read(), wanted);
    for (const handedOut of await read()) handedOut?.fill(0xee);
    assert.deepEqual(await read(), wanted);
  });
}

function describeBounds(contract: Contract): void {
  contract('refuses limits and places out of range', async ({ ledger }) => {
    for (const limit of [0, -1, 10_001, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await assertRefused(ledger.readEntries({ fromIndex: 0, limit }));
      await assertRefused(ledger.scanEntries({ fromIndex: 0, limit }));
      await assertRefused(ledger.readNodes({ level: 1, fromIndex: 0, limit }));
    }
    for (const place of [-1, 0.5, Number.NaN, 2 ** 53]) {
      await assertRefused(ledger.readEntries({ fromIndex: place, limit: 1 }));
      await assertRefused(ledger.scanEntries({ fromIndex: place, limit: 1 }));
      await assertRefused(ledger.readNodes({ level: 1, fromIndex: place, limit: 1 }));
      await assertRefused(ledger.readNodes({ level: place, fromIndex: 0, limit: 1 }));
      await assertRefused(ledger.readPayload(place));
      await assertRefused(ledger.erasePayload(place));
    }
    await assertRefused(ledger.readNodes({ level: 0, fromIndex: 0, limit: 1 }));
  });

  contract('refuses a batch that contradicts itself, and writes nothing of it', async ({ ledger }) => {
    for (const [mistake, batch] of malformedBatches()) {
      await assert.rejects(ledger.commit(batch), RangeError, mistake);
      assert.equal(await ledger.loadHead(), null, mistake);
      assert.deepEqual(await ledger.readEntries({ fromIndex: 0, limit: 1 }), [], mistake);
    }
  });

  contract('names every problem of a refused batch', async ({ ledger }) => {
    const batch = fullBatch();
    const call = ledger.commit({ ...batch, entries: [], head: { ...batch.head, root: Uint8Array.of(1) } });
    await assert.rejects(call, /head of size 3.*root of 1 bytes.*payload of entry 0.*payload of entry 2/);
  });
}

function malformedBatches(): readonly (readonly [string, LedgerBatch])[] {
  const good = fullBatch();
  const [first, second, third] = good.entries;
  assert.ok(first && second && third);
  const node = { level: 1, index: 5, hash: bytes32(0) };
  const payload = { entryIndex: 1, salt: '', sealed: new Uint8Array(1) };
  const alone = '\ud800';
  const unit = (changes: Partial<ReturnType<typeof sampleAction>>): LedgerBatch => ({
    ...good,
    units: [{ changes: [{ kind: 'action.create', record: sampleAction(changes) }] }],
  });
  return [
    ['negative size', { ...good, expectedSize: -1 }],
    ['head ahead', { ...good, head: { ...good.head, size: 4 } }],
    ['head behind', { ...good, head: { ...good.head, size: 2 } }],
    ['short root', { ...good, head: { ...good.head, root: new Uint8Array(31) } }],
    ['lone surrogate in the note', { ...good, head: { ...good.head, note: alone } }],
    ['gap', { ...good, entries: [first, second, { ...third, index: 3 }] }],
    ['same place twice', { ...good, entries: [first, second, { ...third, index: 1 }] }],
    ['short leaf hash', { ...good, entries: [first, second, { ...third, leafHash: new Uint8Array(33) }] }],
    ['lone surrogate in an entry', { ...good, entries: [first, second, { ...third, text: `x${alone}` }] }],
    ['payload of no entry', { ...good, payloads: [{ ...payload, entryIndex: 3 }] }],
    ['two payloads', { ...good, payloads: [payload, payload] }],
    ['lone surrogate in a salt', { ...good, payloads: [{ ...payload, salt: alone }] }],
    ['node among the leaves', { ...good, nodes: [{ ...node, level: 0 }] }],
    ['node at a fraction', { ...good, nodes: [{ ...node, index: 0.5 }] }],
    ['short node', { ...good, nodes: [{ ...node, hash: new Uint8Array(0) }] }],
    ['node twice', { ...good, nodes: [node, node] }],
    ['lone surrogate in an identifier', unit({ id: `a${alone}` })],
    ['time with a fraction', unit({ createdAtMs: 0.5 })],
    ['time that is no number', unit({ createdAtMs: Number.NaN })],
    ['time beyond the safe integers', unit({ createdAtMs: 2 ** 53 })],
  ];
}

function describeHead(contract: Contract): void {
  contract('answers that the head moved when another size is expected', async (stores) => {
    const { ledger, actions } = stores;
    const unit = [{ kind: 'action.create', record: sampleAction() }] as const;
    const ahead = await ledger.commit(batchAt(1, [unit]));
    assert.deepEqual(ahead, { ok: false, headMoved: true });
    await ledger.commit(entriesAt(0, 2));
    for (const size of [0, 1, 3]) {
      assert.deepEqual(await ledger.commit(batchAt(size, [unit, unit])), { ok: false, headMoved: true });
    }
    assert.equal((await ledger.loadHead())?.size, 2);
    assert.equal(await actions.find(sampleAction().id), null);
    assert.equal((await ledger.readEntries({ fromIndex: 0, limit: 10 })).length, 2);
  });

  contract('lets one of many writers with the same expectation win', async ({ ledger }) => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, async () => ledger.commit(entriesAt(0, 1))));
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
    assert.equal((await ledger.loadHead())?.size, 1);
  });

  contract('writes changes without entries under the same head size', async (stores) => {
    const batch = entriesAt(0, 0);
    const changes = [{ kind: 'action.create', record: sampleAction() }] as const;
    assert.deepEqual(await stores.ledger.commit({ ...batch, units: [{ changes }] }), { ok: true });
    assert.deepEqual(await stores.ledger.loadHead(), batch.head);
    assert.deepEqual(await stores.actions.find(sampleAction().id), sampleAction());
  });

  contract('refuses to overwrite a node, and writes nothing of that batch', async ({ ledger }) => {
    const node = { level: 1, index: 0, hash: bytes32(1) };
    await ledger.commit({ ...entriesAt(0, 1), nodes: [node] });
    const again = ledger.commit({ ...entriesAt(1, 1), nodes: [{ ...node, hash: bytes32(2) }] });
    await assertStoreError(again, 'store.failed');
    assert.deepEqual(await ledger.readNodes({ level: 1, fromIndex: 0, limit: 2 }), [node]);
    assert.equal((await ledger.loadHead())?.size, 1);
    assert.deepEqual(await ledger.commit(entriesAt(1, 1)), { ok: true });
  });

  contract('replaces the note only of the head that is there', async ({ ledger }) => {
    const { head } = entriesAt(0, 2);
    assert.equal(await ledger.saveCosignedNote(head), false);
    assert.equal(await ledger.loadHead(), null);
    await ledger.commit(entriesAt(0, 2));
    assert.equal(await ledger.saveCosignedNote({ ...head, size: 1, note: 'other' }), false);
    assert.equal(await ledger.saveCosignedNote({ ...head, root: bytes32(9), note: 'other' }), false);
    assert.deepEqual(await ledger.loadHead(), head);
    assert.equal(await ledger.saveCosignedNote({ ...head, note: 'cosigned' }), true);
    assert.deepEqual(await ledger.loadHead(), { ...head, note: 'cosigned' });
    await ledger.commit(entriesAt(2, 1));
    assert.equal(await ledger.saveCosignedNote({ ...head, note: 'late' }), false);
    assert.deepEqual(await ledger.loadHead(), entriesAt(2, 1).head);
    await assertRefused(ledger.saveCosignedNote({ ...entriesAt(2, 1).head, note: '\udc00' }));
  });
}

function describePayloads(contract: Contract): void {
  contract('keeps a payload of 1.5 MB', async ({ ledger }) => {
    const sealed = Uint8Array.from({ length: 1_500_000 }, (_, place) => (place * 7) % 251);
    await ledger.commit({ ...entriesAt(0, 1), payloads: [{ entryIndex: 0, salt: '0a'.repeat(16), sealed }] });
    assert.deepEqual(await ledger.readPayload(0), { entryIndex: 0, salt: '0a'.repeat(16), sealed });
  });

  contract('erases a payload and leaves entry, head and the others', async ({ ledger }) => {
    const batch = fullBatch();
    await ledger.commit(batch);
    await ledger.erasePayload(0);
    assert.equal(await ledger.readPayload(0), null);
    assert.deepEqual(await ledger.readPayload(2), batch.payloads[1]);
    assert.deepEqual(await ledger.readEntries({ fromIndex: 0, limit: 3 }), batch.entries);
    assert.deepEqual(await ledger.loadHead(), batch.head);
  });

  contract('has nothing to do when there is no payload to erase', async ({ ledger }) => {
    await ledger.erasePayload(0);
    await ledger.commit(fullBatch());
    await ledger.erasePayload(1);
    await ledger.erasePayload(0);
    await ledger.erasePayload(0);
    await ledger.erasePayload(1_000);
    assert.equal(await ledger.readPayload(0), null);
    assert.deepEqual(await ledger.commit(entriesAt(3, 1)), { ok: true });
  });
}

function describeLife(contract: Contract): void {
  contract('does nothing any more once closed', async (stores) => {
    await stores.ledger.commit(fullBatch());
    await stores.close();
    await stores.close();
    const { ledger, actions, approvals, sessions, tokens, emergency, policies } = stores;
    const calls = [
      ledger.loadHead(),
      ledger.commit(entriesAt(3, 1)),
      ledger.readEntries({ fromIndex: 0, limit: 1 }),
      ledger.readNodes({ level: 1, fromIndex: 0, limit: 1 }),
      ledger.readPayload(0),
      ledger.erasePayload(0),
      ledger.saveCosignedNote(fullBatch().head),
      actions.find('a'),
      actions.findByIdempotencyKey('a', 'b'),
      actions.findByCallId('a', 'b'),
      actions.listByStatus('denied', { after: null, limit: 1 }),
      approvals.find('a'),
      approvals.findByPrefix('abcd'),
      approvals.list({ statuses: ['pending'], limit: 1 }),
      approvals.listUsable('a', 0),
      approvals.listTimedOut('a'),
      approvals.listUnused(0, 1),
      approvals.listGrants('a', 0),
      sessions.find('a'),
      sessions.listOpen(1),
      tokens.find('a'),
      tokens.list({ after: null, limit: 1 }),
      emergency.load(),
      policies.find('a'),
    ];
    await Promise.all(calls.map(async (call) => assertStoreError(call, 'store.closed')));
  });

  contract('keeps the log when it is opened again', async (stores, t) => {
    const batch = fullBatch();
    await stores.ledger.commit(batch);
    await stores.ledger.erasePayload(2);
    await stores.ledger.saveCosignedNote({ ...batch.head, note: 'cosigned' });
    await whenReopened({ stores, t }, async ({ ledger }) => {
      assert.deepEqual(await ledger.loadHead(), { ...batch.head, note: 'cosigned' });
      assert.deepEqual(await ledger.readEntries({ fromIndex: 0, limit: 9 }), batch.entries);
      assert.deepEqual(await ledger.readPayload(0), batch.payloads[0]);
      assert.equal(await ledger.readPayload(2), null);
      assert.deepEqual(await ledger.readNodes({ level: 1, fromIndex: 0, limit: 9 }), [batch.nodes[0]]);
      assert.deepEqual(await ledger.commit(entriesAt(3, 1)), { ok: true });
    });
  });
}
