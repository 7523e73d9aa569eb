import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { StateChange } from '../state-change.ts';
import type { PinnedTool, ToolPlace } from '../tool-registry.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { sampleTool } from './sample-records.ts';
import { commitUnits, write } from './write-batch.ts';

const save = (changes: Partial<PinnedTool>): StateChange => ({ kind: 'tool.save', tool: sampleTool(changes) });
const place = ({ server, name }: ToolPlace): ToolPlace => ({ server, name });

/** A tool with everything that can be in one. */
const VOUCHED = sampleTool({
  status: 'vouched',
  acceptedDigest: 'sha256:1',
  acceptedListing: '{"description":"\u00e9 \u{1f600} \\u0000","inputSchema":{"maximum":1.5},"name":"read_file"}',
  seenDigest: 'sha256:2',
  seenListing: `"${'\u00e9'.repeat(130_000)}"`,
  warnings: [
    { kind: 'hidden-text', text: 'description "holds" \u00e9' },
    { kind: 'over-long', text: '' },
  ],
  by: 'human:operator',
  changedAtMs: Number.MAX_SAFE_INTEGER,
  seenAtMs: 0,
});

/** The contract of `ToolRegistry` and of saving tools, as tests that every implementation must pass. */
export function describeToolRegistry(name: string, open: OpenFunction): void {
  void describe(`${name}: tool registry`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was saved last', async (stores) => {
      assert.equal(await stores.tools.find(place(VOUCHED)), null);
      await write(stores, save({}));
      assert.deepEqual(await stores.tools.find(place(VOUCHED)), sampleTool());
      await write(stores, { kind: 'tool.save', tool: VOUCHED }, save({ server: 'other', status: 'refused' }));
      assert.deepEqual(await stores.tools.find(place(VOUCHED)), VOUCHED);
      await write(stores, save({ status: 'new' }), save({ status: 'changed' }));
      assert.deepEqual(await stores.tools.find(place(VOUCHED)), sampleTool({ status: 'changed' }));
    });

    contract('lists tools page by page without their listings, in the order of first writing', async (stores) => {
      const names = ['m', 'z', 'a', 'b'];
      const list = async (after: string | null, limit: number): Promise<readonly string[]> => {
        const page = { after: after === null ? null : { server: 'filesystem', name: after }, limit };
        return (await stores.tools.list(page)).map((tool) => tool.name);
      };
      assert.deepEqual(await list(null, 1_000), []);
      await write(stores, ...names.map((tool) => save({ name: tool })));
      await write(stores, save({ name: 'z', status: 'refused' }));
      assert.deepEqual(await list(null, 1_000), names);
      assert.deepEqual(await list(null, 3), ['m', 'z', 'a']);
      assert.deepEqual(await list('a', 3), ['b']);
      assert.deepEqual(await list('b', 3), []);
      assert.deepEqual(await list('nobody', 3), []);
      assert.deepEqual(await stores.tools.list({ after: { server: 'x', name: 'm' }, limit: 3 }), []);
      const { acceptedListing: _accepted, seenListing: _seen, ...record } = sampleTool({ name: 'm' });
      assert.deepEqual(await stores.tools.list({ after: null, limit: 1 }), [record]);
      for (const limit of [0, 1_001, 0.1, Number.NaN]) await assertRefused(list(null, limit));
    });

    contract('tells servers and names apart by code unit', async (stores) => {
      for (const id of DISTINCT_IDENTIFIERS) {
        for (const key of [
          { server: id, name: 'x' },
          { server: 'x', name: id },
        ]) {
          assert.equal(await stores.tools.find(key), null);
          await write(stores, save(key));
        }
      }
      for (const id of DISTINCT_IDENTIFIERS)
        assert.deepEqual(await stores.tools.find({ server: id, name: 'x' }), sampleTool({ server: id, name: 'x' }));
      assert.equal((await stores.tools.list({ after: null, limit: 1_000 })).length, 2 * DISTINCT_IDENTIFIERS.length);
      assert.equal(await stores.tools.find({ server: '\ud800', name: 'x' }), null);
    });

    contract('forgets a tool, which comes last when it is listed again', async (stores) => {
      await write(stores, save({ name: 'a' }), save({ name: 'b' }), save({ server: 'other', name: 'a' }));
      const forget: StateChange = { kind: 'tool.forget', server: 'filesystem', name: 'a' };
      await write(stores, forget, { ...forget, name: 'nobody' });
      assert.equal(await stores.tools.find({ server: 'filesystem', name: 'a' }), null);
      assert.notEqual(await stores.tools.find({ server: 'other', name: 'a' }), null);
      const names = async () =>
        (await stores.tools.list({ after: null, limit: 10 })).map((tool) => `${tool.server} ${tool.name}`);
      assert.deepEqual(await names(), ['filesystem b', 'other a']);
      await write(stores, save({ name: 'a' }));
      assert.deepEqual(await names(), ['filesystem b', 'other a', 'filesystem a']);
      const failing: StateChange = {
        kind: 'action.transition',
        id: 'none',
        from: ['authorised'],
        to: 'denied',
        atMs: 1,
      };
      await commitUnits(stores, [{ ...forget, name: 'b' }, failing]);
      assert.deepEqual(await names(), ['filesystem b', 'other a', 'filesystem a']);
    });

    contract('writes nothing of a unit that cannot be written', async (stores) => {
      await write(stores, save({ name: 'kept' }));
      const failing: StateChange = {
        kind: 'action.transition',
        id: 'none',
        from: ['authorised'],
        to: 'denied',
        atMs: 1,
      };
      const outcome = await commitUnits(stores, [
        save({ name: 'kept', status: 'vouched' }),
        save({ name: 'x' }),
        failing,
      ]);
      assert.deepEqual(outcome, { ok: false, conflicts: [{ unit: 0, code: 'action-state' }] });
      assert.equal((await stores.tools.find({ server: 'filesystem', name: 'kept' }))?.status, 'new');
      assert.equal(await stores.tools.find({ server: 'filesystem', name: 'x' }), null);
    });

    contract('keeps tools and their order when it is opened again', async (stores, t) => {
      await write(stores, save({ name: 'b' }), save({ name: 'a' }), { kind: 'tool.save', tool: VOUCHED });
      await whenReopened({ stores, t }, async ({ tools }) => {
        assert.deepEqual(
          (await tools.list({ after: null, limit: 10 })).map((tool) => tool.name),
          ['b', 'a', 'read_file'],
        );
        assert.deepEqual(await tools.find(place(VOUCHED)), VOUCHED);
      });
    });
  });
}
