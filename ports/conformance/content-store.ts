import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import type { ContentStore } from '../content-store.ts';
import { StoreError } from '../store-error.ts';

/** The contract of `ContentStore`, as tests that every implementation must pass. `open` gives an empty store. */
export function describeContentStore(name: string, open: (t: TestContext) => Promise<ContentStore>): void {
  void describe(`${name}: content store`, () => {
    it('gives back what was put, by its SHA-256, from nothing to several megabytes', async (t) => {
      const store = await open(t);
      for (const sizeBytes of [0, 1, 5_000, 3_000_000]) {
        const content = new Uint8Array(randomBytes(sizeBytes));
        const sha256 = await store.put(content);
        assert.equal(sha256, hash('sha256', content));
        assert.deepEqual(new Uint8Array(await store.get(sha256)), content);
        assert.equal(await store.has(sha256), true);
      }
    });

    it('has nothing that was not put, and takes any text for a digest without harm', async (t) => {
      const store = await open(t);
      await store.put(bytes('a'));
      for (const sha256 of ['', 'a', '../../etc/passwd', hash('sha256', 'b'), hash('sha256', 'a').toUpperCase()]) {
        assert.equal(await store.has(sha256), false, sha256);
        await assert.rejects(store.get(sha256), isFailed, sha256);
      }
    });

    it('keeps many contents put at once, equal ones too', async (t) => {
      const store = await open(t);
      const digests = await Promise.all(Array.from({ length: 500 }, (_, place) => store.put(bytes(`${place % 250}`))));
      assert.equal(new Set(digests).size, 250);
      for (const [place, sha256] of digests.entries())
        assert.deepEqual(new Uint8Array(await store.get(sha256)), bytes(`${place % 250}`));
    });

    it('is not changed by what its callers do with their bytes', async (t) => {
      const store = await open(t);
      const content = bytes('precious');
      const put = store.put(content);
      content.fill(0);
      const sha256 = await put;
      (await store.get(sha256)).fill(0);
      assert.deepEqual(new Uint8Array(await store.get(sha256)), bytes('precious'));
    });

    it('sweeps what is not needed and nothing else', async (t) => {
      const store = await open(t);
      const digests: string[] = [];
      for (let place = 0; place < 40; place++) digests.push(await store.put(bytes(`${place}`.repeat(1_000))));
      const needed = new Set(digests.filter((_, place) => place % 4 === 0));
      const swept = await store.sweep((sha256) => needed.has(sha256));
      assert.equal(swept.removed, 30);
      assert.ok(swept.freedBytes >= 30 * 1_000);
      for (const [place, sha256] of digests.entries()) {
        assert.equal(await store.has(sha256), needed.has(sha256));
        if (needed.has(sha256))
          assert.deepEqual(new Uint8Array(await store.get(sha256)), bytes(`${place}`.repeat(1_000)));
        else await assert.rejects(store.get(sha256), isFailed);
      }
      assert.deepEqual(await store.sweep(() => true), { removed: 0, freedBytes: 0 });
    });

    it('takes again what was swept', async (t) => {
      const store = await open(t);
      const sha256 = await store.put(bytes('again'));
      await store.sweep(() => false);
      assert.equal(await store.put(bytes('again')), sha256);
      assert.deepEqual(new Uint8Array(await store.get(sha256)), bytes('again'));
    });

    it('loses nothing that is put while it sweeps', async (t) => {
      const store = await open(t);
      for (let place = 0; place < 100; place++) await store.put(bytes(`old ${place}`));
      const sweeping = store.sweep(() => false);
      const added = await Promise.all(Array.from({ length: 50 }, (_, place) => store.put(bytes(`new ${place}`))));
      await sweeping;
      const late = await store.put(bytes('late'));
      for (const sha256 of [late]) assert.equal(await store.has(sha256), true);
      // Those put before the sweep looked may be swept, as the caller asked; what is still there is whole.
      for (const [place, sha256] of added.entries())
        if (await store.has(sha256)) assert.deepEqual(new Uint8Array(await store.get(sha256)), bytes(`new ${place}`));
    });
  });
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function isFailed(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'store.failed';
}
