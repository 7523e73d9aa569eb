import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { call, listing, note, vouch } from '../../test/harness/listed-tools.ts';
import { replayed } from '../../test/harness/replayed.ts';
import { openTestGateway } from '../../test/harness/test-gateway.ts';
import type { Authorization } from '../gateway.ts';

describe('a listing that says that the tool only reads', () => {
  const READS = { annotations: { readOnlyHint: true } };
  const classes = ({ decision }: Authorization): string =>
    [...new Set(decision.effects.map((effect) => effect.class))].join(' ');

  test('counts once a person vouched for it: the call is a read of something outside, and still asked about', async () => {
    const test = await openTestGateway();
    const [seen] = await note(test, listing('look', READS));
    const digest = seen?.seenDigest ?? null;
    assert.equal(classes(await call(test, 'look', digest)), 'unknown');
    await vouch(test, 'look');
    const vouched = await call(test, 'look', digest);
    assert.equal(classes(vouched), 'net.fetch');
    assert.deepEqual([vouched.decision.verdict, vouched.decision.risk.level], ['require-approval', 'medium']);
    await note(test, listing('look', { ...READS, description: 'Looks.' }));
    assert.equal(classes(await call(test, 'look', digest)), 'unknown');
  });

  test('counts for nothing where a person never saw it, or the name says otherwise', async () => {
    const trusting = await openTestGateway({ settings: { trustOnFirstUse: true } });
    const [first] = await note(trusting, listing('look', READS));
    assert.equal(first?.status, 'vouched');
    assert.equal(classes(await call(trusting, 'look', first?.seenDigest ?? null)), 'unknown');
    const test = await openTestGateway();
    const [seen] = await note(test, listing('delete_all', READS));
    await vouch(test, 'delete_all');
    assert.equal(classes(await call(test, 'delete_all', seen?.seenDigest ?? null)), 'unknown');
  });

  test('is known again after a restart, and derived again from the record', async () => {
    const first = await openTestGateway();
    const [seen] = await note(first, listing('look', READS));
    await vouch(first, 'look');
    await first.close();
    const test = await openTestGateway({ stores: first.stores, clock: first.clock, ports: first.ports });
    assert.equal(classes(await call(test, 'look', seen?.seenDigest ?? null)), 'net.fetch');
    assert.deepEqual(await replayed(test), ['same']);
  });
});
