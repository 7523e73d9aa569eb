import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { StoreError } from '../../ports/store-error.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  LONG_WAIT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';

const SHELL = { command: 'npm test' };

function keyOf({ gateway }: TestGateway): string {
  return gateway.listApprovers()[0]?.keyId ?? assert.fail('nobody is enrolled');
}

async function entriesOf({ stores }: TestGateway): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
  return (await stores.ledger.readEntries({ fromIndex: 0, limit: 10_000 })).map(({ text }) => JSON.parse(text));
}

async function askShell(test: TestGateway, wait = NO_WAIT): ReturnType<TestGateway['gateway']['authorize']> {
  return test.gateway.authorize(AGENT, propose('Bash', SHELL), wait);
}

test('refuses every answer of a withdrawn key, and says on record who withdrew it', async () => {
  const test = await openTestGateway();
  const keyId = keyOf(test);
  const asked = await askShell(test);
  const { approver, remaining } = await test.gateway.withdrawApprover(OPERATOR, keyId.slice(0, 4).toUpperCase());
  assert.deepEqual([approver.keyId, remaining], [keyId, 0]);
  assert.equal(test.gateway.listApprovers()[0]?.withdrawnAtMs, test.clock.nowMs());
  await assert.rejects(test.approve(asked.approval?.request.id ?? ''), { code: 'approval.signature' });
  const [recorded] = (await entriesOf(test)).filter(({ type }) => type === 'approver.withdrawn');
  assert.deepEqual(recorded?.data, { key: keyId, principal: 'human:operator', remaining: 0 });
});

test('lets an approval that nobody has used yet release nothing once its key is withdrawn', async () => {
  const test = await openTestGateway();
  const asked = await askShell(test);
  const { request } = await test.approve(asked.approval?.request.id ?? '');
  assert.equal(request.status, 'approved');
  await test.gateway.withdrawApprover(OPERATOR, keyOf(test));
  assert.equal((await askShell(test)).verdict, 'require-approval');
  const after = await test.gateway.findApproval(request.id);
  assert.deepEqual([after.request.status, after.request.consumedBy], ['cancelled', null]);
});

test('lets the approval of a key that is gone from the registry release nothing, though it is approved in the store', async () => {
  const test = await openTestGateway();
  const asked = await askShell(test);
  const { request } = await test.approve(asked.approval?.request.id ?? '');
  await test.ports.approvers.withdraw(keyOf(test), test.clock.nowMs());
  assert.equal((await askShell(test)).verdict, 'require-approval');
  assert.equal((await test.gateway.findApproval(request.id)).request.status, 'approved');
});

test('takes back session grants that a withdrawn key gave', async () => {
  const test = await openTestGateway();
  const fetch = (): ReturnType<TestGateway['gateway']['authorize']> =>
    test.gateway.authorize(
      AGENT,
      propose('WebFetch', { url: 'https://example.com/', prompt: 'p' }, { channel: 'api' }),
      NO_WAIT,
    );
  const asked = await fetch();
  await test.approve(asked.approval?.request.id ?? '', { scope: 'session' });
  assert.equal((await fetch()).verdict, 'allow');
  assert.equal((await fetch()).verdict, 'allow');
  await test.gateway.withdrawApprover(OPERATOR, keyOf(test));
  assert.equal((await fetch()).verdict, 'require-approval');
  assert.ok((await entriesOf(test)).some(({ type }) => type === 'grant.revoked'));
});

/** Has a change written with whatever is recorded next, as if a flow had asked for it. */
async function alsoWrite({ stores, tokens }: TestGateway, change: StateChange): Promise<void> {
  const { commit } = stores.ledger;
  const withChange: typeof commit = (batch) =>
    commit({ ...batch, units: batch.units.map(({ changes }) => ({ changes: [...changes, change] })) });
  Object.assign(stores.ledger, { commit: withChange });
  await tokens.create('gateway', { principal: 'human:other', scopes: ['read'], expiresAtMs: null });
  Object.assign(stores.ledger, { commit });
}

test('cancels a request that a withdrawn key has half answered, and tells whoever waits', async () => {
  const test = await openTestGateway();
  const waiting = askShell(test, LONG_WAIT);
  await settle();
  const [view] = await test.gateway.listApprovals({ statuses: ['pending'], limit: 1 });
  const request = view?.request ?? assert.fail('nobody was asked');
  const half = { answer: 'approve', approver: 'human:operator', keyId: keyOf(test), channel: 'cli' } as const;
  const answers = [{ ...half, scope: 'action', note: '', atMs: 1, signature: '' } as const];
  await alsoWrite(test, { kind: 'approval.update', request: { ...request, answers }, from: ['pending'], answers: 0 });
  await test.gateway.withdrawApprover(OPERATOR, keyOf(test));
  const answered = await waiting;
  assert.deepEqual([answered.verdict, answered.approval?.request.status], ['deny', 'cancelled']);
});

test('counts a key no longer even when the withdrawal cannot be put on record', async () => {
  const test = await openTestGateway();
  const asked = await askShell(test);
  const { commit } = test.stores.ledger;
  Object.assign(test.stores.ledger, { commit: () => Promise.reject(new StoreError('store.full', 'no space')) });
  await assert.rejects(test.gateway.withdrawApprover(OPERATOR, keyOf(test)), { code: 'log.unwritable' });
  Object.assign(test.stores.ledger, { commit });
  await assert.rejects(test.approve(asked.approval?.request.id ?? ''), { code: 'approval.signature' });
  await test.gateway.withdrawApprover(OPERATOR, keyOf(test));
  assert.equal((await entriesOf(test)).filter(({ type }) => type === 'approver.withdrawn').length, 1);
});

test('refuses an answer whose key is withdrawn while it is being written', async () => {
  const test = await openTestGateway();
  const asked = await askShell(test);
  const { listTimedOut } = test.stores.approvals;
  const keyId = keyOf(test);
  Object.assign(test.stores.approvals, {
    listTimedOut: async (digest: string) => {
      await test.ports.approvers.withdraw(keyId, test.clock.nowMs());
      return listTimedOut(digest);
    },
  });
  await assert.rejects(test.approve(asked.approval?.request.id ?? ''), { code: 'approval.signature' });
  assert.equal((await test.gateway.findApproval(asked.approval?.request.id ?? '')).request.status, 'pending');
});

test('never lets a withdrawn key come back', async () => {
  const approverKey = generateSigningKey('ed25519');
  const test = await openTestGateway({ approverKey });
  await test.gateway.withdrawApprover(OPERATOR, keyOf(test));
  const publicKey = Buffer.from(approverKey.publicKey).toString('base64');
  await assert.rejects(test.gateway.enrolApprover(OPERATOR, { principal: 'human:operator', publicKey }), {
    code: 'input.invalid',
  });
});

test('names a key that there is none of, and a prefix that fits several', async () => {
  const test = await openTestGateway();
  for (const id of ['', 'abc', 'zzzz', keyOf(test).slice(0, 3)])
    await assert.rejects(test.gateway.withdrawApprover(OPERATOR, id), { code: 'approver.unknown' });
  const { approvers } = test.ports;
  for (const end of ['1', '2'])
    await approvers.enrol({ keyId: `ffff00000000000${end}`, principal: 'human:x', publicKey: new Uint8Array(32) });
  await assert.rejects(test.gateway.withdrawApprover(OPERATOR, 'ffff'), { code: 'approver.ambiguous' });
});

test('enrols nobody whose name cannot be told from another', async () => {
  const { gateway } = await openTestGateway();
  const publicKey = Buffer.from(generateSigningKey('ed25519').publicKey).toString('base64');
  for (const principal of ['human:operator\u200b', 'human: operator', 'agent:x', 'human:'])
    await assert.rejects(gateway.enrolApprover(OPERATOR, { principal, publicKey }), { code: 'input.invalid' });
});
