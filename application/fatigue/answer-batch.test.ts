import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import { signedApprovalText } from '../../core/approval/approval-statement.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import type { AnswerInput } from '../gateway.ts';

const key = generateSigningKey('ed25519');

async function ask(gate: TestGateway, command: string): Promise<string> {
  const asked = await gate.gateway.authorize(AGENT, propose('Bash', { command }), NO_WAIT);
  return asked.approval?.request.id ?? assert.fail(`${command} was not asked about`);
}

async function signed(gate: TestGateway, id: string, answer: 'approve' | 'deny' = 'approve'): Promise<AnswerInput> {
  const { statement } = await gate.gateway.findApproval(id);
  const keyId = gate.ports.approvers.list()[0]?.keyId ?? '';
  const given = { answer, scope: 'action', channel: 'cli', keyId, note: '' } as const;
  const text = signedApprovalText(statement, { ...given, approver: OPERATOR.principal });
  return { ...given, id, signature: Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64') };
}

async function count(gate: TestGateway, type: string): Promise<number> {
  const size = (await gate.stores.ledger.loadHead())?.size ?? 0;
  const entries = await gate.stores.ledger.readEntries({ fromIndex: 0, limit: size });
  return entries.filter(({ text }) => text.includes(`"type":"${type}"`)).length;
}

test('takes several answers, each over its own statement and each on record', async () => {
  const gate = await openTestGateway({ approverKey: key });
  const ids = [await ask(gate, 'npm test'), await ask(gate, 'npm run build'), await ask(gate, 'node x.js')];
  const inputs = await Promise.all(ids.map((id, at) => signed(gate, id, at === 2 ? 'deny' : 'approve')));
  const answered = await gate.gateway.answerApprovals(OPERATOR, inputs);
  assert.deepEqual(
    answered.map(({ view }) => view?.request.status),
    ['approved', 'approved', 'denied'],
  );
  assert.equal(await count(gate, 'approval.answered'), 3);
});

test('leaves high risk for its own answer, and tells of each what was wrong with it', async () => {
  const gate = await openTestGateway({ approverKey: key });
  const [low, high] = [await ask(gate, 'npm test'), await ask(gate, 'unknown-program --now')];
  const right = await signed(gate, low);
  const inputs = [
    await signed(gate, high),
    { ...right, signature: right.signature.replace(/^./u, (first) => (first === 'A' ? 'B' : 'A')) },
    right,
    right,
    { ...right, id: 'zzzz' },
  ];
  const answered = await gate.gateway.answerApprovals(OPERATOR, inputs);
  assert.deepEqual(
    answered.map(({ view, refused }) => refused?.code ?? view?.request.status),
    ['approval.scope', 'approval.signature', 'input.invalid', 'input.invalid', 'approval.unknown'],
  );
  const [after] = await gate.gateway.answerApprovals(OPERATOR, [right]);
  assert.equal(after?.view?.request.status, 'approved');
});

test('denies in a batch what it would not approve in one', async () => {
  const gate = await openTestGateway({ approverKey: key });
  const high = await ask(gate, 'unknown-program --now');
  const [answered] = await gate.gateway.answerApprovals(OPERATOR, [await signed(gate, high, 'deny')]);
  assert.equal(answered?.view?.request.status, 'denied');
});

test('refuses a batch of none and of more than a hundred', async () => {
  const gate = await openTestGateway({ approverKey: key });
  const input = await signed(gate, await ask(gate, 'npm test'));
  for (const inputs of [[], Array.from({ length: 101 }, () => input)])
    await assert.rejects(gate.gateway.answerApprovals(OPERATOR, inputs), { code: 'input.invalid' });
  const hundred = await gate.gateway.answerApprovals(
    OPERATOR,
    Array.from({ length: 100 }, () => input),
  );
  assert.equal(hundred.filter(({ refused }) => refused === null).length, 1);
});
