import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { StateChange } from '../state-change.ts';
import { TOKEN_SCOPES, type TokenRecord } from '../token-store.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleToken } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

const create = (changes: Partial<TokenRecord> = {}): StateChange => ({
  kind: 'token.create',
  token: sampleToken(changes),
});
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
      assert.deepEqual(await stores.tokens.list(), []);
      assert.equal(await stores.tokens.find('z'), null);
      await write(stores, ...tokens.map(create));
      assert.deepEqual(await stores.tokens.list(), tokens);
      assert.deepEqual(await stores.tokens.find('z'), tokens[0]);
    });

    contract('creates an id once, revoked or not', async (stores) => {
      const { id } = sampleToken();
      await write(stores, create());
      await assertConflict(stores, create({ hash: '00'.repeat(32) }), 'token-exists');
      await write(stores, revoke(id, NOW_MS));
      await assertConflict(stores, create(), 'token-exists');
      assert.deepEqual(await stores.tokens.list(), [sampleToken({ revokedAtMs: NOW_MS })]);
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
        assert.deepEqual(await tokens.list(), [
          sampleToken({ id: 'b', revokedAtMs: NOW_MS }),
          sampleToken({ id: 'a' }),
        ]);
      });
    });
  });
}
