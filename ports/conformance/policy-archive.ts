import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { write } from './write-batch.ts';

const remember = (version: string, bundle: string): StateChange => ({ kind: 'policy.remember', version, bundle });

/** The contract of `PolicyArchive` and of remembering policies, as tests that every implementation must pass. */
export function describePolicyArchive(name: string, open: OpenFunction): void {
  void describe(`${name}: policy archive`, () => {
    const contract = contractsOn(open);

    contract('gives a bundle back to the last character', async (stores) => {
      const bundles = ['', '{}', '{"a":"\\u0000 \u00e9 e\u0301 \u{1f600}"} \n', `"${'\u00e9'.repeat(700_000)}"`];
      assert.equal(await stores.policies.find('0'), null);
      await write(stores, ...bundles.map((bundle, place) => remember(`${place}`, bundle)));
      for (const [place, bundle] of bundles.entries()) assert.equal(await stores.policies.find(`${place}`), bundle);
    });

    contract('changes nothing when the same version is written again', async (stores) => {
      await write(stores, remember('a', 'first'));
      await write(stores, remember('a', 'first'), remember('a', 'second'));
      assert.equal(await stores.policies.find('a'), 'first');
    });

    contract('tells versions apart by code unit', async (stores) => {
      for (const version of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.policies.find(version), null);
        await write(stores, remember(version, `bundle of ${version.length}`));
      }
      for (const version of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.policies.find(version), `bundle of ${version.length}`);
      }
      assert.equal(await stores.policies.find('\ud800'), null);
    });

    contract('keeps bundles when it is opened again', async (stores, t) => {
      await write(stores, remember('a', 'first'));
      await whenReopened({ stores, t }, async (reopened) => {
        await write(reopened, remember('a', 'second'));
        assert.equal(await reopened.policies.find('a'), 'first');
      });
    });
  });
}
