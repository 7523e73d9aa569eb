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
import { openLog } from './open-log.ts';

const RATIONALE = 'it holds personal data';

async function decided(): Promise<{ readonly test: TestGateway; readonly index: number }> {
  const test = await openTestGateway();
  const { logIndex: index } = await test.gateway.authorize(AGENT, propose('Read', { file_path: 'a' }), NO_WAIT);
  return { test, index };
}

test('erases for good, on record: who, which entry, what it was and why', async () => {
  const { test, index } = await decided();
  assert.deepEqual((await test.gateway.logEntry(index)).payload, { state: 'kept' });
  const { logIndex } = await test.gateway.erasePayload(OPERATOR, { index, rationale: RATIONALE });
  assert.equal(await test.stores.ledger.readPayload(index), null);
  const recorded = JSON.parse((await test.gateway.logEntry(logIndex)).text);
  assert.deepEqual([recorded.type, recorded.actor], ['payload.erased', 'human:operator']);
  assert.deepEqual(recorded.data, { entry: index, rationale: RATIONALE, type: 'decision' });
  const { payload, text } = await test.gateway.logEntry(index);
  const erasure = { index: logIndex, by: 'human:operator', atMs: test.clock.nowMs(), rationale: RATIONALE };
  assert.deepEqual(payload, { state: 'erased', erasure });
  assert.notEqual(JSON.parse(text).payload, null);
});

test('leaves the log as it was: it opens and its whole tree holds', async () => {
  const { test, index } = await decided();
  await test.gateway.erasePayload(OPERATOR, { index, rationale: RATIONALE });
  const { ledger } = test.stores;
  const { head } = await openLog({ ...test.ports, ledger });
  assert.equal(head?.size, test.gateway.health().log.size);
});

test('erases nothing when it cannot be put on record', async () => {
  const { test, index } = await decided();
  const { commit } = test.stores.ledger;
  Object.assign(test.stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
  await assert.rejects(test.gateway.erasePayload(OPERATOR, { index, rationale: RATIONALE }), {
    code: 'log.unwritable',
  });
  Object.assign(test.stores.ledger, { commit });
  assert.notEqual(await test.stores.ledger.readPayload(index), null);
});

test('can be asked for again after a crash between record and erasure', async () => {
  const { test, index } = await decided();
  const { erasePayload } = test.stores.ledger;
  Object.assign(test.stores.ledger, { erasePayload: () => Promise.reject(new Error('killed')) });
  await assert.rejects(test.gateway.erasePayload(OPERATOR, { index, rationale: RATIONALE }));
  Object.assign(test.stores.ledger, { erasePayload });
  assert.equal((await test.gateway.logEntry(index)).payload.state, 'kept');
  await test.gateway.erasePayload(OPERATOR, { index, rationale: RATIONALE });
  assert.equal((await test.gateway.logEntry(index)).payload.state, 'erased');
});

test('erases nothing that a person is asked about', async () => {
  const test = await openTestGateway();
  const asked = await test.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  const erasure = { index: asked.logIndex, rationale: RATIONALE };
  await assert.rejects(test.gateway.erasePayload(OPERATOR, erasure), { code: 'log.payload-in-use' });
  await test.approve(asked.approval?.request.id ?? '', { answer: 'deny' });
  await test.gateway.erasePayload(OPERATOR, erasure);
});

test('lets nobody approve, late, what cannot be seen any more', async () => {
  const test = await openTestGateway();
  const asked = await test.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  const id = asked.approval?.request.id ?? '';
  await test.clock.advance(60_000);
  await test.gateway.erasePayload(OPERATOR, { index: asked.logIndex, rationale: RATIONALE });
  assert.equal((await test.gateway.findApproval(id)).shown, null);
  await assert.rejects(test.approve(id), { code: 'log.no-payload' });
  assert.equal((await test.approve(id, { answer: 'deny' })).request.status, 'denied');
});

test('says why there is nothing to erase', async () => {
  const { test, index } = await decided();
  const erase = (place: number, rationale = RATIONALE): Promise<unknown> =>
    test.gateway.erasePayload(OPERATOR, { index: place, rationale });
  await assert.rejects(erase(9_999), { code: 'log.unknown-entry' });
  await assert.rejects(test.gateway.logEntry(9_999), { code: 'log.unknown-entry' });
  await assert.rejects(erase(0), { code: 'log.no-payload', message: /never had one/ });
  await erase(index);
  await assert.rejects(erase(index), { code: 'log.no-payload', message: /entry \d+ erased it/ });
  for (const rationale of ['', 'short', ' '.repeat(40), 'x'.repeat(2_001)])
    await assert.rejects(erase(index, rationale), { code: 'input.invalid' });
});

test('tells a payload that somebody else removed from one that was erased', async () => {
  const { test, index } = await decided();
  await test.stores.ledger.erasePayload(index);
  assert.deepEqual((await test.gateway.logEntry(index)).payload, { state: 'missing' });
  await assert.rejects(test.gateway.erasePayload(OPERATOR, { index, rationale: RATIONALE }), { message: /missing/ });
  assert.deepEqual((await test.gateway.logEntry(0)).payload, { state: 'none' });
});
