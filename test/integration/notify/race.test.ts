import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import { signedApprovalText } from '../../../core/approval/approval-statement.ts';
import type { UpdateReply } from '../../../ports/notification-channel.ts';
import { fakeChannel } from '../../harness/fake-channel.ts';
import { settle } from '../../harness/manual-clock.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { inOrder, type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

const ROUNDS = 5;
const PEOPLE = 20;
const KINDS = ['telegram', 'discord', 'slack', 'email'] as const;
const ALL = Array.from({ length: PEOPLE }, (_, person) => person);

type Answer = () => Promise<UpdateReply | null>;

/** Somebody at a terminal with a key of their own. */
async function openTerminal(gateway: NotifyGateway, principal: string) {
  const key = generateSigningKey('ed25519');
  const publicKey = Buffer.from(key.publicKey).toString('base64');
  const { keyId } = await gateway.gateway.enrolApprover(OPERATOR, { principal, publicKey });
  return async (id: string, answer: 'approve' | 'deny'): Promise<UpdateReply> => {
    const { statement } = await gateway.gateway.findApproval(id);
    const given = { answer, scope: 'action', channel: 'cli', approver: principal, keyId, note: '' } as const;
    const signature = Buffer.from(key.sign(Buffer.from(signedApprovalText(statement, given)))).toString('base64');
    try {
      await gateway.gateway.answerApproval({ principal, scopes: ['approve'] }, { ...given, id, signature });
      return { text: 'Counted.', isAlert: false };
    } catch (error) {
      assert.ok(error instanceof GatewayError && error.code === 'approval.decided', String(error));
      return { text: error.message, isAlert: true };
    }
  };
}

async function openRace() {
  const channels = KINDS.map((kind) => fakeChannel(kind, { kind }));
  const places = channels.map(({ name }) => ({ channel: name, to: 'team', person: null, name: 'team' }));
  const usual = [channels.map(({ name }) => ({ channel: name, whom: { kind: 'place', name: 'team' } }) as const)];
  const gateway = await openNotifyGateway(channels, { notify: { rules: inOrder([], { usual }), places } });
  for (const channel of channels) {
    for (const person of ALL) {
      await gateway.pair(channel, `user-${person}`, `human:${channel.name}-${person}`);
      await gateway.clock.advance(61_000);
    }
  }
  const terminals = await Promise.all(ALL.map((person) => openTerminal(gateway, `human:cli-${person}`)));
  /** A terminal has the shortest way: it sets out later from round to round, so that others come first too. */
  const answersTo = (id: string, round: number): readonly Answer[] => [
    ...channels.flatMap((channel) =>
      ALL.flatMap((person): readonly Answer[] => [
        () => channel.press(`user-${person}`, person % 3 === 0 ? 'deny' : 'approve'),
        () =>
          channel.type(`user-${person}`, person % 2 === 0 ? `/approve ${id}` : `/deny ${id} no`, {
            place: 'team',
            isPrivate: false,
          }),
      ]),
    ),
    ...terminals.flatMap((answer) =>
      (['deny', 'approve'] as const).map(
        (verb): Answer =>
          () =>
            settle(round * 4).then(() => answer(id, verb)),
      ),
    ),
  ];
  return { gateway, channels, answersTo };
}

test('200 racing answers from five channels make exactly one decision, all are on record, and every message says which', async () => {
  const { gateway, channels, answersTo } = await openRace();
  const about = async (type: string, id: string) =>
    (await gateway.entries(type)).filter(({ data }) => data['request'] === id);
  const winners = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const id = requestOf(await gateway.ask(`curl https://round-${round}.example.net/a`));
    const shuffled = answersTo(id, round)
      .map((answer, place) => ({ answer, order: (place * 7_919 + round * 331) % 1_009 }))
      .toSorted((one, two) => one.order - two.order);
    const replies = await Promise.all(shuffled.map(({ answer }) => answer()));
    assert.equal(replies.length, 200);
    assert.equal(replies.filter((reply) => reply?.isAlert === false).length, 1);
    await gateway.quiet();
    const { request } = await gateway.gateway.findApproval(id);
    const [said, ...others] = request.answers;
    assert.ok(said !== undefined && others.length === 0);
    winners.add(said.channel);
    const recorded = await about('approval.answered', id);
    assert.deepEqual(
      recorded.map(({ actor }) => actor),
      [said.approver],
    );
    // Where it was answered, and by which message: the delivery that is on record as taken by its channel.
    const delivered = await about('notification.delivered', id);
    assert.equal(delivered.length, channels.length);
    const origins = await about('approval.origin', id);
    assert.equal(origins.length, said.channel === 'cli' ? 0 : 1);
    for (const { data } of origins) {
      const proof = delivered.find((entry) => entry.data['delivery'] === data['delivery']);
      assert.deepEqual([proof?.data['channel'], proof?.data['proof']], [said.channel, 'accepted']);
    }
    // Everybody who came second, with who it was.
    const refused = await about('approval.refused', id);
    assert.equal(refused.length, 199);
    assert.ok(refused.every(({ data, actor }) => data['why'] === 'late' && actor.startsWith('human:')));
    assert.equal(new Set([said.approver, ...refused.map(({ actor }) => actor)]).size, PEOPLE * 5);
    const words = new RegExp(`${said.answer === 'deny' ? 'Denied' : 'Approved'} by .*${said.approver}`);
    for (const channel of channels) assert.match(JSON.stringify(channel.standing.at(-1)?.shown), words, channel.name);
    await gateway.clock.advance(61_000);
  }
  assert.ok(winners.size > 1, [...winners].join());
  await gateway.close();
});
