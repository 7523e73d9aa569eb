import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeChannel } from '../../harness/fake-channel.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { type NotifyGateway, openNotifyGateway, requestOf } from './notify-gateway.ts';

async function whys(gateway: NotifyGateway): Promise<readonly unknown[]> {
  return (await gateway.entries('approval.refused')).map(({ data }) => data['why']);
}

async function open() {
  const telegram = fakeChannel('telegram');
  const gateway = await openNotifyGateway([telegram]);
  await gateway.pair(telegram, 'ada', 'human:ada');
  const id = requestOf(await gateway.ask());
  const status = async (): Promise<string> => (await gateway.gateway.findApproval(id)).request.status;
  return { telegram, gateway, id, status };
}

describe('A click is refused and recorded', () => {
  test('when the request was decided', async () => {
    const { telegram, gateway } = await open();
    await telegram.press('ada', 'deny');
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /Too late/);
    assert.deepEqual(await whys(gateway), ['late']);
    await gateway.close();
  });

  test('when its time is over, to the millisecond', async () => {
    const { telegram, gateway, status } = await open();
    gateway.clock.set(gateway.clock.nowMs() + 60_000);
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /Too late/);
    assert.equal(await status(), 'pending');
    assert.deepEqual(await whys(gateway), ['late']);
    await gateway.close();
  });

  test('when the same event comes again, at once or later', async () => {
    const { telegram, gateway, id, status } = await open();
    const replies = await Promise.all([
      telegram.press('ada', 'approve', undefined, { id: 'same' }),
      telegram.press('ada', 'approve', undefined, { id: 'same' }),
    ]);
    assert.deepEqual(
      replies.map((reply) => reply?.text),
      [`Approved: Bash (${id.slice(0, 8)}).`, 'This was handled already.'],
    );
    assert.equal(
      (await telegram.press('ada', 'approve', undefined, { id: 'same' }))?.text,
      'This was handled already.',
    );
    assert.deepEqual(await whys(gateway), ['replayed', 'replayed']);
    assert.equal(await status(), 'approved');
    await gateway.close();
  });

  test('but not where the channel looked back and found what was taken before', async () => {
    const { telegram, gateway, status } = await open();
    const [standing] = telegram.standing;
    const act = { kind: 'react', verb: 'approve', reference: standing?.reference ?? '' } as const;
    const found = { id: 'reaction', user: 'ada', place: 'private-ada', isLookedBack: true } as const;
    assert.match((await telegram.update(act, found))?.text ?? '', /^Approved: /);
    assert.equal(await telegram.update(act, found), null);
    assert.deepEqual(await whys(gateway), []);
    assert.equal(await status(), 'approved');
    await gateway.close();
  });

  test('when the account is paired with nobody, also in the group of others', async () => {
    const { telegram, gateway, status } = await open();
    assert.match((await telegram.press('mallory', 'approve'))?.text ?? '', /paired with nobody/);
    assert.match(
      (await telegram.type('mallory', '/approve', { place: 'private-ada' }))?.text ?? '',
      /paired with nobody/,
    );
    assert.deepEqual(await whys(gateway), ['foreign', 'foreign']);
    assert.equal(await status(), 'pending');
    await gateway.close();
  });

  test('when no message has the button', async () => {
    const { telegram, gateway } = await open();
    for (const handle of ['0'.repeat(16), '', '\u0000', 'x'.repeat(5_000)]) {
      const act = { kind: 'press', handle, reference: 'telegram-1' } as const;
      assert.match(
        (await telegram.update(act, { user: 'ada', place: 'private-ada' }))?.text ?? '',
        /no message of ours/,
      );
    }
    assert.deepEqual(await whys(gateway), ['forged', 'forged', 'forged', 'forged']);
    await gateway.close();
  });

  test('when the message stands at another place or channel', async () => {
    const other = fakeChannel('other');
    const telegram = fakeChannel('telegram');
    const gateway = await openNotifyGateway([telegram, other]);
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.pair(other, 'ada', 'human:ada');
    await gateway.ask();
    const [standing] = telegram.standing;
    assert.match(
      (await telegram.press('ada', 'approve', standing, { place: 'elsewhere' }))?.text ?? '',
      /another place/,
    );
    assert.match((await other.press('ada', 'approve', standing))?.text ?? '', /another place/);
    assert.deepEqual(await whys(gateway), ['wrong-place', 'wrong-place']);
    await gateway.close();
  });

  test('when what is typed names no request of the place', async () => {
    const { telegram, gateway, id, status } = await open();
    await gateway.pair(telegram, 'bob', 'human:bob');
    for (const text of ['/approve', `/approve ${id}`, '/approve 0000']) await telegram.type('bob', text);
    assert.deepEqual(await whys(gateway), ['unknown-request', 'unknown-request', 'unknown-request']);
    assert.equal(await status(), 'pending');
    await gateway.close();
  });

  test('when the account was unpaired, and what it approved unused is void', async () => {
    const { telegram, gateway, status } = await open();
    await telegram.press('ada', 'approve');
    assert.equal(await status(), 'approved');
    const operator = { principal: 'human:operator', scopes: ['admin'] } as const;
    await gateway.gateway.unpair(operator, gateway.gateway.listPairings()[0]?.id ?? '');
    assert.equal(await status(), 'cancelled');
    const second = requestOf(await gateway.ask('curl https://second.example.net/a'));
    assert.match((await telegram.press('ada', 'approve', telegram.standing[0]))?.text ?? '', /Too late|nobody/);
    assert.match((await telegram.type('ada', '/approve'))?.text ?? '', /paired with nobody/);
    assert.equal((await gateway.gateway.findApproval(second)).request.status, 'pending');
    await gateway.close();
  });

  test('ten times a minute of a paired account: what comes beyond is counted and not written, and then not even answered', async () => {
    const { telegram, gateway } = await open();
    await telegram.press('ada', 'deny');
    for (let turn = 0; turn < 29; turn++)
      assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /Too late/);
    assert.equal((await whys(gateway)).length, 10);
    assert.equal(await telegram.press('ada', 'approve'), null);
    gateway.clock.set(gateway.clock.nowMs() + 60_001);
    await telegram.press('ada', 'approve');
    assert.equal((await gateway.entries('approval.refused')).at(-1)?.data['left_out'], 19);
    await gateway.close();
  });

  test('ten times an hour of an account that is paired with nobody, which is not answered beyond, and is counted', async () => {
    const { telegram, gateway } = await open();
    for (let turn = 0; turn < 10; turn++)
      assert.match((await telegram.press('mallory', 'approve'))?.text ?? '', /paired with nobody/);
    for (let turn = 0; turn < 30; turn++) assert.equal(await telegram.press('mallory', 'approve'), null);
    assert.equal((await whys(gateway)).length, 10);
    gateway.clock.set(gateway.clock.nowMs() + 3_600_001);
    await telegram.press('mallory', 'approve');
    assert.equal((await gateway.entries('approval.refused')).at(-1)?.data['left_out'], 30);
    await gateway.close();
  });

  test('sixty times an hour of all accounts together that are paired with nobody, at one place as at many', async () => {
    const { telegram, gateway } = await open();
    const { writes } = countingWrites(gateway);
    const place = 'group';
    const told = await Promise.all(
      Array.from({ length: 300 }, (_, who) => telegram.type(`stranger-${who}`, '/help', { place, isPrivate: false })),
    );
    // Ada was heard once before she was paired.
    assert.equal(told.filter((reply) => reply !== null).length, 59);
    assert.equal(await telegram.press('stranger-400', 'approve'), null);
    assert.deepEqual([await whys(gateway), writes()], [[], 0]);
    const denied = await telegram.type('ada', '/deny');
    assert.match(denied?.text ?? '', /^Denied: /);
    await gateway.close();
  });

  test('but a code pairs also whoever is not heard any more', async () => {
    const { telegram, gateway } = await open();
    for (let who = 0; who < 80; who++) await telegram.type(`stranger-${who}`, '/whoami');
    const { code } = await gateway.gateway.offerPairing(OPERATOR, { channel: 'telegram', principal: 'human:bob' });
    assert.equal(await telegram.type('bob', '/pair AAAABBBB'), null);
    assert.equal((await telegram.type('bob', `/pair ${code}`))?.text, 'Paired: you answer as human:bob.');
    await gateway.close();
  });
});

/** How often the store was written to from here on, beside the log. */
function countingWrites({ stores }: NotifyGateway): { readonly writes: () => number } {
  const { notifications } = stores;
  const write = notifications.write.bind(notifications);
  let count = 0;
  notifications.write = async (changes) => {
    count += 1;
    return write(changes);
  };
  return { writes: () => count };
}

describe('What people type', () => {
  test('is answered where it is a command, and is nobody’s business otherwise', async () => {
    const { telegram, gateway } = await open();
    assert.equal(await telegram.type('ada', 'I approve of this'), null);
    assert.equal(await telegram.type('ada', '/unknown'), null);
    assert.match((await telegram.type('ada', '/whoami'))?.text ?? '', /ada here: human:ada/);
    assert.match((await telegram.type('eve', '/whoami'))?.text ?? '', /paired with nobody/);
    assert.match((await telegram.type('eve', '/help'))?.text ?? '', /\/pair CODE/);
    assert.match((await telegram.type('ada', '/approve two words'))?.text ?? '', /not understood/);
    assert.deepEqual(await whys(gateway), []);
    await gateway.close();
  });

  test('is written as it can be typed: with ! where the service keeps what begins with a slash', async () => {
    for (const [kind, sign] of [
      ['slack', '!'],
      ['discord', '!'],
      ['telegram', '/'],
    ] as const) {
      const channel = fakeChannel(kind, { kind });
      const gateway = await openNotifyGateway([channel]);
      await gateway.pair(channel, 'ada', 'human:ada');
      const id = requestOf(await gateway.ask());
      const [standing] = channel.standing;
      const short = id.slice(0, 8);
      const typed = { approve: `${sign}approve ${short}`, deny: `${sign}deny ${short}` };
      assert.deepEqual(standing?.message.typed, typed);
      assert.ok((await channel.type('ada', '!help'))?.text.startsWith(`${sign}approve ID, ${sign}approve ID session`));
      assert.ok((await channel.type('eve', '!approve'))?.text.endsWith(`then ${sign}pair CODE.`));
      await gateway.clock.advance(60_000);
      await gateway.quiet();
      assert.ok(JSON.stringify(standing?.shown).includes(`\`${sign}approve ${short}\``));
      assert.equal((await channel.type('ada', typed.approve))?.isAlert, false);
      await gateway.close();
    }
  });
});
