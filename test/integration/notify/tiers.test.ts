import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CHANNELS } from '../../../core/policy/policy.ts';
import { fakeChannel } from '../../harness/fake-channel.ts';
import { AGENT, NO_WAIT, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { CRITICAL, HIGH, inOrder, MEDIUM, openNotifyGateway } from './notify-gateway.ts';

const WRITE = propose('Write', { file_path: '/work/app/notes.txt', content: 'x' });
const shell = (command: string) => propose('Bash', { command });

/** The table of model §4: how long a request waits, and who is told when nobody answered. */
const ROWS = [
  { level: 'low', proposal: WRITE, timeoutMs: 60_000, told: [] },
  { level: 'medium', proposal: shell(MEDIUM), timeoutMs: 60_000, told: ['telegram operator'] },
  { level: 'high', proposal: shell(HIGH), timeoutMs: 30_000, told: ['telegram chief'] },
  {
    level: 'critical',
    proposal: shell(CRITICAL),
    timeoutMs: 10_000,
    told: ['telegram eve', 'discord eve', 'sms eve'],
  },
] as const;

/** The person who started the agent, an administrator, an emergency contact, each at every channel. */
async function openTiers() {
  const channels = [
    fakeChannel('telegram'),
    fakeChannel('discord', { kind: 'discord' }),
    fakeChannel('sms', { kind: 'sms', abilities: { answers: false, edits: false } }),
  ];
  const names = ['operator', 'chief', 'eve'];
  const places = channels.flatMap((channel) =>
    names.map((name) => ({ channel: channel.name, to: name, person: `human:${name}`, name: null })),
  );
  const order = channels.map(({ name }) => name);
  const rules = inOrder(order, { administrators: ['human:chief'], emergency: ['human:eve'] });
  const ready = readyPolicy({ profile: 'safe' });
  const gateway = await openNotifyGateway(channels, { ready, notify: { rules, places } });
  const notices = (): readonly string[] =>
    channels.flatMap(({ name, standing }) =>
      standing
        .filter(({ message }) => message.about?.event === 'escalated')
        .map(({ message }) => `${name} ${message.to}`),
    );
  return { gateway, notices };
}

describe('A request that nobody answers', () => {
  for (const { level, proposal, timeoutMs, told } of ROWS) {
    test(`of ${level} risk is denied after ${timeoutMs / 1_000} s and tells ${told.join(', ') || 'nobody'}`, async () => {
      const { gateway, notices } = await openTiers();
      const asked = await gateway.gateway.authorize(AGENT, { ...proposal, callId: `tier-${level}` }, NO_WAIT);
      await gateway.quiet();
      const request = asked.approval?.request;
      assert.ok(request !== undefined);
      assert.deepEqual([request.riskLevel, request.terms.timeoutMs], [level, timeoutMs]);
      assert.equal(request.terms.secondFactor, level === 'critical');
      const status = async () => (await gateway.gateway.findApproval(request.id)).request.status;
      await gateway.clock.advance(timeoutMs - 1);
      await gateway.quiet();
      assert.deepEqual([await status(), notices()], ['pending', []]);
      await gateway.clock.advance(1);
      await gateway.quiet();
      assert.deepEqual([await status(), notices()], ['timed-out', told]);
      const [entry, ...others] = await gateway.entries('approval.timed-out');
      assert.deepEqual([entry?.data['request'], others.length], [request.id, 0]);
      const again = await gateway.gateway.authorize(AGENT, { ...proposal, callId: `again-${level}` }, NO_WAIT);
      assert.notEqual(again.verdict, 'allow');
      await gateway.close();
    });
  }

  test('of no risk is no request', async () => {
    const { gateway } = await openTiers();
    assert.equal((await gateway.gateway.authorize(AGENT, shell('ls'), NO_WAIT)).verdict, 'allow');
    await gateway.close();
  });
});

describe('The threshold of a channel, as a gateway holds it', () => {
  for (const channel of CHANNELS) {
    test(`asks at it and above it on ${channel}, and not below`, async () => {
      const score = await scoreOf();
      const asks = async (threshold: number): Promise<string> => {
        const thresholds = { api: 100, telegram: 100, discord: 100, cli: 100, [channel]: threshold };
        const gateway = await openNotifyGateway([], { ready: readyPolicy({ profile: 'dev', thresholds }) });
        const { verdict } = await gateway.gateway.authorize(AGENT, { ...WRITE, channel }, NO_WAIT);
        await gateway.close();
        return verdict;
      };
      assert.deepEqual(
        [await asks(score + 1), await asks(score), await asks(score - 1)],
        ['allow', 'require-approval', 'require-approval'],
      );
    });
  }
});

async function scoreOf(): Promise<number> {
  const gateway = await openNotifyGateway([]);
  const { decision } = await gateway.gateway.authorize(AGENT, WRITE, NO_WAIT);
  await gateway.close();
  return decision.risk.score;
}
