import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { SecretRecord } from '../secret-store.ts';
import type { StateChange } from '../state-change.ts';
import type { Stores } from '../stores.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleSecret } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

const save = (changes: Partial<SecretRecord> = {}): StateChange => ({
  kind: 'secret.save',
  record: sampleSecret(changes),
});
const all = ({ secrets }: Pick<Stores, 'secrets'>): Promise<readonly SecretRecord[]> =>
  secrets.list({ after: null, limit: 1_000 });

const REPLACED = {
  revision: 2,
  revokedAtMs: NOW_MS + 5,
  versions: [
    { number: 1, sealed: null, createdAtMs: NOW_MS, endsAtMs: NOW_MS + 4 },
    { number: 2, sealed: 'b3RoZXI=', createdAtMs: NOW_MS + 4, endsAtMs: null },
  ],
} as const;

/** The contract of `SecretStore` and of the change that writes secrets, as tests that every implementation must pass. */
export function describeSecretStore(name: string, open: OpenFunction): void {
  void describe(`${name}: secret store`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was written, oldest first by the order of first writing', async (stores) => {
      assert.deepEqual(await all(stores), []);
      assert.equal(await stores.secrets.find('z'), null);
      await write(stores, save({ name: 'z' }), save({ name: 'a' }), save({ name: 'z', ...REPLACED }));
      assert.deepEqual(await all(stores), [sampleSecret({ name: 'z', ...REPLACED }), sampleSecret({ name: 'a' })]);
      assert.deepEqual(await stores.secrets.find('a'), sampleSecret({ name: 'a' }));
    });

    contract('writes a revision only on top of the one before it', async (stores) => {
      await assertConflict(stores, save({ revision: 2 }), 'secret-moved');
      await write(stores, save());
      await assertConflict(stores, save(), 'secret-moved');
      await assertConflict(stores, save({ revision: 3 }), 'secret-moved');
      await write(stores, save(REPLACED));
      await assertConflict(stores, save(REPLACED), 'secret-moved');
      assert.deepEqual(await all(stores), [sampleSecret(REPLACED)]);
    });

    contract('lists page by page, and nothing after an unknown one', async (stores) => {
      await write(stores, ...['c', 'b', 'a'].map((secret) => save({ name: secret })));
      const page = async (after: string | null, limit: number): Promise<readonly string[]> =>
        (await stores.secrets.list({ after, limit })).map((secret) => secret.name);
      assert.deepEqual(await page(null, 2), ['c', 'b']);
      assert.deepEqual(await page('b', 2), ['a']);
      for (const after of ['a', 'unknown', '', '\udfff']) assert.deepEqual(await page(after, 3), []);
      for (const limit of [0, 1_001, 1.5]) await assertRefused(page(null, limit));
    });

    contract('tells names apart by code unit', async (stores) => {
      for (const secret of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.secrets.find(secret), null);
        await write(stores, save({ name: secret }));
      }
      for (const secret of DISTINCT_IDENTIFIERS)
        assert.deepEqual(await stores.secrets.find(secret), sampleSecret({ name: secret }));
    });

    contract('keeps secrets when it is opened again', async (stores, t) => {
      await write(stores, save({ name: 'b' }), save({ name: 'a' }), save({ name: 'b', ...REPLACED }));
      await whenReopened({ stores, t }, async (reopened) => {
        assert.deepEqual(await all(reopened), [sampleSecret({ name: 'b', ...REPLACED }), sampleSecret({ name: 'a' })]);
      });
    });
  });
}
