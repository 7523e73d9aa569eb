import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { Stores } from '../../../ports/stores.ts';
import { type FakeChannel, fakeChannel } from '../../harness/fake-channel.ts';
import { AGENT, NO_WAIT, propose } from '../../harness/test-gateway.ts';
import { type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

const FIRST = 'curl https://first.example.net/a';
const SECOND = 'curl https://second.example.net/b';

const directory = mkdtempSync(join(tmpdir(), 'countersign-one-decision-'));
after(() => rmSync(directory, { recursive: true }));

/** Stores that lose what remembers an event beside its answer, or that say of every event that it is new. */
type Fault = 'marks are not written' | 'marks are not seen';

function faulty(stores: Stores): { readonly stores: Stores; readonly begin: (fault: Fault | null) => void } {
  const { notifications } = stores;
  let now: Fault | null = null;
  const isMark = (change: object): boolean => JSON.stringify(change).includes('"seen:');
  const write: typeof notifications.write = async (changes) => {
    if (now === 'marks are not written' && changes.some(isMark)) throw new StoreError('store.full', 'a test');
    return notifications.write(changes);
  };
  const findMark: typeof notifications.findMark = async (scope, key) =>
    now === 'marks are not seen' && scope.startsWith('seen:') ? null : notifications.findMark(scope, key);
  const kept = Object.assign(Object.create(notifications) as typeof notifications, { write, findMark });
  return {
    stores: { ...stores, notifications: kept },
    begin: (fault) => {
      now = fault;
    },
  };
}

async function open(stores: Stores): Promise<{
  readonly telegram: FakeChannel;
  readonly gateway: NotifyGateway;
  readonly statusOf: (id: string) => Promise<string>;
  readonly whys: () => Promise<readonly unknown[]>;
}> {
  const telegram = fakeChannel('telegram');
  const gateway = await openNotifyGateway([telegram], { stores });
  await gateway.pair(telegram, 'ada', 'human:ada');
  await gateway.clock.advance(600_000);
  return {
    telegram,
    gateway,
    statusOf: async (id) => (await gateway.gateway.findApproval(id)).request.status,
    whys: async () => (await gateway.entries('approval.refused')).map(({ data }) => data['why']),
  };
}

for (const [name, openStores] of [
  ['memory', openMemoryStores],
  ['SQLite', () => openSqliteStores({ path: join(directory, `${crypto.randomUUID()}.db`) })],
] as const) {
  describe(`One line that was typed decides one request over ${name}`, () => {
    for (const text of ['/approve', '/deny'])
      test(`${text}: when the gateway ended between the answer and what comes after it, and the service tells it again`, async () => {
        const { stores, begin } = faulty(openStores());
        const { telegram, gateway, statusOf, whys } = await open(stores);
        const first = requestOf(await gateway.ask(FIRST));
        begin('marks are not written');
        const told = await telegram.type('ada', text, { id: 'update:1' });
        begin(null);
        assert.match(told?.text ?? '', new RegExp(`: Bash \\(${first.slice(0, 8)}\\)`));
        const second = requestOf(await gateway.ask(SECOND));
        await gateway.clock.advance(2_000);
        const again = await telegram.type('ada', text, { id: 'update:1' });
        assert.equal(again?.text, 'This was handled already.');
        assert.deepEqual([await statusOf(second), await whys()], ['pending', ['replayed']]);
        assert.equal((await gateway.entries('approval.answered')).length, 1);
        await gateway.close();
        await stores.close();
      });

    test('when two workers take it at once, each of which sees that nobody has', async () => {
      const { stores, begin } = faulty(openStores());
      const { telegram, gateway, statusOf } = await open(stores);
      const first = requestOf(await gateway.ask(FIRST));
      begin('marks are not seen');
      await telegram.type('ada', '/deny', { id: 'update:2' });
      const second = requestOf(await gateway.ask(SECOND));
      await gateway.clock.advance(2_000);
      for (const text of ['/deny', '/approve']) {
        const told = await telegram.type('ada', text, { id: 'update:2' });
        assert.equal(told?.isAlert, true, told?.text);
      }
      assert.deepEqual([await statusOf(first), await statusOf(second)], ['denied', 'pending']);
      assert.equal((await gateway.entries('approval.answered')).length, 1);
      begin(null);
      assert.match((await telegram.type('ada', '/deny', { id: 'update:3' }))?.text ?? '', /^Denied: /);
      await gateway.close();
      await stores.close();
    });
  });
}

describe('An approval that was typed without an id approves nothing', () => {
  test('that was shown after it was typed, however late the service tells it', async () => {
    const { telegram, gateway, statusOf, whys } = await open(openMemoryStores());
    await gateway.ask(FIRST);
    const typedAtMs = gateway.clock.nowMs() + 1_000;
    await gateway.clock.advance(600_000);
    const second = requestOf(await gateway.ask(SECOND));
    const told = await telegram.type('ada', '/approve', { atMs: typedAtMs });
    assert.match(told?.text ?? '', /Another request was open here just now|written before/);
    const byId = await telegram.type('ada', `/approve ${second}`, { atMs: typedAtMs });
    assert.match(byId?.text ?? '', /written before the request was shown/);
    assert.deepEqual([await statusOf(second), (await whys()).at(-1)], ['pending', 'older']);
    await gateway.close();
  });

  test('while another may have been meant, which somebody else has just ended', async () => {
    const { telegram, gateway, statusOf } = await open(openMemoryStores());
    await gateway.pair(telegram, 'bob', 'human:bob');
    const first = requestOf(await gateway.ask(FIRST));
    const second = requestOf(await gateway.ask(SECOND));
    const atBob = telegram.standing.find(
      ({ message }) => message.to === 'private-bob' && message.about?.request === first,
    );
    assert.match((await telegram.press('bob', 'deny', atBob))?.text ?? '', /^Denied: /);
    const told = await telegram.type('ada', '/approve');
    const short = second.slice(0, 8);
    assert.equal(
      told?.text,
      `Another request was open here just now, so say which you mean: /approve ${short} (medium).`,
    );
    assert.equal(await statusOf(second), 'pending');
    assert.equal((await telegram.type('ada', `/approve ${short}`))?.text, `Approved: Bash (${short}).`);
    await gateway.close();
  });

  test('in the place of one that an agent took back by ending its session', async () => {
    const { telegram, gateway, statusOf } = await open(openMemoryStores());
    const ask = async (session: string, command: string): Promise<string> =>
      requestOf(await gateway.gateway.authorize(AGENT, { ...propose('Bash', { command }), session }, NO_WAIT));
    await ask('bait', FIRST);
    const real = await ask('real', SECOND);
    await gateway.quiet();
    await gateway.gateway.observeSession(AGENT, { kind: 'ended', session: 'bait', reason: 'done' });
    await gateway.quiet();
    assert.equal((await telegram.type('ada', '/approve'))?.isAlert, true);
    assert.equal(await statusOf(real), 'pending');
    await gateway.close();
  });
});
