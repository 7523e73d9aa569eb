import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';

async function ask({ gateway }: TestGateway, session: string): Promise<string> {
  const asked = await gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }, { session }), NO_WAIT);
  return asked.approval?.request.id ?? assert.fail(asked.decision.reason);
}

test('draws a request once, however often and by whomever it is asked for', async () => {
  const test = await openTestGateway();
  const [one, two] = [await ask(test, 'one'), await ask(test, 'two')];
  const documentOf = async (id: string) => test.gateway.promptOf(await test.gateway.findApproval(id));
  const drawn = await documentOf(one);
  assert.equal(await documentOf(one), drawn);
  assert.notEqual(await documentOf(two), drawn);
  await test.approve(one, { answer: 'deny' });
  assert.equal(await documentOf(one), drawn);
});

test('keeps nothing of a request whose payload was erased', async () => {
  const test = await openTestGateway();
  const id = await ask(test, 'one');
  const before = await test.gateway.findApproval(id);
  const drawn = test.gateway.promptOf(before);
  await test.approve(id, { answer: 'deny' });
  await test.gateway.erasePayload(OPERATOR, {
    index: before.request.decisionIndex,
    rationale: 'the customer asked for it',
  });
  const erased = test.gateway.promptOf(await test.gateway.findApproval(id));
  assert.match(JSON.stringify(erased), /was erased/);
  assert.notEqual(test.gateway.promptOf(before), drawn);
  test.gateway.promptOf({ ...before, shown: null });
  assert.deepEqual(test.gateway.promptOf(before), drawn);
});
