import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { CALM, type Containment, type EmergencyState, type HaltSource } from '../../core/incident/emergency-state.ts';
import type { StateChange } from '../state-change.ts';
import { contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { HALTED, NOW_MS } from './sample-records.ts';
import { assertConflict, commitUnits, write } from './write-batch.ts';

const SOURCES: readonly HaltSource[] = ['api', 'cli', 'signal', 'sentinel', 'breaker', 'integrity'];
const VERBS: readonly Containment['verb'][] = ['freeze', 'quarantine', 'block', 'revoke', 'mute'];
const KINDS: readonly Containment['target']['kind'][] = ['session', 'principal', 'tool', 'host', 'effect-class'];
const TOKEN_HASH = '12'.repeat(32);

const save = (state: EmergencyState, expectedVersion: number, resumeTokenHash: string | null = null): StateChange => ({
  kind: 'emergency.save',
  state,
  expectedVersion,
  resumeTokenHash,
});

/** The contract of `EmergencyStore` and of saving its state, as tests that every implementation must pass. */
export function describeEmergencyStore(name: string, open: OpenFunction): void {
  void describe(`${name}: emergency store`, () => {
    const contract = contractsOn(open);

    contract('holds nothing before the first change', async ({ emergency }) => {
      assert.equal(await emergency.load(), null);
    });

    contract('gives back exactly what was saved last, with a version that grows by one', async (stores) => {
      const states: EmergencyState[] = [
        HALTED,
        CALM,
        ...SOURCES.map((source): EmergencyState => ({ ...CALM, halt: { source, by: '', reason: '\0"', sinceMs: 0 } })),
        { ...CALM, containments: VERBS.flatMap((verb) => KINDS.map((kind) => containment(verb, kind))) },
        { ...CALM, safeMode: true },
      ];
      for (const [version, state] of states.entries()) {
        const resumeTokenHash = version % 2 === 0 ? TOKEN_HASH : null;
        await write(stores, save(state, version, resumeTokenHash));
        assert.deepEqual(await stores.emergency.load(), { state, version: version + 1, resumeTokenHash });
      }
    });

    contract('lets a change through only on top of the version it was made from', async (stores) => {
      await assertConflict(stores, save(HALTED, 1), 'emergency-moved');
      await write(stores, save(HALTED, 0, TOKEN_HASH));
      for (const version of [0, 2, -1, Number.MAX_SAFE_INTEGER]) {
        await assertConflict(stores, save(CALM, version), 'emergency-moved');
      }
      assert.deepEqual(await stores.emergency.load(), { state: HALTED, version: 1, resumeTokenHash: TOKEN_HASH });
    });

    contract('lets one of two changes in a batch win, and both when the second builds on the first', async (stores) => {
      const race = await commitUnits(stores, [save(HALTED, 0)], [save(CALM, 0)]);
      assert.deepEqual(race, { ok: false, conflicts: [{ unit: 1, code: 'emergency-moved' }] });
      assert.equal(await stores.emergency.load(), null);
      await write(stores, save(HALTED, 0), save(CALM, 1));
      assert.deepEqual(await stores.emergency.load(), { state: CALM, version: 2, resumeTokenHash: null });
    });

    contract('is still halted when it is opened again', async (stores, t) => {
      await write(stores, save(HALTED, 0, TOKEN_HASH));
      await whenReopened({ stores, t }, async (reopened) => {
        const stored = { state: HALTED, version: 1, resumeTokenHash: TOKEN_HASH };
        assert.deepEqual(await reopened.emergency.load(), stored);
        await assertConflict(reopened, save(CALM, 0), 'emergency-moved');
      });
    });
  });
}

function containment(verb: Containment['verb'], kind: Containment['target']['kind']): Containment {
  return { verb, target: { kind, name: `${kind} \u00e9` }, by: 'breaker', reason: '', sinceMs: NOW_MS };
}
