import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeChannel } from '../../harness/fake-channel.ts';
import { inOrder, openNotifyGateway, requestOf } from './notify-gateway.ts';

const ROUNDS = 5;
const PEOPLE = 20;

test('200 racing answers from five channels make exactly one decision, and every message says which', async () => {
  const kinds = ['telegram', 'discord', 'slack', 'email', 'telegram'] as const;
  const channels = kinds.map((kind, place) => fakeChannel(`${kind}-${place}`, { kind }));
  const places = channels.map(({ name }) => ({ channel: name, to: 'team', person: null, name: 'team' }));
  const usual = [channels.map(({ name }) => ({ channel: name, whom: { kind: 'place', name: 'team' } }) as const)];
  const rules = inOrder([], { usual });
  const gateway = await openNotifyGateway(channels, { notify: { rules, places } });
  for (const channel of channels) {
    for (let person = 0; person < PEOPLE; person++) {
      await gateway.pair(channel, `user-${person}`, `human:${channel.name}-${person}`);
      await gateway.clock.advance(61_000);
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    const id = requestOf(await gateway.ask(`curl https://round-${round}.example.net/a`));
    const answers = channels.flatMap((channel) =>
      Array.from({ length: PEOPLE }, (_, person) => ({ channel, person })).flatMap(({ person }) => [
        () => channel.press(`user-${person}`, person % 3 === 0 ? 'deny' : 'approve'),
        () =>
          channel.type(`user-${person}`, person % 2 === 0 ? `/approve ${id}` : `/deny ${id} no`, {
            place: 'team',
            isPrivate: false,
          }),
      ]),
    );
    const shuffled = answers
      .map((answer, place) => ({ answer, order: (place * 7_919 + round * 31) % 1_009 }))
      .toSorted((one, two) => one.order - two.order);
    const replies = await Promise.all(shuffled.map(({ answer }) => answer()));
    assert.equal(replies.length, 200);
    assert.equal(replies.filter((reply) => reply?.isAlert === false).length, 1);
    await gateway.quiet();
    const { request } = await gateway.gateway.findApproval(id);
    assert.equal(request.answers.length, 1);
    const recorded = (await gateway.entries('approval.answered')).filter(({ data }) => data['request'] === id);
    assert.equal(recorded.length, 1);
    assert.equal(recorded[0]?.actor, request.answers[0]?.approver);
    const origins = (await gateway.entries('approval.origin')).filter(({ data }) => data['request'] === id);
    assert.equal(origins.length, 1);
    const [said] = request.answers;
    const words = new RegExp(`${said?.answer === 'deny' ? 'Denied' : 'Approved'} by .*${said?.approver}`);
    for (const channel of channels) assert.match(JSON.stringify(channel.standing.at(-1)?.shown), words, channel.name);
    await gateway.clock.advance(61_000);
  }
  const deliveries = await gateway.entries('notification.delivered');
  assert.equal(deliveries.length, ROUNDS * channels.length);
  await gateway.close();
});
