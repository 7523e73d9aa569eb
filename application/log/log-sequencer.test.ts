import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { AGENT, NO_WAIT, openTestGateway, propose } from '../../test/harness/test-gateway.ts';
import { GatewayError } from '../gateway-error.ts';

const read = () => propose('Read', { file_path: '/work/app/readme.md' });

/** A gateway whose next commits fail as told, before or after the real commit. */
async function openFailing() {
  const stores = openMemoryStores();
  const plan: { fail: 'before' | 'after' | null; error: Error } = { fail: null, error: new Error('unset') };
  const commit: LedgerStore['commit'] = async (batch) => {
    if (plan.fail === 'before') throw plan.error;
    const outcome = await stores.ledger.commit(batch);
    if (plan.fail === 'after') throw plan.error;
    return outcome;
  };
  const opened = await openTestGateway({ stores: { ...stores, ledger: { ...stores.ledger, commit } } });
  return { ...opened, plan };
}

const hasCode = (code: string) => (error: unknown) => error instanceof GatewayError && error.code === code;

test('goes on after a full disk, once there is room', async () => {
  const { gateway, plan } = await openFailing();
  plan.fail = 'before';
  plan.error = new StoreError('store.full', 'commit a batch: disk is full');
  await assert.rejects(gateway.authorize(AGENT, read(), NO_WAIT), hasCode('log.unwritable'));
  assert.equal(gateway.health().status, 'degraded');
  plan.fail = null;
  assert.equal((await gateway.authorize(AGENT, read(), NO_WAIT)).verdict, 'allow');
  assert.equal(gateway.health().status, 'ok');
});

for (const fate of ['before', 'after'] as const) {
  test(`writes nothing more after a commit that failed ${fate} it was written, however well the store works`, async () => {
    const { gateway, plan } = await openFailing();
    plan.fail = fate;
    plan.error = new StoreError('store.failed', 'commit a batch: disk I/O error');
    await assert.rejects(gateway.authorize(AGENT, read(), NO_WAIT), hasCode('log.unwritable'));
    plan.fail = null;
    const refusal = await gateway.authorize(AGENT, read(), NO_WAIT).then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(refusal instanceof GatewayError && refusal.code === 'log.unwritable');
    assert.match(refusal.remedies.join(), /Start the gateway again/);
    assert.equal(gateway.health().status, 'degraded');
  });
}

test('turns away whoever already waited when a commit of unknown fate failed', async () => {
  const { gateway, plan } = await openFailing();
  plan.fail = 'after';
  plan.error = new StoreError('store.failed', 'commit a batch: disk I/O error');
  const first = Array.from({ length: 300 }, () => gateway.authorize(AGENT, read(), NO_WAIT));
  const outcomes = await Promise.allSettled(first);
  assert.deepEqual(new Set(outcomes.map(({ status }) => status)), new Set(['rejected']));
});

test('a batch that was refused before it was written stops nothing but itself', async () => {
  const { gateway, plan } = await openFailing();
  plan.fail = 'before';
  plan.error = new RangeError('commit a batch: found a text that is not well-formed Unicode');
  await assert.rejects(gateway.authorize(AGENT, read(), NO_WAIT), hasCode('log.unwritable'));
  plan.fail = null;
  assert.equal((await gateway.authorize(AGENT, read(), NO_WAIT)).verdict, 'allow');
});
