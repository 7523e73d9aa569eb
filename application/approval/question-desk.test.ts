import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import { AT_CLIENT } from '../../core/approval/approval.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  LONG_WAIT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
  type TestGatewayOptions,
} from '../../test/harness/test-gateway.ts';
import type { Caller } from '../gateway.ts';
import type { ClientChannel } from '../gateway-ports.ts';
import type { ClientQuestion } from './client-question.ts';
import { MAX_STATE_LENGTH } from './question-state.ts';

const FRONT: Caller = { principal: 'agent:mcp', scopes: ['decide', 'outcome', 'elicit'] };
const SESSION = 'session-1';
const LOW = { command: 'npm test' };

const KEY = generateSigningKey('ed25519');

function clientChannel(): ClientChannel {
  return {
    cipher: createPayloadCipher(new Uint8Array(32).fill(7), openSystemRandomness()),
    approver: { keyId: toHex(sha256(KEY.publicKey)).slice(0, 16), sign: KEY.sign },
  };
}

async function openAsking(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const opened = await openTestGateway({ ...options, ports: { ...options.ports, clientChannel: clientChannel() } });
  const publicKey = Buffer.from(KEY.publicKey).toString('base64');
  await opened.gateway.enrolApprover({ principal: 'gateway', scopes: [] }, { principal: AT_CLIENT, publicKey });
  return opened;
}

async function ask({ gateway }: TestGateway, args: JsonObject = LOW, caller = FRONT): Promise<string> {
  const asked = await gateway.authorize(caller, propose('Bash', args), NO_WAIT);
  assert.equal(asked.verdict, 'require-approval', asked.decision.reason);
  return asked.approval?.request.id ?? assert.fail('nobody was asked');
}

async function question(test: TestGateway, approval: string): Promise<ClientQuestion> {
  const opened = await test.gateway.openQuestion(FRONT, { approval, session: SESSION });
  return opened ?? assert.fail('nothing is asked at the client');
}

async function answer({ gateway }: TestGateway, requestState: string, action: 'accept' | 'decline' | 'cancel') {
  return gateway.answerQuestion(FRONT, { requestState, session: SESSION, action });
}

async function refusals({ stores }: TestGateway): Promise<readonly unknown[]> {
  const all = await stores.ledger.readEntries({ fromIndex: 0, limit: 10_000 });
  const parsed = all.map(({ text }) => JSON.parse(text) as { type: string; data: { why?: string } });
  return parsed.filter(({ type }) => type === 'question.refused').map(({ data }) => data.why);
}

describe('a question at the client', () => {
  test('approves the one call that it was about, signed, on its own channel', async () => {
    const test = await openAsking();
    const waiting = test.gateway.authorize(FRONT, propose('Bash', LOW), LONG_WAIT);
    await settle();
    const [pending] = await test.gateway.listApprovals({ statuses: ['pending'], limit: 1 });
    const { requestState, message, expiresAtMs } = await question(test, pending?.request.id ?? '');
    assert.match(message, /^Countersign asks[^]*Tool: Bash[^]*Risk: low[^]*Why: [^]*"command": "npm test"/);
    assert.equal(expiresAtMs, pending?.request.deadlineMs);
    assert.deepEqual(await answer(test, requestState, 'accept'), { approved: true });
    assert.equal((await waiting).verdict, 'allow');
    const [{ request } = assert.fail('no approval')] = await test.gateway.listApprovals({
      statuses: ['approved'],
      limit: 1,
    });
    const [given] = request.answers;
    assert.deepEqual([given?.approver, given?.channel, given?.scope], [AT_CLIENT, 'mcp', 'action']);
    assert.notEqual(request.consumedBy, null);
    assert.equal((await test.gateway.authorize(FRONT, propose('Bash', LOW), NO_WAIT)).verdict, 'require-approval');
  });

  test('denies when it is declined, and leaves it to others when it is cancelled', async () => {
    const test = await openAsking();
    const declined = await ask(test);
    assert.deepEqual(await answer(test, (await question(test, declined)).requestState, 'decline'), { approved: false });
    assert.equal((await test.gateway.findApproval(declined)).request.status, 'denied');
    const cancelled = await ask(test, { command: 'npm run build' });
    assert.deepEqual(await answer(test, (await question(test, cancelled)).requestState, 'cancel'), { approved: false });
    assert.equal((await test.gateway.findApproval(cancelled)).request.status, 'pending');
    assert.equal((await test.approve(cancelled)).request.status, 'approved');
  });

  test('is not asked about high risk, whatever the setting', async () => {
    const test = await openAsking();
    const approval = await ask(test, { command: '$UNKNOWN_PROGRAM' });
    assert.ok(['high', 'critical'].includes((await test.gateway.findApproval(approval)).request.riskLevel));
    assert.equal(await test.gateway.openQuestion(FRONT, { approval, session: SESSION }), null);
  });

  test('is not asked where a person made the call, who would approve their own, nor where an author may not approve it', async () => {
    const test = await openAsking();
    const ada = { principal: 'human:ada', scopes: FRONT.scopes };
    const own = await ask(test, LOW, ada);
    assert.equal(await test.gateway.openQuestion(ada, { approval: own, session: SESSION }), null);
    const other = await openAsking();
    const written = { ...propose('Bash', LOW), authors: ['human:ada'] };
    const asked = await other.gateway.authorize(FRONT, written, NO_WAIT);
    const approval = asked.approval?.request.id ?? assert.fail('nobody was asked');
    assert.equal(await other.gateway.openQuestion(FRONT, { approval, session: SESSION }), null);
  });

  test('is asked only up to the risk that the operator set', async () => {
    for (const [elicitation, low, medium] of [
      ['medium', true, true],
      ['low', true, false],
      ['off', false, false],
    ] as const) {
      const test = await openAsking({ settings: { elicitation } });
      for (const [command, expected, level] of [
        ['npm test', low, 'low'],
        ['npm install left-pad', medium, 'medium'],
      ] as const) {
        const approval = await ask(test, { command });
        assert.equal((await test.gateway.findApproval(approval)).request.riskLevel, level);
        const opened = await test.gateway.openQuestion(FRONT, { approval, session: SESSION });
        assert.equal(opened !== null, expected, `${elicitation} ${command}`);
      }
    }
  });

  test('is not asked where the arguments cannot be shown in full', async () => {
    const test = await openAsking();
    const approval = await ask(test, { command: `npm test -- ${'x'.repeat(4_000)}` });
    assert.equal(await test.gateway.openQuestion(FRONT, { approval, session: SESSION }), null);
  });

  test('is not asked by a gateway without the key, or once the key is withdrawn', async () => {
    const without = await openTestGateway();
    const unasked = await ask(without);
    assert.equal(await without.gateway.openQuestion(FRONT, { approval: unasked, session: SESSION }), null);
    const test = await openAsking();
    const approval = await ask(test);
    const { requestState } = await question(test, approval);
    await test.gateway.withdrawApprover(OPERATOR, clientChannel().approver.keyId);
    assert.equal(await test.gateway.openQuestion(FRONT, { approval, session: SESSION }), null);
    await assert.rejects(answer(test, requestState, 'accept'), { code: 'question.refused' });
  });
});

describe('a question is nobody else’s', () => {
  test('not that of another principal or another session, who learn nothing of it', async () => {
    const test = await openAsking();
    const approval = await ask(test);
    const other = { ...FRONT, principal: 'agent:other' };
    const unknown = { code: 'approval.unknown' };
    await assert.rejects(test.gateway.openQuestion(other, { approval, session: SESSION }), unknown);
    await assert.rejects(test.gateway.openQuestion(FRONT, { approval, session: 'session-2' }), unknown);
    await assert.rejects(
      test.gateway.openQuestion(FRONT, { approval: approval.slice(0, 8), session: SESSION }),
      unknown,
    );
  });

  test('and its state is worth nothing in other hands', async () => {
    const test = await openAsking();
    const approval = await ask(test);
    const { requestState } = await question(test, approval);
    const given = { requestState, session: SESSION, action: 'accept' } as const;
    const refused = { code: 'question.refused' };
    await assert.rejects(test.gateway.answerQuestion({ ...FRONT, principal: 'agent:other' }, given), refused);
    await assert.rejects(test.gateway.answerQuestion(FRONT, { ...given, session: 'session-2' }), refused);
    assert.deepEqual(await refusals(test), ['foreign', 'foreign']);
    assert.equal((await test.gateway.findApproval(approval)).request.status, 'pending');
  });
});

describe('a state that does not hold is refused and recorded', () => {
  test('forged, down to every single changed character', async () => {
    const test = await openAsking();
    const approval = await ask(test);
    const { requestState } = await question(test, approval);
    const changed = [...requestState].map((character, at) => {
      const other = character === 'A' ? 'B' : 'A';
      return `${requestState.slice(0, at)}${other}${requestState.slice(at + 1)}`;
    });
    const forged = [
      '',
      'x',
      '====',
      `${requestState}A`,
      requestState.slice(1),
      'A'.repeat(MAX_STATE_LENGTH + 1),
      '\u00e9',
    ];
    const some = changed.filter((_, at) => at % 16 === 0);
    for (const state of [...some, ...forged]) {
      await assert.rejects(answer(test, state, 'accept'), { code: 'question.refused' }, JSON.stringify(state));
    }
    assert.deepEqual(new Set(await refusals(test)), new Set(['forged']));
    assert.deepEqual(await answer(test, requestState, 'accept'), { approved: true });
  });

  test('sealed by another key', async () => {
    const test = await openAsking();
    const other = await openTestGateway({
      ports: {
        clientChannel: { ...clientChannel(), cipher: createPayloadCipher(new Uint8Array(32), openSystemRandomness()) },
      },
    });
    const publicKey = Buffer.from(KEY.publicKey).toString('base64');
    await other.gateway.enrolApprover({ principal: 'gateway', scopes: [] }, { principal: AT_CLIENT, publicKey });
    const { requestState } = await question(other, await ask(other));
    await ask(test);
    await assert.rejects(answer(test, requestState, 'accept'), { code: 'question.refused' });
  });

  test('used, whatever the first answer was', async () => {
    const test = await openAsking();
    for (const first of ['accept', 'decline', 'cancel'] as const) {
      const { requestState } = await question(test, await ask(test, { command: `npm run ${first}` }));
      await answer(test, requestState, first);
      await assert.rejects(answer(test, requestState, 'accept'), { code: 'question.refused' });
    }
    assert.deepEqual(await refusals(test), ['used', 'used', 'used']);
  });

  test('misused for another call: it is spent, and the request stays with the people', async () => {
    const test = await openAsking();
    const approval = await ask(test);
    const { requestState } = await question(test, approval);
    const misuse = { requestState, session: SESSION, action: 'misused' } as const;
    await assert.rejects(test.gateway.answerQuestion(FRONT, misuse), { code: 'question.refused' });
    await assert.rejects(answer(test, requestState, 'accept'), { code: 'question.refused' });
    assert.deepEqual(await refusals(test), ['misused', 'used']);
    assert.equal((await test.gateway.findApproval(approval)).request.status, 'pending');
  });

  test('used twice at once: one answer counts', async () => {
    const test = await openAsking();
    const { requestState } = await question(test, await ask(test));
    const both = await Promise.allSettled([answer(test, requestState, 'accept'), answer(test, requestState, 'accept')]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
  });

  test('expired with its request', async () => {
    const test = await openAsking();
    const { requestState, expiresAtMs } = await question(test, await ask(test));
    await test.clock.advance(expiresAtMs - test.clock.nowMs());
    await settle();
    await assert.rejects(answer(test, requestState, 'accept'), { code: 'question.refused' });
    assert.deepEqual(await refusals(test), ['expired']);
  });

  test('closed, where somebody else was first', async () => {
    const test = await openAsking();
    const approval = await ask(test);
    const { requestState } = await question(test, approval);
    await test.approve(approval, { answer: 'deny' });
    await assert.rejects(answer(test, requestState, 'accept'), { code: 'question.refused' });
    assert.equal(await test.gateway.openQuestion(FRONT, { approval, session: SESSION }), null);
    assert.deepEqual(await refusals(test), ['closed']);
  });

  test('replayed after a restart, answered before or not', async () => {
    const first = await openAsking();
    const used = await question(first, await ask(first));
    await answer(first, used.requestState, 'cancel');
    const open = await ask(first, { command: 'npm run build' });
    const unused = await question(first, open);
    await first.close();
    const { stores, clock, ports } = first;
    const second = await openTestGateway({ stores, clock, ports });
    for (const { requestState } of [used, unused])
      await assert.rejects(answer(second, requestState, 'accept'), { code: 'question.refused' });
    const again = await question(second, open);
    assert.deepEqual(await answer(second, again.requestState, 'accept'), { approved: true });
  });
});

test('keeps what the person was shown beside the log', async () => {
  const test = await openAsking();
  const { message } = await question(test, await ask(test));
  const all = await test.stores.ledger.readEntries({ fromIndex: 0, limit: 10_000 });
  const opened = all.find(({ text }) => text.includes('"question.opened"')) ?? assert.fail('not recorded');
  const payload = await test.stores.ledger.readPayload(opened.index);
  const { id } = JSON.parse(opened.text) as { id: string };
  assert.equal(test.ports.cipher.open(payload?.sealed ?? new Uint8Array(), id), message);
});

test('takes an answer on the channel of the client from nobody who signs for it elsewhere', async () => {
  const test = await openAsking();
  const approval = await ask(test, { command: '$UNKNOWN_PROGRAM' });
  const { keyId } = clientChannel().approver;
  const input = {
    id: approval,
    answer: 'approve',
    scope: 'action',
    note: '',
    channel: 'mcp',
    keyId,
    signature: '',
  } as const;
  await assert.rejects(test.gateway.answerApproval({ principal: AT_CLIENT, scopes: ['approve'] }, input), {
    code: 'approval.scope',
  });
});
