import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeChannel } from '../../harness/fake-channel.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { openNotifyGateway, requestOf } from './notify-gateway.ts';

const ADA = { channel: 'telegram', principal: 'human:ada' };
const HOUR_MS = 3_600_000;

async function open() {
  const telegram = fakeChannel('telegram');
  const gateway = await openNotifyGateway([telegram]);
  const offer = async (principal = 'human:ada') =>
    gateway.gateway.offerPairing(OPERATOR, { channel: 'telegram', principal });
  return { telegram, gateway, offer };
}

describe('Pairing', () => {
  test('pairs whoever types the code first, once, and enrols a key of that account', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    assert.match(code, /^[A-HJ-NP-Z2-9]{8}$/);
    assert.equal(
      (await telegram.type('ada', `/pair ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`))?.text,
      'Paired: you answer as human:ada.',
    );
    assert.match((await telegram.type('eve', `/pair ${code}`))?.text ?? '', /no code that can be used/);
    const [pairing] = gateway.gateway.listPairings();
    assert.deepEqual([pairing?.state, pairing?.user, pairing?.codeHash], ['paired', 'ada', null]);
    const key = gateway.gateway.listApprovers().find(({ keyId }) => keyId === pairing?.keyId);
    assert.equal(key?.principal, 'human:ada');
    assert.deepEqual(
      (await gateway.entries('pairing.created')).map(({ actor, data }) => [actor, data['key']]),
      [['human:ada', pairing?.keyId]],
    );
    await gateway.close();
  });

  test('takes a code for one hour, to the millisecond', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    gateway.clock.set(gateway.clock.nowMs() + HOUR_MS);
    assert.match((await telegram.type('ada', `/pair ${code}`))?.text ?? '', /no code/);
    await gateway.close();
  });

  test('makes one code in ten minutes for a person, and three at a time for a channel', async () => {
    const { gateway, offer } = await open();
    await offer();
    await assert.rejects(offer(), /less than ten minutes ago/);
    await offer('human:bob');
    await offer('human:cleo');
    await assert.rejects(offer('human:dan'), /three codes wait/);
    await gateway.clock.advance(HOUR_MS);
    await gateway.quiet();
    await offer('human:dan');
    assert.equal((await gateway.entries('pairing.ended')).length, 3);
    await gateway.close();
  });

  test('locks an account out for an hour after five wrong codes, and nobody else', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    for (let turn = 0; turn < 5; turn++)
      assert.match((await telegram.type('eve', '/pair AAAABBBB'))?.text ?? '', /no code/);
    assert.match((await telegram.type('eve', `/pair ${code}`))?.text ?? '', /try again in an hour/);
    assert.equal((await gateway.entries('pairing.refused')).length, 5);
    assert.match((await telegram.type('ada', `/pair ${code}`))?.text ?? '', /Paired/);
    const { code: second } = await offer('human:eve');
    gateway.clock.set(gateway.clock.nowMs() + HOUR_MS - 1);
    assert.match((await telegram.type('eve', `/pair ${second}`))?.text ?? '', /try again in an hour/);
    await gateway.close();
  });

  test('voids a code that was typed where others read it', async () => {
    const { telegram, gateway, offer } = await open();
    const { code } = await offer();
    assert.match(
      (await telegram.type('ada', `/pair ${code}`, { place: 'group', isPrivate: false }))?.text ?? '',
      /void/,
    );
    assert.match((await telegram.type('ada', `/pair ${code}`))?.text ?? '', /no code/);
    assert.deepEqual(gateway.gateway.listPairings(), []);
    await gateway.close();
  });

  test('is for people and channels that exist', async () => {
    const { gateway } = await open();
    await assert.rejects(gateway.gateway.offerPairing(OPERATOR, { ...ADA, principal: 'agent:x' }), /human:<name>/);
    await assert.rejects(gateway.gateway.offerPairing(OPERATOR, { ...ADA, channel: 'sms' }), /no channel sms/);
    await assert.rejects(gateway.gateway.unpair(OPERATOR, 'unknown'), /there is none/);
    await gateway.close();
  });

  test('gives an account that is paired again another key, so that it can answer again', async () => {
    const { telegram, gateway } = await open();
    await gateway.pair(telegram, 'ada', 'human:ada');
    const [first] = gateway.gateway.listPairings();
    await gateway.gateway.unpair(OPERATOR, first?.id ?? '');
    await gateway.clock.advance(600_000);
    await gateway.pair(telegram, 'ada', 'human:ada');
    const [second] = gateway.gateway.listPairings();
    assert.notEqual(second?.keyId, first?.keyId);
    const id = requestOf(await gateway.ask());
    assert.match((await telegram.press('ada', 'approve'))?.text ?? '', /^Approved: /);
    assert.equal((await gateway.gateway.findApproval(id)).request.answers[0]?.keyId, second?.keyId);
    await gateway.close();
  });

  test('takes an account over when somebody else’s code is typed from it', async () => {
    const { telegram, gateway } = await open();
    await gateway.pair(telegram, 'ada', 'human:ada');
    await gateway.pair(telegram, 'ada', 'human:bob');
    assert.deepEqual(
      gateway.gateway.listPairings().map(({ principal }) => principal),
      ['human:bob'],
    );
    assert.deepEqual(
      (await gateway.entries('pairing.ended')).map(({ data }) => data['why']),
      ['replaced'],
    );
    await gateway.close();
  });
});
