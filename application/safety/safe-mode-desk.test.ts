import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import { signedSafeModeText } from '../../core/incident/safe-mode-statement.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import type { Caller } from '../gateway.ts';
import type { SafeModeAnswer } from './safe-mode-desk.ts';

const REASON = 'the host was looked at and the agent removed';
const ENTER = { reason: 'credentials were read' };

type Place = TestGateway & { readonly key: SigningKey };

async function inSafeMode(): Promise<Place> {
  const key = generateSigningKey('ed25519');
  const test = await openTestGateway({ approverKey: key });
  await test.gateway.enterSafeMode(OPERATOR, ENTER);
  return { ...test, key };
}

/** What an honest operator signs; parts can be replaced to attack with. */
function sign(
  { gateway, key }: Place,
  { nonce, statement }: { readonly nonce: string; readonly statement: string },
  { signer = key, reason = REASON, approver = OPERATOR.principal } = {},
): SafeModeAnswer {
  const keyId = gateway.listApprovers()[0]?.keyId ?? '';
  const text = signedSafeModeText(statement, { approver, keyId, reason });
  return { nonce, reason, keyId, signature: Buffer.from(signer.sign(Buffer.from(text))).toString('base64') };
}

async function verdictOf({ gateway }: TestGateway, tool: string, args: Record<string, string>): Promise<string> {
  return (await gateway.authorize(AGENT, propose(tool, args), NO_WAIT)).verdict;
}

test('lets agents only read until a person has signed for the end', async () => {
  const test = await inSafeMode();
  assert.equal(await verdictOf(test, 'Read', { file_path: 'a' }), 'allow');
  assert.equal(await verdictOf(test, 'Write', { file_path: 'a', content: '' }), 'deny');
  assert.equal(await verdictOf(test, 'Bash', { command: 'ls' }), 'deny');
  assert.equal(await verdictOf(test, 'WebFetch', { url: 'https://example.com/', prompt: 'p' }), 'deny');
  await test.gateway.observeSession(AGENT, {
    kind: 'prompt',
    session: 'session-1',
    workspace: '/work/app',
    prompt: 'x',
  });
  await test.gateway.leaveSafeMode(OPERATOR, sign(test, test.gateway.askToLeaveSafeMode(OPERATOR)));
  assert.equal(test.gateway.currentEmergency().safeMode, false);
  assert.equal(await verdictOf(test, 'Write', { file_path: 'a', content: '' }), 'allow');
});

test('confirms no call that was authorised before and that it stops now', async () => {
  const { gateway } = await openTestGateway();
  const proposals = [propose('Write', { file_path: 'a', content: '' }), propose('Read', { file_path: 'a' })] as const;
  for (const proposal of proposals) assert.equal((await gateway.authorize(AGENT, proposal, NO_WAIT)).verdict, 'allow');
  await gateway.enterSafeMode(OPERATOR, ENTER);
  const confirmed = proposals.map((proposal) => gateway.confirmAuthorised(AGENT, { ...proposal, callId: null }));
  assert.deepEqual(await Promise.all(confirmed), [false, true]);
});

test('keeps the signature in the log, so that the end can be checked later', async () => {
  const test = await inSafeMode();
  const answer = sign(test, test.gateway.askToLeaveSafeMode(OPERATOR));
  await test.gateway.leaveSafeMode(OPERATOR, answer);
  const entries = (await test.stores.ledger.readEntries({ fromIndex: 0, limit: 100 })).map(({ text }) =>
    JSON.parse(text),
  );
  const changes = entries.filter(({ type }) => type === 'emergency.changed');
  assert.deepEqual(
    changes.map(({ actor, data }) => [actor, data.change]),
    [
      ['human:operator', 'safe-mode'],
      ['human:operator', 'safe-mode-ended'],
    ],
  );
  assert.equal(changes[0].data.reason, ENTER.reason);
  assert.deepEqual(changes[1].data, {
    change: 'safe-mode-ended',
    key: answer.keyId,
    nonce: answer.nonce,
    rationale: REASON,
    signature: answer.signature,
  });
});

test('survives a restart, which makes open questions worthless', async () => {
  const first = await inSafeMode();
  const question = first.gateway.askToLeaveSafeMode(OPERATOR);
  const { logSigner, approvers, cipher } = first.ports;
  const second = await openTestGateway({
    stores: first.stores,
    clock: first.clock,
    approverKey: first.key,
    ports: { logSigner, approvers, cipher },
  });
  assert.equal(second.gateway.currentEmergency().safeMode, true);
  await assert.rejects(second.gateway.leaveSafeMode(OPERATOR, sign(first, question)), {
    code: 'emergency.safe-mode-refused',
  });
});

test('lets no agent switch it, whatever its token may do', async () => {
  const test = await inSafeMode();
  const powerful: Caller = { principal: 'agent:test', scopes: ['approve', 'admin', 'halt', 'read'] };
  const forbidden = { code: 'auth.forbidden' };
  await assert.rejects(test.gateway.enterSafeMode(powerful, ENTER), forbidden);
  assert.throws(() => test.gateway.askToLeaveSafeMode(powerful), forbidden);
  const answer = sign(test, test.gateway.askToLeaveSafeMode(OPERATOR), { approver: 'agent:test' });
  await assert.rejects(test.gateway.leaveSafeMode(powerful, answer), forbidden);
  assert.equal(test.gateway.currentEmergency().safeMode, true);
});

test('takes no signature of a strange key, over another text, or by a key of somebody else', async () => {
  const test = await inSafeMode();
  const question = test.gateway.askToLeaveSafeMode(OPERATOR);
  const good = sign(test, question);
  const other = test.gateway.askToLeaveSafeMode(OPERATOR);
  const attacks: readonly (readonly [Caller, SafeModeAnswer])[] = [
    [OPERATOR, sign(test, question, { signer: generateSigningKey('ed25519') })],
    [OPERATOR, { ...good, reason: `${REASON} and more` }],
    [OPERATOR, { ...good, nonce: other.nonce }],
    [OPERATOR, { ...good, nonce: '0'.repeat(32) }],
    [OPERATOR, { ...good, signature: '' }],
    [OPERATOR, { ...good, signature: '*' }],
    [OPERATOR, { ...good, keyId: 'unknown' }],
    [{ principal: 'human:mallory', scopes: ['approve', 'admin'] }, good],
  ];
  for (const [caller, answer] of attacks)
    await assert.rejects(test.gateway.leaveSafeMode(caller, answer), { code: 'emergency.safe-mode-refused' });
  assert.equal(test.gateway.currentEmergency().safeMode, true);
  await test.gateway.leaveSafeMode(OPERATOR, good);
});

test('takes no approval for an answer: the first line of what is signed tells them apart', async () => {
  const test = await inSafeMode();
  const question = test.gateway.askToLeaveSafeMode(OPERATOR);
  const text = ['countersign-approval/v1', 'approve action cli', 'human:operator k', '""', question.statement].join(
    '\n',
  );
  const signature = Buffer.from(test.key.sign(Buffer.from(text))).toString('base64');
  await assert.rejects(test.gateway.leaveSafeMode(OPERATOR, { ...sign(test, question), signature }), {
    code: 'emergency.safe-mode-refused',
  });
});

test('takes an answer once, also of two that race', async () => {
  const test = await inSafeMode();
  const answer = sign(test, test.gateway.askToLeaveSafeMode(OPERATOR));
  const both = await Promise.allSettled([1, 2].map(() => test.gateway.leaveSafeMode(OPERATOR, answer)));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await test.gateway.enterSafeMode(OPERATOR, ENTER);
  await assert.rejects(test.gateway.leaveSafeMode(OPERATOR, answer), { code: 'emergency.safe-mode-refused' });
});

test('takes no answer after five minutes, nor one to a question from before safe mode was entered again', async () => {
  const test = await inSafeMode();
  const late = sign(test, test.gateway.askToLeaveSafeMode(OPERATOR));
  await test.clock.advance(300_000);
  await assert.rejects(test.gateway.leaveSafeMode(OPERATOR, late), { code: 'emergency.safe-mode-refused' });
  const early = sign(test, test.gateway.askToLeaveSafeMode(OPERATOR));
  await test.gateway.enterSafeMode(OPERATOR, ENTER);
  await assert.rejects(test.gateway.leaveSafeMode(OPERATOR, early), { code: 'emergency.safe-mode-refused' });
});

test('keeps at most sixteen questions open, the newest', async () => {
  const test = await inSafeMode();
  const questions = Array.from({ length: 17 }, () => test.gateway.askToLeaveSafeMode(OPERATOR));
  const [first, second] = questions as [(typeof questions)[0], (typeof questions)[0]];
  await assert.rejects(test.gateway.leaveSafeMode(OPERATOR, sign(test, first)), {
    code: 'emergency.safe-mode-refused',
  });
  await test.gateway.leaveSafeMode(OPERATOR, sign(test, second));
});

test('does not take the answer of a key that was withdrawn', async () => {
  const test = await inSafeMode();
  const answer = sign(test, test.gateway.askToLeaveSafeMode(OPERATOR));
  await test.gateway.withdrawApprover(OPERATOR, answer.keyId);
  await assert.rejects(test.gateway.leaveSafeMode(OPERATOR, answer), { code: 'emergency.safe-mode-refused' });
});

test('is in force even when nothing can be written, and ends only once that is on record', async () => {
  const test = await openTestGateway();
  const { commit } = test.stores.ledger;
  const breakStore = (): void =>
    void Object.assign(test.stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
  breakStore();
  await assert.rejects(test.gateway.enterSafeMode(OPERATOR, ENTER), { code: 'log.unwritable' });
  assert.equal(test.gateway.currentEmergency().safeMode, true);
  Object.assign(test.stores.ledger, { commit });
  await test.gateway.enterSafeMode(OPERATOR, ENTER);
  assert.equal((await test.stores.emergency.load())?.state.safeMode, true);
});

test('stays when it is entered again while the end is being written', async () => {
  const test = await inSafeMode();
  const leaving = test.gateway.leaveSafeMode(OPERATOR, sign(test, test.gateway.askToLeaveSafeMode(OPERATOR)));
  const entering = test.gateway.enterSafeMode(OPERATOR, ENTER);
  await assert.rejects(leaving, { code: 'emergency.safe-mode-refused' });
  await entering;
  assert.equal(test.gateway.currentEmergency().safeMode, true);
  assert.equal((await test.stores.emergency.load())?.state.safeMode, true);
});

test('has nothing to end when the gateway is not in it, and wants a reason', async () => {
  const calm = await openTestGateway();
  assert.throws(() => calm.gateway.askToLeaveSafeMode(OPERATOR), { code: 'emergency.not-in-safe-mode' });
  const test = await inSafeMode();
  const question = test.gateway.askToLeaveSafeMode(OPERATOR);
  for (const reason of ['', 'too short', ' '.repeat(30), 'x'.repeat(2_001)])
    await assert.rejects(test.gateway.leaveSafeMode(OPERATOR, sign(test, question, { reason })), {
      code: 'input.invalid',
    });
});
