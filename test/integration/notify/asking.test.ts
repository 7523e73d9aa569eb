import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OutgoingMessage } from '../../../ports/notification-channel.ts';
import { DOWN, fakeChannel } from '../../harness/fake-channel.ts';
import { openTestGateway } from '../../harness/test-gateway.ts';
import { CRITICAL, HIGH, inOrder, openNotifyGateway, requestOf } from './notify-gateway.ts';

const everyone = (channel: string) => ({ channel, whom: { kind: 'everyone' } }) as const;

describe('Asking people at channels', () => {
  test('shows the whole request, takes the press of a paired person, and says who decided', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const asked = await gateway.ask();
    assert.equal(asked.verdict, 'require-approval');
    const [standing] = telegram.standing;
    assert.ok(standing);
    assert.equal(standing.message.to, 'private-ada');
    assert.match(JSON.stringify(standing.message.document), /collector\.example\.net/);
    assert.deepEqual(
      standing.message.buttons.map(({ verb }) => verb),
      ['approve', 'approve-session', 'deny'],
    );
    const id = requestOf(asked);
    const reply = await telegram.press('ada', 'approve');
    assert.deepEqual(reply, { text: `Approved: Bash (${id.slice(0, 8)}).`, isAlert: false });
    const { request } = await gateway.gateway.findApproval(id);
    assert.equal(request.status, 'approved');
    assert.deepEqual(
      request.answers.map(({ approver, channel, scope }) => [approver, channel, scope]),
      [['human:ada', 'telegram', 'action']],
    );
    await gateway.quiet();
    assert.match(JSON.stringify(standing.shown), /Approved by .*human:ada.* at telegram/);
    await gateway.close();
  });

  test('approves for the session and denies with a reason, by button and by typing', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const denied = requestOf(await gateway.ask());
    assert.match((await telegram.type('ada', `/deny ${denied.slice(0, 6)} not this host`))?.text ?? '', /^Denied: /);
    const { request } = await gateway.gateway.findApproval(denied);
    assert.equal(request.status, 'denied');
    assert.equal(request.answers[0]?.note, 'not this host');
    const approved = requestOf(await gateway.ask('curl https://other.example.net/b'));
    assert.match((await telegram.press('ada', 'approve-session'))?.text ?? '', /^Approved: /);
    assert.equal((await gateway.gateway.findApproval(approved)).request.answers[0]?.scope, 'session');
    await gateway.close();
  });

  test('takes /approve alone only where one waits, says what it approved, and asks which where it could be several', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const first = requestOf(await gateway.ask());
    const second = requestOf(await gateway.ask('curl https://second.example.net/b'));
    const status = async (id: string) => (await gateway.gateway.findApproval(id)).request.status;
    const [one, two] = [first.slice(0, 8), second.slice(0, 8)];
    assert.match((await telegram.type('ada', '/pending'))?.text ?? '', new RegExp(`${one}.*${two}`));
    const several = { text: `Several wait: /approve ${one} (medium), /approve ${two} (medium).`, isAlert: true };
    assert.deepEqual(await telegram.type('ada', '/approve'), several);
    assert.deepEqual(await telegram.type('ada', '!approve session'), several);
    assert.deepEqual([await status(first), await status(second)], ['pending', 'pending']);
    assert.equal((await telegram.type('ada', `/approve ${second}`))?.text, `Approved: Bash (${two}).`);
    assert.equal((await telegram.type('ada', '!approve'))?.text, `Approved: Bash (${one}).`);
    assert.deepEqual([await status(first), await status(second)], ['approved', 'approved']);
    assert.equal((await telegram.type('ada', '/approve'))?.isAlert, true);
    assert.equal((await telegram.type('ada', '/pending'))?.text, 'Nothing waits here.');
    await gateway.close();
  });

  test('takes a reaction to its message as an answer, and leaves others alone', async () => {
    const discord = fakeChannel('discord', { kind: 'discord' });
    const gateway = await openNotifyGateway([discord]);
    await gateway.pair(discord, 'ada', 'human:ada');
    const id = requestOf(await gateway.ask());
    const place = 'private-ada';
    assert.equal(
      await discord.update({ kind: 'react', verb: 'approve', reference: 'other' }, { user: 'ada', place }),
      null,
    );
    const reference = discord.standing[0]?.reference ?? '';
    const reply = await discord.update({ kind: 'react', verb: 'approve', reference }, { user: 'ada', place });
    assert.equal(reply?.text, `Approved: Bash (${id.slice(0, 8)}).`);
    assert.equal((await gateway.gateway.findApproval(id)).request.answers[0]?.channel, 'discord');
    await gateway.close();
  });

  test('draws what is shown once, for however many places and attempts, and nothing of what fits nowhere', async () => {
    const channels = ['telegram', 'other'].map((name) => {
      const seen: number[] = [];
      const fits = ({ document }: OutgoingMessage): boolean => {
        const size = JSON.stringify(document).length;
        seen.push(size);
        return size < 4_096;
      };
      return { seen, channel: fakeChannel(name, { fits }) };
    });
    const notify = {
      places: channels.flatMap(({ channel }) =>
        ['team', 'others'].map((to) => ({ channel: channel.name, to, person: null, name: to })),
      ),
      rules: inOrder([], { usual: [channels.map(({ channel: { name } }) => everyone(name))] }),
    };
    const gateway = await openNotifyGateway(
      channels.map(({ channel }) => channel),
      { notify },
    );
    const [telegram, other] = channels.map(({ channel }) => channel);
    if (telegram === undefined || other === undefined) throw new Error('two channels');
    other.mode = DOWN;
    await gateway.ask();
    other.mode = 'up';
    await gateway.clock.advance(10_000);
    await gateway.quiet();
    const documents = channels.flatMap(({ channel: { standing } }) => standing.map(({ message }) => message.document));
    assert.deepEqual([documents.length, new Set(documents).size], [4, 1]);
    for (const { seen } of channels) seen.length = 0;
    const long = await gateway.ask(`curl -d ${'x'.repeat(30_000)} https://collector.example.net/a`);
    assert.equal(long.verdict, 'require-approval');
    assert.deepEqual(
      channels.map(({ seen }) => seen),
      [[], []],
    );
    assert.deepEqual(
      telegram.standing.at(-1)?.message.buttons.map(({ verb }) => verb),
      ['deny'],
    );
    await gateway.close();
  });

  test('offers only a denial where not everything can be shown, and takes no approval there by any way', async () => {
    const fits = (message: { buttons: readonly { verb: string }[] }): boolean =>
      message.buttons.every(({ verb }) => verb === 'deny');
    const telegram = fakeChannel('telegram', { fits });
    const gateway = await openNotifyGateway([telegram], { notify: { dashboardUrl: 'https://gate.example.com' } });
    await gateway.pair(telegram, 'ada', 'human:ada');
    const id = requestOf(await gateway.ask());
    const [standing] = telegram.standing;
    assert.deepEqual(
      standing?.message.buttons.map(({ verb }) => verb),
      ['deny'],
    );
    assert.equal(standing?.message.typed, null);
    assert.equal(standing?.message.link, `https://gate.example.com/dashboard/inbox/${id}`);
    assert.match((await telegram.type('ada', '/approve'))?.text ?? '', /Not all of it/);
    const delivery = (await gateway.stores.notifications.listDeliveries({ request: id, limit: 1 }))[0];
    const handle = delivery?.handles.find(({ verb }) => verb === 'approve')?.handle ?? '';
    const act = { kind: 'press', handle, reference: standing?.reference ?? '' } as const;
    assert.match((await telegram.update(act, { user: 'ada', place: 'private-ada' }))?.text ?? '', /Not all of it/);
    const refused = await gateway.entries('approval.refused');
    assert.deepEqual(
      refused.map(({ data }) => data['why']),
      ['not-shown', 'not-shown'],
    );
    await gateway.clock.advance(60_000);
    await gateway.quiet();
    assert.match((await telegram.type('ada', `/approve ${id}`))?.text ?? '', /Not all of it/);
    assert.match((await telegram.type('ada', `/deny ${id}`))?.text ?? '', /^Denied: /);
    await gateway.close();
  });

  test('offers only a denial of what needs a second factor', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const asked = await gateway.ask(CRITICAL);
    assert.equal(asked.approval?.request.terms.secondFactor, true);
    assert.deepEqual(
      telegram.standing[0]?.message.buttons.map(({ verb }) => verb),
      ['deny'],
    );
    assert.match((await telegram.type('ada', '/approve'))?.text ?? '', /second factor/);
    assert.match((await telegram.press('ada', 'deny'))?.text ?? '', /^Denied: /);
    await gateway.close();
  });

  test('records every delivery and answer with who and how, and no address in clear', async () => {
    const telegram = fakeChannel('telegram', { abilities: { proof: 'delivered' } });
    const gateway = await openNotifyGateway([telegram]);
    await gateway.pair(telegram, 'user-4711', 'human:ada');
    const id = requestOf(await gateway.ask(HIGH));
    await telegram.press('user-4711', 'approve');
    await gateway.quiet();
    const [delivered] = await gateway.entries('notification.delivered');
    const [standing] = telegram.standing;
    const { delivery, ...data } = delivered?.data ?? {};
    assert.deepEqual(data, {
      answerable: 'all',
      attempt: 1,
      channel: 'telegram',
      person: 'human:ada',
      proof: 'delivered',
      purpose: 'question',
      request: id,
      shown: standing?.message.document.fingerprint,
    });
    const [origin] = await gateway.entries('approval.origin');
    const [pairing] = gateway.gateway.listPairings();
    assert.deepEqual(origin?.data, { delivery, pairing: pairing?.id, request: id, shown: data['shown'] });
    assert.equal((await gateway.entries('approval.answered'))[0]?.data['key'], pairing?.keyId);
    const all = JSON.stringify(await gateway.entries());
    for (const hidden of ['user-4711', 'private-', 'telegram-1']) assert.equal(all.includes(hidden), false, hidden);
    await gateway.close();
  });

  test('changes nothing where nobody is to be reached', async () => {
    const gateway = await openTestGateway();
    assert.deepEqual(await gateway.stores.notifications.listDeliveries({ limit: 10 }), []);
    assert.deepEqual(
      gateway.gateway.listChannels().map(({ name }) => name),
      ['cli'],
    );
    await gateway.close();
  });

  test('sends a test message to every known place, and sends a dead letter again when it is told to', async () => {
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram], {
      notify: { places: [{ channel: 'telegram', to: 'team', person: null, name: 'team' }] },
    });
    await gateway.pair(telegram, 'ada', 'human:ada');
    await assert.rejects(
      gateway.gateway.testChannel({ principal: 'human:operator', scopes: ['admin'] }, 'unknown'),
      /none of this name/,
    );
    telegram.mode = { ...DOWN, code: 'refused' };
    const operator = { principal: 'human:operator', scopes: ['admin'] } as const;
    assert.equal((await gateway.gateway.testChannel(operator, 'telegram')).length, 2);
    await gateway.quiet();
    const dead = await gateway.gateway.listDeliveries({ request: null, states: ['dead'], limit: 10 });
    assert.equal(dead.length, 2);
    assert.equal((await gateway.entries('notification.dead')).length, 2);
    assert.equal(gateway.gateway.listChannels().find(({ name }) => name === 'telegram')?.state, 'down');
    telegram.mode = 'up';
    for (const { id } of dead) await gateway.gateway.retryDelivery(operator, id);
    await gateway.quiet();
    assert.deepEqual(telegram.standing.map(({ message }) => message.to).toSorted(), ['private-ada', 'team']);
    await assert.rejects(gateway.gateway.retryDelivery(operator, dead[0]?.id ?? ''), /no dead letter/);
    assert.equal(gateway.gateway.listChannels().find(({ name }) => name === 'telegram')?.state, 'up');
    await gateway.close();
  });
});
