import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { StoreError } from '../../ports/store-error.ts';
import { openApproverGateway } from '../../test/harness/approver-gateway.ts';
import { OPERATOR } from '../../test/harness/test-gateway.ts';
import { PeopleDesk } from './people-desk.ts';

const DAY_MS = 86_400_000;

test('lists everybody with a key, and joins what is one person’s', async () => {
  const { gateway, enrol } = await openApproverGateway();
  for (const name of ['ada', 'ada-chat']) await enrol(name);
  const joined = await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  assert.deepEqual(joined.principals, ['human:ada', 'human:ada-chat']);
  assert.deepEqual(
    gateway.listPeople().map(({ id }) => id),
    ['human:ada', 'human:operator'],
  );
  for (const [principal, account] of [
    ['human:ada', 'human:ada-chat'],
    ['human:operator', 'human:ada'],
    ['human:ada', 'agent:x'],
  ] as const)
    await assert.rejects(gateway.joinAccounts(OPERATOR, { principal, account }), { code: 'person.refused' });
  assert.deepEqual((await gateway.partAccount(OPERATOR, 'human:ada-chat')).principals, ['human:ada-chat']);
  for (const account of ['human:ada', 'human:nobody'])
    await assert.rejects(gateway.partAccount(OPERATOR, account), { code: 'person.refused' });
});

test('joins no account that has factors of its own', async () => {
  const { gateway, enrol, enrolTotp } = await openApproverGateway();
  const [, chat] = [await enrol('ada'), await enrol('ada-chat')];
  await enrolTotp(chat.caller);
  const joined = gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  await assert.rejects(joined, { code: 'person.refused' });
});

test('keeps what a second account had when it is joined, also when it is opened again', async () => {
  const first = await openApproverGateway();
  const [ada] = [await first.enrol('ada'), await first.enrol('ada-chat'), await first.enrol('bob')];
  const chat = { ...ada.caller, principal: 'human:ada-chat' };
  const untilMs = first.clock.nowMs() + DAY_MS;
  await first.gateway.delegate(chat, { from: 'human:ada-chat', to: 'human:bob', fromMs: null, untilMs });
  await first.gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  const { ports, clock, stores } = first;
  await first.close();
  const { gateway } = await openApproverGateway({ ports, clock, stores });
  const [person] = gateway.listPeople();
  assert.deepEqual([person?.principals, person?.deputies], [['human:ada', 'human:ada-chat'], ['human:bob']]);
});

test('notes absences of oneself, and of others for an administrator', async () => {
  const { gateway, enrol, clock } = await openApproverGateway();
  const ada = await enrol('ada');
  const plain = { ...ada.caller, scopes: ['approve'] } as const;
  const away = { fromMs: clock.nowMs(), untilMs: clock.nowMs() + DAY_MS };
  assert.deepEqual((await gateway.setAway(plain, { principal: 'human:ada', away })).away, away);
  assert.equal((await gateway.setAway(OPERATOR, { principal: 'human:ada', away: null })).away, null);
  const other = gateway.setAway(plain, { principal: 'human:operator', away });
  await assert.rejects(other, { code: 'auth.forbidden' });
  for (const wrong of [
    { fromMs: 5, untilMs: 5 },
    { fromMs: 0, untilMs: clock.nowMs() },
  ])
    await assert.rejects(gateway.setAway(plain, { principal: 'human:ada', away: wrong }), { code: 'person.refused' });
  const roles = ['administrator', 'administrator'] as const;
  assert.deepEqual((await gateway.setRoles(OPERATOR, { principal: 'human:ada', roles })).roles, ['administrator']);
  await assert.rejects(gateway.setRoles(plain, { principal: 'human:ada', roles: [] }), { code: 'auth.forbidden' });
});

test('says whom to ask in whose turn: who is there, and whoever stands in for them', async () => {
  const { gateway, enrol, clock, ports, tokens } = await openApproverGateway();
  assert.ok(tokens);
  const [ada] = [await enrol('ada'), await enrol('bob')];
  const nowMs = clock.nowMs();
  const order = { from: 'human:ada', to: 'human:bob', fromMs: null, untilMs: nowMs + DAY_MS };
  await gateway.delegate(ada.caller, order);
  await gateway.setRoles(OPERATOR, { principal: 'human:ada', roles: ['emergency'] });
  const unused = { append: () => Promise.reject(new Error('not here')) } as never;
  const reach = async (): Promise<readonly string[]> => {
    const people = await PeopleDesk.open({ ports, sequencer: unused });
    assert.deepEqual(people.recipients('emergency'), ['human:ada']);
    assert.deepEqual(people.actsFor('human:bob', nowMs), ['human:ada']);
    return people.reachOf('human:ada', nowMs);
  };
  assert.deepEqual(await reach(), ['human:ada', 'human:bob']);
  const away = { fromMs: nowMs, untilMs: nowMs + DAY_MS };
  await gateway.setAway(ada.caller, { principal: 'human:ada', away });
  assert.deepEqual(await reach(), ['human:bob']);
  await gateway.setAway(OPERATOR, { principal: 'human:bob', away });
  assert.deepEqual(await reach(), []);
});

test('changes nobody when it cannot be put on record', async () => {
  const stores = openMemoryStores();
  const { gateway, enrol } = await openApproverGateway({ stores });
  await enrol('ada-chat');
  const { commit } = stores.ledger;
  Object.assign(stores.ledger, { commit: () => Promise.reject(new StoreError('store.full', 'no space')) });
  const joined = gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  await assert.rejects(joined, { code: 'log.unwritable' });
  assert.equal(gateway.personOf('human:ada-chat'), 'human:ada-chat');
  Object.assign(stores.ledger, { commit });
  await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  assert.equal(gateway.personOf('human:ada-chat'), 'human:ada');
});

test('a person who is joined keeps roles and absence of both accounts, and stands in for themselves nowhere', async () => {
  const { gateway, enrol, clock } = await openApproverGateway();
  const [ada, chat, bob] = [await enrol('ada'), await enrol('ada-chat'), await enrol('bob')];
  const untilMs = clock.nowMs() + DAY_MS;
  const away = { fromMs: clock.nowMs(), untilMs };
  const delegate = (from: typeof ada, to: string) =>
    gateway.delegate(from.caller, { from: from.caller.principal, to, fromMs: null, untilMs });
  await delegate(ada, 'human:ada-chat');
  await delegate(bob, 'human:ada-chat');
  await gateway.setRoles(OPERATOR, { principal: 'human:ada', roles: ['emergency'] });
  await gateway.setRoles(OPERATOR, { principal: 'human:ada-chat', roles: ['administrator', 'emergency'] });
  await gateway.setAway(chat.caller, { principal: 'human:ada-chat', away });
  const joined = await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  assert.deepEqual([...joined.roles].toSorted(), ['administrator', 'emergency']);
  assert.deepEqual([joined.away, joined.deputies], [away, []]);
  assert.deepEqual(
    gateway.listDelegations().map(({ from }) => from),
    ['human:bob'],
  );
});
