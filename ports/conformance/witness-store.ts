import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WitnessState } from '../../core/audit/witness.ts';
import { StoreError } from '../store-error.ts';
import type { WitnessStore } from '../witness-store.ts';

const ORIGIN = 'example.test/log';
const MAX_SIZE = 2n ** 64n - 1n;

/**
 * The contract of `WitnessStore`, as tests that every implementation must pass.
 *
 * `open` gives an empty store; the suite closes it.
 */
export function testWitnessStore(adapter: string, open: () => Promise<WitnessStore>): void {
  const contract = (name: string, check: (store: WitnessStore) => Promise<void>): void => {
    void test(`${adapter}: ${name}`, async () => {
      const store = await open();
      try {
        await check(store);
      } finally {
        await store.close();
      }
    });
  };
  contract('knows nothing of a log that was never cosigned', async (store) => {
    assert.equal(await store.load(ORIGIN), null);
    assert.deepEqual(await store.list(), []);
  });
  contract('gives back exactly what was stored, up to the largest size', async (store) => {
    for (const [origin, size] of [
      [ORIGIN, 0n],
      ['gö.sum — database tree', MAX_SIZE],
    ] as const) {
      assert.equal(await store.replace({ origin, expected: null, next: state(size) }), true);
      assert.deepEqual(await store.load(origin), state(size));
    }
  });
  contract('replaces a state only from the size and root that are stored', async (store) => {
    await store.replace({ origin: ORIGIN, expected: null, next: state(5n) });
    const otherRoot = { size: 5n, root: state(6n).root };
    for (const expected of [null, state(4n), state(6n), otherRoot]) {
      assert.equal(await store.replace({ origin: ORIGIN, expected, next: state(9n) }), false);
      assert.deepEqual(await store.load(ORIGIN), state(5n));
    }
    assert.equal(await store.replace({ origin: ORIGIN, expected: state(5n), next: state(9n) }), true);
    assert.deepEqual(await store.load(ORIGIN), state(9n));
  });
  contract('does not start a log from a state that was never stored', async (store) => {
    assert.equal(await store.replace({ origin: ORIGIN, expected: state(5n), next: state(9n) }), false);
    assert.equal(await store.load(ORIGIN), null);
  });
  contract('lets one of many concurrent steps from the same state win', async (store) => {
    await store.replace({ origin: ORIGIN, expected: null, next: state(1n) });
    const sizes = Array.from({ length: 20 }, (_, index) => BigInt(index + 2));
    const steps = sizes.map((size) => store.replace({ origin: ORIGIN, expected: state(1n), next: state(size) }));
    const outcomes = await Promise.all(steps);
    assert.equal(outcomes.filter(Boolean).length, 1);
    assert.deepEqual(await store.load(ORIGIN), state(sizes[outcomes.indexOf(true)] ?? 0n));
  });
  contract('keeps logs apart and lists them by origin', async (store) => {
    for (const origin of ['b', 'a', 'Z', 'a/b']) await store.replace({ origin, expected: null, next: state(3n) });
    await store.replace({ origin: 'a', expected: state(3n), next: state(4n) });
    const listed = (await store.list()).map((log) => [log.origin, log.state.size]);
    assert.deepEqual(listed, [
      ['Z', 3n],
      ['a', 4n],
      ['a/b', 3n],
      ['b', 3n],
    ]);
  });
  contract('is not changed by what its callers do with their bytes', async (store) => {
    const next = state(7n);
    await store.replace({ origin: ORIGIN, expected: null, next });
    next.root.fill(255);
    (await store.load(ORIGIN))?.root.fill(254);
    assert.deepEqual(await store.load(ORIGIN), state(7n));
  });
  contract('raises store.closed after it was closed', async (store) => {
    await store.close();
    await assert.rejects(store.load(ORIGIN), isClosed);
    await assert.rejects(store.replace({ origin: ORIGIN, expected: null, next: state(1n) }), isClosed);
    await assert.rejects(store.list(), isClosed);
  });
}

function state(size: bigint): WitnessState {
  return { size, root: new Uint8Array(32).fill(Number(size % 200n) + 1), note: `note of ${size}\n` };
}

function isClosed(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'store.closed';
}
