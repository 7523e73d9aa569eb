import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { fakeChannel } from '../../harness/fake-channel.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

const ADA = { channel: 'telegram', principal: 'human:ada' };
const HOUR_MS = 3_600_000;

async function open() {
  const telegram = fakeChannel('telegram');
  const gateway = await openNotifyGateway([telegram]);
  const offer = async (principal = 'human:ada') =>
    gateway.gateway.offerPairing(OPERATOR, { channel: 'telegram', principal });
  return { telegram, gateway, offer };
}

describe('Pairing', () => {
  test('pairs whoever types the code first, once, and enrols a key of that account', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    assert.match(code, /^[A-HJ-NP-Z2-9]{8}$/);
    assert.equal(
      (await telegram.type('ada', `/pair ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`))?.text,
      'Paired: you answer as human:ada.',
    );
    assert.match((await telegram.type('eve', `/pair ${code}`))?.text ?? '', /no code that can be used/);
    const [pairing] = gateway.gateway.listPairings();
    assert.deepEqual([pairing?.state, pairing?.user, pairing?.codeHash], ['paired', 'ada', null]);
    const key = gateway.gateway.listApprovers().find(({ keyId }) => keyId === pairing?.keyId);
    assert.equal(key?.principal, 'human:ada');
    assert.deepEqual(
      (await gateway.entries('pairing.created')).map(({ actor, data }) => [actor, data['key']]),
      [['human:ada', pairing?.keyId]],
    );
    await gateway.close();
  });

  test('takes a code for one hour, to the millisecond', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    gateway.clock.set(gateway.clock.nowMs() + HOUR_MS);
    assert.match((await telegram.type('ada', `/pair ${code}`))?.text ?? '', /no code/);
    await gateway.close();
  });

  test('makes one code in ten minutes for a person, and three at a time for a channel', async () => {
    const { gateway, offer } = await open();
    await offer();
    await assert.rejects(offer(), /less than ten minutes ago/);
    await offer('human:bob');
    await offer('human:cleo');
    await assert.rejects(offer('human:dan'), /three codes wait/);
    await gateway.clock.advance(HOUR_MS);
    await gateway.quiet();
    await offer('human:dan');
    assert.equal((await gateway.entries('pairing.ended')).length, 3);
    await gateway.close();
  });

  test('locks an account out for an hour after five wrong codes, and nobody else', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    for (let turn = 0; turn < 5; turn++)
      assert.match((await telegram.type('eve', '/pair AAAABBBB'))?.text ?? '', /no code/);
    assert.match((await telegram.type('eve', `/pair ${code}`))?.text ?? '', /try again in an hour/);
    assert.equal((await gateway.entries('pairing.refused')).length, 5);
    assert.match((await telegram.type('ada', `/pair ${code}`))?.text ?? '', /Paired/);
    const { code: second } = await offer('human:eve');
    gateway.clock.set(gateway.clock.nowMs() + HOUR_MS - 1);
    assert.match((await telegram.type('eve', `/pair ${second}`))?.text ?? '', /try again in an hour/);
    await gateway.close();
  });

  test('voids a code that was typed where others read it', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    assert.match(
      (await telegram.type('ada', `/pair ${code}`, { place: 'group', isPrivate: false }))?.text ?? '',
      /void/,
    );
    assert.match((await telegram.type('ada', `/pair ${code}`))?.text ?? '', /no code/);
    assert.deepEqual(gateway.gateway.listPairings(), []);
    await gateway.close();
  });

  test('is for people and channels that exist', async () => {
    const { gateway } = await open();
    await assert.rejects(gateway.gateway.offerPairing(OPERATOR, { ...ADA, principal: 'agent:x' }), /human:<name>/);
    await assert.rejects(gateway.gateway.offerPairing(OPERATOR, { ...ADA, channel: 'sms' }), /no channel sms/);
    await assert.rejects(gateway.gateway.unpair(OPERATOR, 'unknown'), /there is none/);
    await gateway.close();
  });

  test('gives an account that is paired again another key, so that it can answer again', async () => {
    const { telegram, gateway } = await open();
    await gateway.pair(telegram, 'ada', 'human:ada');
    const [first] = gateway.gateway.listPairings();
    await gateway.gateway.unpair(OPERATOR, first?.id ?? '');
    await gateway.clock.advance(600_000);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const [second] = gateway.gateway.listPairings();
    assert.notEqual(second?.keyId, first?.keyId);
    const id = requestOf(await gateway.ask());
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /^Approved: /);
    assert.equal((await gateway.gateway.findApproval(id)).request.answers[0]?.keyId, second?.keyId);
    await gateway.close();
  });

  test('takes an account over when somebody else’s code is typed from it', async () => {
    const { telegram, gateway } = await open();
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.pair(telegram, 'ada', 'human:bob');
    assert.deepEqual(
      gateway.gateway.listPairings().map(({ principal }) => principal),
      ['human:bob'],
    );
    assert.deepEqual(
      (await gateway.entries('pairing.ended')).map(({ data }) => data['why']),
      ['replaced'],
    );
    await gateway.close();
  });

  test('locks an account out that types many codes at once, and lets none of them through', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    const wrong = Array.from({ length: 28 }, () => telegram.type('eve', '/pair AAAABBBB'));
    await Promise.all([...wrong, telegram.type('eve', `/pair ${code}`)]);
    assert.deepEqual(
      gateway.gateway.listPairings().map(({ state }) => state),
      ['offered'],
    );
    const guard = await gateway.stores.notifications.findMark('pairing-guard:telegram', 'eve');
    assert.equal(guard?.value, `0 ${gateway.clock.nowMs() + HOUR_MS}`);
    assert.match((await telegram.type('ada', `/pair ${code}`))?.text ?? '', /Paired/);
    await gateway.close();
  });

  test('ends with its key, in one commit, and whoever was reached by it is not reached any more', async () => {
    const { telegram, gateway } = await open();
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.clock.advance(600_000);
    await gateway.pair(telegram, 'bob', 'human:bob');
    const id = requestOf(await gateway.ask());
    const before = telegram.standing.length;
    const [pairing] = gateway.gateway.listPairings();
    const { commits } = watchedCommits(gateway);
    await gateway.gateway.withdrawApprover(OPERATOR, pairing?.keyId ?? '');
    assert.deepEqual(commits(), [['approver.withdrawn', 'pairing.ended']]);
    assert.deepEqual(
      (await gateway.entries('pairing.ended')).map(({ actor, data }) => [actor, data['pairing'], data['why']]),
      [[OPERATOR.principal, pairing?.id, 'withdrawn']],
    );
    assert.deepEqual(
      gateway.gateway.listPairings().map(({ principal }) => principal),
      ['human:bob'],
    );
    assert.match((await telegram.press('ada', 'approve', telegram.standing[0]))?.text ?? '', /paired with nobody/);
    await gateway.ask('curl https://second.example.net/a');
    assert.deepEqual(
      telegram.standing.slice(before).map(({ message }) => message.to),
      ['private-bob'],
    );
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'pending');
    await gateway.close();
  });

  test('that could not be ended with its key is ended at the next start, and a mailbox is paired anew', async () => {
    const stores = openMemoryStores();
    let isFull = false;
    const commit: typeof stores.ledger.commit = async (batch) => {
      if (isFull && JSON.stringify(batch.entries).includes('pairing.ended'))
        throw new StoreError('store.full', 'a test');
      return stores.ledger.commit(batch);
    };
    const [telegram, mail] = [fakeChannel('telegram'), fakeChannel('mail', { kind: 'email' })];
    const faulty = { ...stores, ledger: { ...stores.ledger, commit } };
    const gateway = await openNotifyGateway([telegram, mail], { stores: faulty });
    await gateway.pair(telegram, 'ada', 'human:ada');
    const known = [{ principal: 'human:bob', channel: 'mail', to: 'bob@example.com' }];
    assert.deepEqual(await gateway.notify.pairKnown(known), []);
    isFull = true;
    for (const { id } of gateway.gateway.listPairings())
      await assert.rejects(gateway.gateway.unpair(OPERATOR, id), /cannot be written/);
    isFull = false;
    assert.equal(gateway.gateway.listPairings().length, 2);
    gateway.notify.start([telegram, mail]);
    assert.deepEqual(await gateway.notify.pairKnown(known), []);
    await gateway.quiet();
    assert.deepEqual(
      gateway.gateway.listPairings().map(({ principal }) => principal),
      ['human:bob'],
    );
    const id = requestOf(await gateway.ask());
    const user = { user: 'bob@example.com' };
    assert.match((await mail.press('bob', 'approve', undefined, user))?.text ?? '', /^Approved: /);
    assert.equal((await gateway.gateway.findApproval(id)).request.status, 'approved');
    await gateway.close();
  });
});

describe('Mailboxes that the operator wrote down', () => {
  const mailbox = (principal: string, to: string) => ({ principal, channel: 'mail', to });

  test('are one person’s each: the second who is named is told of as a problem, and nothing changes from start to start', async () => {
    const mail = fakeChannel('mail', { kind: 'email' });
    const gateway = await openNotifyGateway([mail]);
    const both = [mailbox('human:ada', 'team@example.com'), mailbox('human:bob', 'team@example.com')];
    for (let start = 0; start < 3; start++) {
      const [problem, ...others] = await gateway.notify.pairKnown(both);
      assert.match(problem ?? '', /pair human:bob at mail: the account is somebody else's too/);
      assert.deepEqual(others, []);
    }
    assert.deepEqual(
      (await gateway.entries('pairing.created')).map(({ data }) => data['principal']),
      ['human:ada'],
    );
    assert.deepEqual(await gateway.entries('approver.withdrawn'), []);
    await gateway.close();
  });

  test('that cannot be paired keep no gateway from starting, and no other from being paired', async () => {
    const mail = fakeChannel('mail', { kind: 'email' });
    const { stores, full } = fillableStores();
    const gateway = await openNotifyGateway([mail], { stores });
    full(true);
    assert.match((await gateway.notify.pairKnown([mailbox('human:ada', 'a@example.com')]))[0] ?? '', /pair human:ada/);
    full(false);
    const given = [mailbox('human:Ada Lovelace ', 'l@example.com'), mailbox('human:ada', 'a@example.com')];
    const problems = await gateway.notify.pairKnown(given);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /human:Ada Lovelace/);
    assert.deepEqual(
      gateway.gateway.listPairings().map(({ principal, user }) => [principal, user]),
      [['human:ada', 'a@example.com']],
    );
    assert.deepEqual(await gateway.notify.pairKnown([]), []);
    assert.deepEqual(gateway.gateway.listPairings(), []);
    await gateway.close();
  });
});

/** Stores whose log can be full. */
function fillableStores() {
  const stores = openMemoryStores();
  let isFull = false;
  const commit: typeof stores.ledger.commit = async (batch) => {
    if (isFull) throw new StoreError('store.full', 'a fault of this test');
    return stores.ledger.commit(batch);
  };
  return {
    stores: { ...stores, ledger: { ...stores.ledger, commit } },
    full: (to: boolean) => {
      isFull = to;
    },
  };
}

/** The types of the entries of each commit from here on, of withdrawals and pairings. */
function watchedCommits({ stores }: NotifyGateway): { readonly commits: () => readonly (readonly string[])[] } {
  const { ledger } = stores;
  const commit = ledger.commit.bind(ledger);
  const seen: string[][] = [];
  ledger.commit = async (batch) => {
    const text = JSON.stringify(batch);
    seen.push(['approver.withdrawn', 'pairing.ended'].filter((type) => text.includes(type)));
    return commit(batch);
  };
  return { commits: () => seen.filter((types) => types.length > 0) };
}
