import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWER_CHANNELS, AT_CLIENT } from '../../../core/approval/approval.ts';
import { signedApprovalText } from '../../../core/approval/approval-statement.ts';
import { openApproverGateway } from '../../harness/approver-gateway.ts';
import { NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';

const SHELL = ['Bash', { command: 'npm test' }] as const;

test('a person does not approve their own request through a second account', async () => {
  const { gateway, enrol, answer } = await openApproverGateway();
  const [ada, chat] = [await enrol('ada'), await enrol('ada-chat')];
  await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  const asked = await gateway.authorize({ ...ada.caller, scopes: ['decide'] }, propose(...SHELL), NO_WAIT);
  const id = asked.approval?.request.id ?? '';
  for (const own of [ada, chat]) await assert.rejects(answer(own, id), { code: 'auth.self-approval' });
  assert.equal((await answer(await enrol('bob'), id)).request.status, 'approved');
});

test('an approval is void once it comes out that its approver is the requester', async () => {
  const { gateway, enrol, answer } = await openApproverGateway();
  const [ada, chat] = [await enrol('ada'), await enrol('ada-chat')];
  const requester = { ...ada.caller, scopes: ['decide'] } as const;
  const asked = await gateway.authorize(requester, propose(...SHELL), NO_WAIT);
  await answer(chat, asked.approval?.request.id ?? '');
  await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  assert.equal((await gateway.authorize(requester, propose(...SHELL), NO_WAIT)).verdict, 'require-approval');
});

test('one person with two accounts is one of the two approvers that critical risk needs', async () => {
  const { gateway, enrol, answer, enrolTotp, askCritical, codeOf, clock } = await openApproverGateway();
  const [ada, chat] = [await enrol('ada'), await enrol('ada-chat')];
  await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  const { secret } = await enrolTotp(ada.caller);
  const id = await askCritical();
  await clock.advance(30_000);
  const half = await answer(ada, id, { factor: { kind: 'totp', code: codeOf(secret) } });
  assert.equal(half.request.usableUntilMs, null);
  await clock.advance(30_000);
  const again = answer(chat, id, { factor: { kind: 'totp', code: codeOf(secret) } });
  await assert.rejects(again, { code: 'approval.decided' });
});

test('nobody parts their own accounts, and an agent joins none', async () => {
  const { gateway, enrol } = await openApproverGateway();
  const chat = await enrol('ada-chat');
  await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  await assert.rejects(gateway.partAccount(chat.caller, 'human:ada-chat'), { code: 'person.refused' });
  const agent = { principal: 'agent:x', scopes: ['admin'] } as const;
  const joined = gateway.joinAccounts(agent, { principal: 'human:ada', account: 'human:eve' });
  await assert.rejects(joined, { code: 'auth.forbidden' });
  const atClient = gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: AT_CLIENT });
  await assert.rejects(atClient, { code: 'person.refused' });
  await gateway.partAccount(OPERATOR, 'human:ada-chat');
  assert.equal(gateway.personOf('human:ada-chat'), 'human:ada-chat');
});

test('a personal key answers on no channel of the gateway’s, and the browser’s key on none but its own', async () => {
  const { gateway, enrol, answer, logIn, ports } = await openApproverGateway();
  const ada = await enrol('ada');
  const { caller } = await logIn(ada.caller);
  const ask = async (session: string): Promise<string> => {
    const asked = await gateway.authorize(
      { principal: 'agent:x', scopes: [] },
      propose(...SHELL, { session }),
      NO_WAIT,
    );
    return asked.approval?.request.id ?? '';
  };
  const key = ports.channelKeys?.keyOf({ channel: 'web', user: 'human:ada', principal: 'human:ada', pairing: 'web-1' });
  assert.ok(key);
  for (const channel of ANSWER_CHANNELS) {
    const id = await ask(`session-${channel}`);
    const { statement } = await gateway.findApproval(id);
    const given = { answer: 'approve', scope: 'action', channel, note: '', keyId: key.keyId } as const;
    const text = signedApprovalText(statement, { ...given, approver: 'human:ada' });
    const signature = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64');
    const byWeb = gateway.answerApproval(caller, { ...given, id, signature });
    if (channel === 'web') assert.equal((await byWeb).request.status, 'approved');
    else await assert.rejects(byWeb, { code: 'approval.signature' }, channel);
    const own = answer(ada, channel === 'web' ? await ask('session-own') : id, { channel });
    if (['api', 'cli', 'web'].includes(channel)) assert.equal((await own).request.status, 'approved');
    else await assert.rejects(own, { code: 'approval.signature' }, channel);
  }
});

test('a delegation lasts thirty days at most, makes no chain, and lends no second factor', async () => {
  const { gateway, enrol, answer, enrolTotp, askCritical, codeOf, clock, stores } = await openApproverGateway();
  await gateway.withdrawApprover(OPERATOR, gateway.listApprovers()[0]?.keyId ?? '');
  const [ada, bob, eve] = [await enrol('ada'), await enrol('bob'), await enrol('eve')];
  const nowMs = clock.nowMs();
  const order = { from: 'human:ada', to: 'human:bob', fromMs: null, untilMs: nowMs + 86_400_000 };
  await assert.rejects(gateway.delegate(bob.caller, order), { code: 'person.refused' });
  const long = { ...order, untilMs: nowMs + 31 * 86_400_000 };
  await assert.rejects(gateway.delegate(ada.caller, long), { code: 'person.refused' });
  const { id } = await gateway.delegate(ada.caller, order);
  const chain = { ...order, from: 'human:bob', to: 'human:eve' };
  await assert.rejects(gateway.delegate(bob.caller, chain), { code: 'person.refused' });
  const { secret } = await enrolTotp(ada.caller);
  const request = await askCritical();
  await clock.advance(30_000);
  const lent = answer(bob, request, { factor: { kind: 'totp', code: codeOf(secret) } });
  await assert.rejects(lent, { code: 'factor.refused' });
  const asked = await gateway.authorize(
    { principal: 'agent:x', scopes: [] },
    propose(...SHELL, { session: 'session-x' }),
    NO_WAIT,
  );
  await answer(bob, asked.approval?.request.id ?? '');
  const entries = (await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 })).map(({ text }) => JSON.parse(text));
  const recorded = entries.findLast(({ type }) => type === 'approval.answered');
  assert.deepEqual([recorded.actor, recorded.data.in_turn_of], ['human:bob', ['human:ada']]);
  await assert.rejects(gateway.endDelegation({ ...eve.caller, scopes: ['approve'] }, id), { code: 'auth.forbidden' });
  await gateway.endDelegation(bob.caller, id);
  assert.deepEqual(gateway.listDelegations(), []);
  await assert.rejects(gateway.endDelegation(bob.caller, id), { code: 'delegation.unknown' });
});

test('one person at two accounts fills no two places: what both approved is void once it comes out', async () => {
  const { gateway, enrol, answer, enrolTotp, askCritical, tryAgain, codeOf, clock } = await openApproverGateway();
  const [ada, chat] = [await enrol('ada'), await enrol('ada-chat')];
  const [first, second] = [await enrolTotp(ada.caller), await enrolTotp(chat.caller)];
  const id = await askCritical();
  await clock.advance(30_000);
  await answer(ada, id, { factor: { kind: 'totp', code: codeOf(first.secret) } });
  const both = await answer(chat, id, { factor: { kind: 'totp', code: codeOf(second.secret) } });
  assert.equal(both.request.status, 'approved');
  const join = () => gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  await assert.rejects(join(), { code: 'person.refused' });
  await gateway.resetFactors(OPERATOR, 'human:ada-chat');
  await join();
  assert.equal((await tryAgain()).verdict, 'require-approval');
});

test('a delegation makes no loop: not back, not through a second account, not to oneself', async () => {
  const { gateway, enrol, clock } = await openApproverGateway();
  const [ada, bob, chat] = [await enrol('ada'), await enrol('bob'), await enrol('bob-chat')];
  await gateway.joinAccounts(OPERATOR, { principal: 'human:bob', account: 'human:bob-chat' });
  const untilMs = clock.nowMs() + 86_400_000;
  const delegate = (from: typeof ada, to: string) =>
    gateway.delegate(from.caller, { from: from.caller.principal, to, fromMs: null, untilMs });
  await assert.rejects(delegate(ada, 'human:ada'), /the same person/);
  await assert.rejects(delegate(bob, 'human:bob-chat'), /the same person/);
  await delegate(ada, 'human:bob');
  for (const back of [delegate(bob, 'human:ada'), delegate(chat, 'human:ada'), delegate(chat, 'human:eve')])
    await assert.rejects(back, /no chain/);
  assert.equal(gateway.listDelegations().length, 1);
});

test('a delegation that is over gives nobody’s turn, and one that has not begun gives none yet', async () => {
  const { gateway, enrol, answer, clock, stores } = await openApproverGateway();
  const [ada, bob] = [await enrol('ada'), await enrol('bob')];
  const [fromMs, untilMs] = [clock.nowMs() + 3_600_000, clock.nowMs() + 7_200_000];
  await gateway.delegate(ada.caller, { from: 'human:ada', to: 'human:bob', fromMs, untilMs });
  const turnsOf = async (session: string): Promise<readonly string[] | undefined> => {
    const caller = { principal: `agent:${session}`, scopes: [] };
    const asked = await gateway.authorize(caller, propose(...SHELL, { session }), NO_WAIT);
    await answer(bob, asked.approval?.request.id ?? '');
    const entries = await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
    const all = entries.map(({ text }) => JSON.parse(text));
    return all.findLast(({ type }) => type === 'approval.answered').data.in_turn_of;
  };
  assert.equal(await turnsOf('early'), undefined);
  await clock.advance(3_600_000);
  assert.deepEqual(await turnsOf('during'), ['human:ada']);
  await clock.advance(3_600_000);
  assert.equal(await turnsOf('over'), undefined);
  assert.deepEqual(gateway.listDelegations(), []);
});

test('a deputy who wrote it, or asked for it, approves it in nobody’s turn; they may deny it', async () => {
  const { gateway, enrol, answer, clock } = await openApproverGateway();
  const [ada, bob, chat] = [await enrol('ada'), await enrol('bob'), await enrol('bob-chat')];
  const untilMs = clock.nowMs() + 86_400_000;
  await gateway.joinAccounts(OPERATOR, { principal: 'human:bob', account: 'human:bob-chat' });
  await gateway.delegate(ada.caller, { from: 'human:ada', to: 'human:bob', fromMs: null, untilMs });
  const written = { ...propose(...SHELL), authors: ['human:bob-chat'] };
  const asked = await gateway.authorize({ principal: 'agent:x', scopes: [] }, written, NO_WAIT);
  const id = asked.approval?.request.id ?? '';
  for (const own of [bob, chat]) await assert.rejects(answer(own, id), { code: 'auth.self-approval' });
  assert.equal((await answer(bob, id, { answer: 'deny' })).request.status, 'denied');
  const requester = { ...bob.caller, scopes: ['decide'] } as const;
  const own = await gateway.authorize(requester, propose(...SHELL, { session: 'session-2' }), NO_WAIT);
  await assert.rejects(answer(bob, own.approval?.request.id ?? ''), { code: 'auth.self-approval' });
});

test('an approval is void once it comes out that its approver wrote what is approved, under another name', async () => {
  const { gateway, enrol, answer } = await openApproverGateway();
  const [, chat] = [await enrol('ada'), await enrol('ada-chat')];
  const agent = { principal: 'agent:x', scopes: [] };
  const written = { ...propose(...SHELL), authors: ['human:ada'] };
  const asked = await gateway.authorize(agent, written, NO_WAIT);
  assert.equal((await answer(chat, asked.approval?.request.id ?? '')).request.status, 'approved');
  await gateway.joinAccounts(OPERATOR, { principal: 'human:ada', account: 'human:ada-chat' });
  assert.equal((await gateway.authorize(agent, written, NO_WAIT)).verdict, 'require-approval');
});

test('a denial that comes in the same moment as an approval is not lost: what two must approve is denied', async () => {
  const { enrol, answer, enrolTotp, askCritical, codeOf, clock, gateway, stores } = await openApproverGateway();
  const [ada, bob] = [await enrol('ada'), await enrol('bob')];
  const { secret } = await enrolTotp(ada.caller);
  const id = await askCritical();
  await clock.advance(30_000);
  // Bob's answer looked at the request before Ada's was written.
  const { findByPrefix } = stores.approvals;
  const before = await findByPrefix(id);
  await answer(ada, id, { factor: { kind: 'totp', code: codeOf(secret) } });
  Object.assign(stores.approvals, { findByPrefix: () => Promise.resolve(before) });
  const { request } = await answer(bob, id, { answer: 'deny' });
  Object.assign(stores.approvals, { findByPrefix });
  assert.deepEqual([request.status, request.answers.length], ['denied', 2]);
  assert.equal((await gateway.findApproval(id)).request.status, 'denied');
});

test('of several who approve in the same moment each counts once, and no more than are needed', async () => {
  const { enrol, answer, enrolTotp, askCritical, codeOf, clock, gateway } = await openApproverGateway();
  const people = await Promise.all(['ada', 'bob', 'eve', 'kim'].map(enrol));
  const secrets = await Promise.all(people.map(async ({ caller }) => (await enrolTotp(caller)).secret));
  const id = await askCritical();
  await clock.advance(30_000);
  const answers = people.map((one, place) =>
    answer(one, id, { factor: { kind: 'totp', code: codeOf(secrets[place] ?? '') } }),
  );
  const settled = await Promise.allSettled(answers);
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 2);
  const { request } = await gateway.findApproval(id);
  assert.deepEqual([request.status, request.answers.length], ['approved', 2]);
  assert.equal(new Set(request.answers.map(({ approver }) => approver)).size, 2);
});
