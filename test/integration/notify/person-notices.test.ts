import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '../../../application/gateway.ts';
import { fakeChannel } from '../../harness/fake-channel.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { HIGH, inOrder, openNotifyGateway } from './notify-gateway.ts';

const HOUR_MS = 3_600_000;
const [ADA, BOB] = ['ada', 'bob'].map(
  (name): Caller => ({
    principal: `human:${name}`,
    scopes: ['approve', 'read'],
  }),
) as [Caller, Caller];

async function openTwo(rules = inOrder(['telegram'])) {
  const channel = fakeChannel('telegram');
  const places = ['ada', 'bob'].map((name) => ({ channel: 'telegram', to: name, person: `human:${name}`, name: null }));
  const opened = await openNotifyGateway([channel], { notify: { rules, places } });
  const told = (): readonly string[] =>
    channel.standing.map(({ message }) => `${message.to}: ${message.document.title.replace('Countersign: ', '')}`);
  return { ...opened, channel, told };
}

test('whoever is silenced by somebody else hears of it at once, by whom, and when it is over', async () => {
  const { gateway, clock, told, channel, quiet } = await openTwo();
  const away = { fromMs: clock.nowMs(), untilMs: clock.nowMs() + HOUR_MS };
  await gateway.setAway(OPERATOR, { principal: 'human:ada', away });
  await quiet();
  assert.deepEqual(told(), ['ada: you are noted as away']);
  assert.match(JSON.stringify(channel.standing[0]?.message.document.sections), /Noted by.*human:operator/);
  await clock.advance(HOUR_MS);
  await quiet();
  assert.deepEqual(told().slice(1), ['ada: your absence is over']);
});

test('an absence of one’s own is told of when it begins later and when it is over, and no word comes of one that was taken back', async () => {
  const { gateway, clock, told, quiet } = await openTwo();
  const now = clock.nowMs();
  await gateway.setAway(ADA, { principal: 'human:ada', away: { fromMs: now + HOUR_MS, untilMs: now + 2 * HOUR_MS } });
  await quiet();
  assert.deepEqual(told(), []);
  await clock.advance(HOUR_MS);
  await quiet();
  assert.deepEqual(told(), ['ada: you are noted as away']);
  await gateway.setAway(ADA, { principal: 'human:ada', away: null });
  await clock.advance(2 * HOUR_MS);
  await quiet();
  assert.deepEqual(told(), ['ada: you are noted as away'], 'it was taken back: there is no end to tell of');
  assert.equal((await gateway.listDeliveries({ request: null, states: ['dropped'], limit: 9 })).length, 1);
});

test('whoever is to answer in another’s turn hears of it, and both when it is over', async () => {
  const { gateway, clock, told, quiet } = await openTwo();
  const order = { from: 'human:ada', to: 'human:bob', fromMs: null, untilMs: clock.nowMs() + HOUR_MS };
  await gateway.delegate(ADA, order);
  await quiet();
  assert.deepEqual(told(), ['bob: a delegation']);
  await clock.advance(HOUR_MS);
  await quiet();
  assert.deepEqual(told().slice(1).toSorted(), ['ada: a delegation is over', 'bob: a delegation is over']);
});

test('a turn that one of two gives back is told to the other', async () => {
  const { gateway, clock, told, quiet } = await openTwo();
  const order = { from: 'human:ada', to: 'human:bob', fromMs: null, untilMs: clock.nowMs() + HOUR_MS };
  const { id } = await gateway.delegate(ADA, order);
  await gateway.endDelegation(BOB, id);
  await quiet();
  await clock.advance(2 * HOUR_MS);
  await quiet();
  assert.deepEqual(
    told(),
    ['ada: a delegation has ended'],
    'nobody is told of a turn that was over before it was told of',
  );
});

test('whoever floods another with turns and takes them back keeps no word of what timed out from them', async () => {
  const rules = inOrder(['telegram'], { administrators: ['human:bob'] });
  const { gateway, clock, channel, quiet, ask } = await openTwo(rules);
  for (let count = 0; count < 25; count++) {
    const order = { from: 'human:ada', to: 'human:bob', fromMs: null, untilMs: clock.nowMs() + HOUR_MS };
    const { id } = await gateway.delegate(ADA, order);
    await gateway.endDelegation(ADA, id);
  }
  await ask(HIGH);
  await clock.advance(30_000);
  await quiet();
  const escalated = channel.standing.filter(({ message }) => message.about?.event === 'escalated');
  assert.deepEqual(
    escalated.map(({ message }) => message.to),
    ['bob'],
  );
});
