import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { StateChange } from '../state-change.ts';
import type { Stores } from '../stores.ts';
import { TOKEN_SCOPES, type TokenRecord } from '../token-store.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleToken } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

const create = (changes: Partial<TokenRecord> = {}): StateChange => ({
  kind: 'token.create',
  token: sampleToken(changes),
});
const all = ({ tokens }: Pick<Stores, 'tokens'>): Promise<readonly TokenRecord[]> =>
  tokens.list({ after: null, limit: 1_000 });
const revoke = (id: string, atMs: number): StateChange => ({ kind: 'token.revoke', id, atMs });

/** The contract of `TokenStore` and of the changes that write tokens, as tests that every implementation must pass. */
export function describeTokenStore(name: string, open: OpenFunction): void {
  void describe(`${name}: token store`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was written, oldest first by the order of writing', async (stores) => {
      const tokens = [
        sampleToken({ id: 'z', scopes: TOKEN_SCOPES, expiresAtMs: Number.MAX_SAFE_INTEGER }),
        sampleToken({ id: 'a', scopes: [], createdAtMs: 0, revokedAtMs: NOW_MS }),
        sampleToken({ id: 'm' }),
      ];
      assert.deepEqual(await all(stores), []);
      assert.equal(await stores.tokens.find('z'), null);
      await write(stores, ...tokens.map(create));
      assert.deepEqual(await all(stores), tokens);
      assert.deepEqual(await stores.tokens.find('z'), tokens[0]);
    });

    contract('lists page by page, each token once, and nothing after an unknown one', async (stores) => {
      const ids = Array.from({ length: 7 }, (_, place) => `${9 - place}`);
      await write(stores, ...ids.map((id) => create({ id })));
      await write(stores, revoke('7', NOW_MS));
      const page = async (after: string | null, limit: number): Promise<readonly string[]> =>
        (await stores.tokens.list({ after, limit })).map(({ id }) => id);
      assert.deepEqual(await page(null, 3), ['9', '8', '7']);
      assert.deepEqual(await page('7', 3), ['6', '5', '4']);
      assert.deepEqual(await page('4', 3), ['3']);
      for (const after of ['3', 'unknown', '', '\udfff']) assert.deepEqual(await page(after, 3), []);
      for (const limit of [0, 1_001, -1, 1.5]) await assertRefused(page(null, limit));
    });

    contract('creates an id once, revoked or not', async (stores) => {
      const { id } = sampleToken();
      await write(stores, create());
      await assertConflict(stores, create({ hash: '00'.repeat(32) }), 'token-exists');
      await write(stores, revoke(id, NOW_MS));
      await assertConflict(stores, create(), 'token-exists');
      assert.deepEqual(await all(stores), [sampleToken({ revokedAtMs: NOW_MS })]);
    });

    contract('revokes once: the first time stands', async (stores) => {
      await write(stores, create({ id: 'a' }), create({ id: 'A' }));
      await write(stores, revoke('a', NOW_MS + 1), revoke('a', NOW_MS + 2), revoke('unknown', NOW_MS));
      assert.equal((await stores.tokens.find('a'))?.revokedAtMs, NOW_MS + 1);
      assert.equal((await stores.tokens.find('A'))?.revokedAtMs, null);
      assert.equal(await stores.tokens.find('unknown'), null);
    });

    contract('tells identifiers apart by code unit', async (stores) => {
      for (const id of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.tokens.find(id), null);
        await write(stores, create({ id }));
      }
      for (const id of DISTINCT_IDENTIFIERS) assert.deepEqual(await stores.tokens.find(id), sampleToken({ id }));
      assert.equal(await stores.tokens.find('\udfff'), null);
    });

    contract('keeps tokens and revocations when it is opened again', async (stores, t) => {
      await write(stores, create({ id: 'b' }), create({ id: 'a' }), revoke('b', NOW_MS));
      await whenReopened({ stores, t }, async ({ tokens }) => {
        assert.deepEqual(await tokens.list({ after: null, limit: 1_000 }), [
          sampleToken({ id: 'b', revokedAtMs: NOW_MS }),
          sampleToken({ id: 'a' }),
        ]);
      });
    });
  });
}
