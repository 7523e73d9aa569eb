import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { delivered, seenAs } from './channel-deliveries.ts';
import {
  type ChannelDeclaration,
  type ChannelHarness,
  type Happening,
  hearing,
  type SeenMessage,
} from './channel-harness.ts';
import type { ChannelContract, ChannelUnderTest } from './notification-channel.ts';
import { sampleMessage } from './sample-message.ts';

const HANDLES = { approve: '0123456789abcdef', deny: 'ghjkmnpqrstvwxyz' } as const;

/** What people press, type and set, and what is handed on of it. */
export function testChannelAnswers(contract: ChannelContract, declared: ChannelDeclaration): void {
  if (declared.presses) testPresses(contract);
  if (declared.types) testTyped(contract);
  if (declared.reacts) testReactions(contract);
  if (declared.asks) testListening(contract, declared);
}

function testPresses(contract: ChannelContract): void {
  for (const verb of ['approve', 'deny'] as const) {
    contract(`hands on who pressed ${verb} where, and tells them`, async (under) => {
      const message = await asked(under);
      const { updates, handle } = hearing(`You said ${verb}.`);
      await under.bring(under.channel, pressed(under, message, { verb }), handle);
      const [update] = updates;
      assert.ok(update !== undefined && updates.length === 1);
      const { id, atMs, isLookedBack, ...rest } = update;
      assert.ok(isLookedBack === undefined || under.channel.listen !== null);
      assert.ok(id.length > 0 && id.length <= 256);
      assert.ok(Number.isSafeInteger(atMs) && atMs > 0);
      const act = { kind: 'press', handle: HANDLES[verb], reference: message.reference };
      assert.deepEqual(rest, { user: under.person, place: under.place, isPrivate: true, act });
      await told(under, `You said ${verb}.`);
    });
  }
  contract('tells a place with others in it from one without', async (under) => {
    const message = await asked(under, under.group);
    const { updates, handle } = hearing();
    await under.bring(under.channel, { ...pressed(under, message), place: under.group, isPrivate: false }, handle);
    assert.deepEqual(
      updates.map(({ place, isPrivate }) => ({ place, isPrivate })),
      [{ place: under.group, isPrivate: false }],
    );
  });
  contract('hands on a stranger as a stranger, whatever they call themselves', async (under) => {
    const message = await asked(under, under.group);
    const { updates, handle } = hearing();
    const happening = { ...pressed(under, message), person: under.stranger, place: under.group, isPrivate: false };
    await under.bring(under.channel, happening, handle);
    assert.deepEqual(
      updates.map(({ user }) => user),
      [under.stranger],
    );
  });
  contract('gives the same event the same id whenever it is told, and another event another', async (under) => {
    const message = await asked(under);
    const { updates, handle } = hearing();
    const first = pressed(under, message);
    await under.bring(under.channel, first, handle);
    await under.bring(under.channel, first, handle);
    assert.ok(updates.length >= 1);
    assert.equal(new Set(updates.map(({ id }) => id)).size, 1);
    await under.bring(under.channel, { ...first, event: 2 }, handle);
    assert.equal(new Set(updates.map(({ id }) => id)).size, 2);
  });
  contract('hands on nothing of a button that is not its own', async (under) => {
    const message = await asked(under);
    const { updates, handle } = hearing();
    const codes = [
      '',
      'a:',
      'a:0123',
      'x:0123456789abcdef',
      'a:0123456789abcdeu',
      `a:${'0'.repeat(40)}`,
      '{"a":1}',
      'a:../../../../../x',
    ];
    for (const [index, code] of codes.entries())
      await under.bring(
        under.channel,
        { ...pressed(under, message), event: index + 10, act: { kind: 'press', message, code } },
        handle,
      );
    assert.deepEqual(updates, []);
  });
  contract('lets nobody wait when what was pressed cannot be taken', async (under) => {
    const message = await asked(under);
    const failing = () => Promise.reject(new Error('store is gone'));
    const status = await under.bring(under.channel, pressed(under, message), failing);
    assert.ok(status === null || status === 200, String(status));
  });
}

function testTyped(contract: ChannelContract): void {
  for (const verb of ['approve', 'deny'] as const) {
    contract(`hands on what was typed to ${verb}, as it was typed`, async (under) => {
      const { updates, handle } = hearing(`You typed ${verb}.`);
      await under.bring(under.channel, typed(under, under.typed[verb]), handle);
      assert.deepEqual(
        updates.map(({ user, place, isPrivate, act }) => ({ user, place, isPrivate, act })),
        [{ user: under.person, place: under.place, isPrivate: true, act: { kind: 'text', text: under.typed[verb] } }],
      );
      await told(under, `You typed ${verb}.`);
    });
  }
  contract(
    'hands on nothing that a bot wrote, nothing that is talk in a group, and nothing too long',
    async (under) => {
      const { updates, handle } = hearing();
      const { group } = under;
      const command = typed(under, under.typed.approve);
      for (const [index, happening] of [
        { ...command, isBot: true },
        { ...typed(under, 'I would approve that, /approve it'), place: group, isPrivate: false },
        typed(under, `${under.typed.approve} ${'x'.repeat(3_000)}`),
        typed(under, ''),
      ].entries())
        await under.bring(under.channel, { ...happening, event: 20 + index }, handle);
      assert.deepEqual(updates, []);
    },
  );
  contract('says nothing where there is nothing to say', async (under) => {
    const { updates, handle } = hearing(null);
    const before = under.service.told().length;
    await under.bring(under.channel, typed(under, under.typed.deny), handle);
    await sleep(20);
    assert.equal(updates.length, 1);
    assert.equal(under.service.told().length, before);
  });
}

function testReactions(contract: ChannelContract): void {
  for (const verb of ['approve', 'deny'] as const) {
    contract(`hands on a reaction that means ${verb}, once however often it is seen`, async (under) => {
      const message = await asked(under);
      const { updates, handle } = hearing();
      const happening: Happening = { ...pressed(under, message), act: { kind: 'react', message, verb } };
      await under.bring(under.channel, happening, handle);
      await under.bring(under.channel, happening, handle);
      assert.deepEqual(
        updates.map(({ user, place, act }) => ({ user, place, act })),
        [{ user: under.person, place: under.place, act: { kind: 'react', verb, reference: message.reference } }],
      );
    });
  }
}

function testListening(contract: ChannelContract, declared: ChannelDeclaration): void {
  contract('goes on listening after the service was gone, and ends when it is told to', async (under) => {
    const { channel, service } = under;
    const { updates, handle } = hearing();
    const ending = new AbortController();
    service.fail('outage');
    const listening = channel.listen?.(handle, ending.signal);
    await sleep(60);
    assert.ok(service.calls() > 0);
    service.fail('refused-token');
    await sleep(60);
    service.fail(null);
    const happening = declared.types ? typed(under, under.typed.approve) : pressed(under, await asked(under));
    await under.bring({ ...channel, listen: null }, happening, handle);
    await until(() => updates.length > 0);
    ending.abort();
    await listening;
    // What had left already may still arrive.
    await sleep(60);
    const calls = service.calls();
    await sleep(60);
    assert.equal(service.calls(), calls);
  });
  contract('does not begin to listen when it is over already', async ({ channel, service }) => {
    await channel.listen?.(hearing().handle, AbortSignal.abort());
    assert.equal(service.calls(), 0);
  });
}

/** A question that was delivered, as it is seen. */
export async function asked(under: ChannelUnderTest, to = under.place): Promise<SeenMessage> {
  return seenAs(under, await delivered(under.channel, sampleMessage(to)));
}

/** A person pressing a button in their own place. */
export function pressed(
  harness: Pick<ChannelHarness, 'person' | 'place'>,
  message: SeenMessage,
  { verb = 'approve' }: { readonly verb?: 'approve' | 'deny' } = {},
): Happening {
  const button = message.buttons.find(({ label }) => label === (verb === 'approve' ? 'Approve' : 'Deny'));
  const act = { kind: 'press' as const, message, code: button?.code ?? 'none' };
  return { event: 1, person: harness.person, place: harness.place, isPrivate: true, act };
}

/** A person typing in their own place. */
export function typed({ person, place }: Pick<ChannelHarness, 'person' | 'place'>, text: string): Happening {
  return { event: 1, person, place, isPrivate: true, act: { kind: 'type', text } };
}

async function told({ service }: Pick<ChannelHarness, 'service'>, text: string): Promise<void> {
  await until(() => service.told().some((said) => said.includes(text)));
}

/** Waits until it holds; fails after five seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let times = 0; times < 500 && !holds(); times += 1) await sleep(10);
  assert.ok(holds(), 'it came to hold within five seconds');
}
