import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { StoreError, type StoreErrorCode } from '../store-error.ts';
import type { Stores } from '../stores.ts';

/** Fresh, empty stores for one test. */
export type OpenStores = Stores & {
  /** Durable stores only: closes them and opens the same data again. */
  readonly reopen?: () => Promise<OpenStores>;
};
export type OpenFunction = () => Promise<OpenStores>;

/** Tests one promise of a port on stores of its own, which are closed afterwards. */
export type Contract = (promise: string, check: (stores: OpenStores, t: TestContext) => Promise<void>) => void;

/** Gives the function that a suite states its contracts with. */
export function contractsOn(open: OpenFunction): Contract {
  return (promise, check) => {
    void it(promise, async (t) => {
      const stores = await open();
      try {
        await check(stores, t);
      } finally {
        await stores.close();
      }
    });
  };
}

/**
 * Checks what durable stores hold after they were closed and opened again; skips the test for stores that keep
 * nothing.
 */
export async function whenReopened(
  { stores, t }: { readonly stores: OpenStores; readonly t: TestContext },
  check: (reopened: OpenStores) => Promise<void>,
): Promise<void> {
  if (stores.reopen === undefined) {
    t.skip('these stores keep nothing beyond close');
    return;
  }
  const reopened = await stores.reopen();
  try {
    await check(reopened);
  } finally {
    await reopened.close();
  }
}

/** Asserts that a call fails as the world fails, with this code. */
export async function assertStoreError(call: Promise<unknown>, code: StoreErrorCode): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof StoreError, `found ${String(error)}, wanted a StoreError`);
    assert.equal(error.code, code, error.message);
    return true;
  });
}

/** Asserts that a call is refused as our own mistake. */
export async function assertRefused(call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (error) => error instanceof RangeError);
}
