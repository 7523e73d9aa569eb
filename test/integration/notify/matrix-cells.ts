import assert from 'node:assert/strict';
import type { Cell, World } from './matrix-world.ts';

/** Far enough that no request waits any more. */
const OVER_MS = 60_000;

/** What every channel is held to, cell by cell. */
export const CELL_CHECKS: { readonly [Name in Cell]: (world: World) => Promise<void> } = {
  deliver: async (world) => {
    const id = await world.askAndSee();
    assert.equal(world.messagesAbout(id).length, 1);
    const [entry, ...others] = await world.delivered(id);
    assert.equal(others.length, 0);
    const { proof, shown } = entry?.data ?? {};
    assert.ok(proof === 'accepted' || proof === world.live.channel.abilities.proof);
    assert.ok(typeof shown === 'string' && /^[0-9a-f]{16}$/.test(shown));
    // An alert that nobody can answer reaches nobody: the request goes on.
    assert.equal(world.next.standing.length, world.live.channel.abilities.answers ? 0 : 1);
    assert.equal(await world.status(id), 'pending');
  },
  edit: async (world) => {
    const id = await world.askAndSee();
    await world.live.gateway.approve(id, { answer: 'deny' });
    await settled(world);
  },
  approve: async (world) => decides(world, 'approve'),
  deny: async (world) => decides(world, 'deny'),
  fallback: async (world) => {
    for (const [place, verb] of (['approve', 'deny'] as const).entries()) {
      const id = await world.askAndSee();
      await world.surface.fallback(world.live, { id, verb, event: 300 + place });
      await world.until(`it is answered: ${verb}`, async () => (await world.status(id)) !== 'pending');
      await answeredHere(world, id, verb);
    }
  },
  late: async (world) => {
    const id = await world.askAndSee();
    await world.live.gateway.approve(id, { answer: 'deny' });
    assert.match(await world.surface.answer(world.live, { id, verb: 'approve', event: 2 }), /Too late|already/i);
    assert.equal(await world.status(id), 'denied');
    const second = await world.askAndSee();
    world.live.gateway.clock.set(world.live.gateway.clock.nowMs() + OVER_MS);
    assert.match(await world.surface.answer(world.live, { id: second, verb: 'approve', event: 3 }), /late|over/i);
    assert.notEqual(await world.status(second), 'approved');
    assert.deepEqual(await world.refused(), ['late', 'late']);
  },
  replay: async (world) => {
    const id = await world.askAndSee();
    const given = { id, verb: 'approve', event: 7 } as const;
    await world.surface.answer(world.live, given);
    assert.equal(await world.status(id), 'approved');
    await world.surface.answer(world.live, given);
    if (world.surface.recordsReplay)
      await world.until('it is recorded', async () => (await world.refused()).includes('replayed'));
    assert.equal((await world.live.gateway.gateway.findApproval(id)).request.answers.length, 1);
    assert.equal((await world.live.gateway.entries('approval.answered')).length, 1);
    assert.deepEqual(await world.refused(), world.surface.recordsReplay ? ['replayed'] : []);
  },
  'forged signature': async (world) => {
    const id = await world.askAndSee();
    const statuses = await world.surface.forge(world.live, { id, verb: 'approve', event: 8 });
    assert.ok(statuses.length >= 1);
    assert.deepEqual([...new Set(statuses)], [world.surface.refusedWith]);
    await world.until('it is recorded', async () => (await world.refused()).length > 0);
    assert.deepEqual([...new Set(await world.refused())], ['forged']);
    assert.equal(await world.status(id), 'pending');
    assert.deepEqual(await world.live.gateway.entries('approval.answered'), []);
  },
  'foreign user': async (world) => {
    const id = await world.askAndSee();
    await world.surface.foreign(world.live, { id, verb: 'approve', event: 9 });
    await world.until('it is recorded', async () => (await world.refused()).length > 0);
    assert.deepEqual(await world.refused(), ['foreign']);
    assert.equal(await world.status(id), 'pending');
  },
  'rate limit': async (world) => {
    const { service, retryAfterMs } = world.surface.harness;
    service.fail('rate-limited');
    const id = await world.ask();
    const entry = await failedOver(world, 'rate-limited');
    const { clock } = world.live.gateway;
    const retryAtMs = Number(entry.data['retry_at_ms']);
    assert.ok(retryAtMs >= clock.nowMs() + retryAfterMs, `${retryAtMs - clock.nowMs()} ms`);
    service.fail(null);
    await clock.advance(Math.min(retryAfterMs, OVER_MS) - 1);
    assert.deepEqual(world.messagesAbout(id), []);
    if (retryAfterMs >= OVER_MS - 1_000) return;
    await clock.advance(retryAtMs - clock.nowMs());
    await world.until('it is sent later', () => world.messagesAbout(id).length === 1);
  },
  outage: async (world) => {
    const { service } = world.surface.harness;
    service.fail('outage');
    const id = await world.ask();
    await failedOver(world, 'unreachable');
    assert.equal(await world.status(id), 'pending');
    service.fail(null);
    await world.live.gateway.clock.advance(2_000);
    await world.until('it is sent later', () => world.messagesAbout(id).length === 1);
    await world.live.gateway.clock.advance(OVER_MS);
    await world.until('silence is denial', async () => (await world.status(id)) === 'timed-out');
    assert.deepEqual(await world.live.gateway.entries('approval.answered'), []);
  },
  'restart in between': async (world) => {
    const { service } = world.surface.harness;
    service.fail('outage');
    const id = await world.ask();
    await failedOver(world, 'unreachable');
    await world.restart();
    service.fail(null);
    await world.live.gateway.clock.advance(2_000);
    await world.until('what was not sent is sent', () => world.messagesAbout(id).length === 1);
    await world.until('the delivery is recorded', async () => (await world.delivered(id)).length === 1);
    await world.restart();
    await world.surface.prepare(world.live, id);
    if (world.live.channel.abilities.answers) await world.surface.answer(world.live, { id, verb: 'deny', event: 900 });
    else await world.live.gateway.approve(id, { answer: 'deny' });
    assert.equal(await world.status(id), 'denied');
    await settled(world);
    assert.equal((await world.delivered(id)).length, 1);
  },
};

async function decides(world: World, verb: 'approve' | 'deny'): Promise<void> {
  const id = await world.askAndSee();
  const told = await world.surface.answer(world.live, { id, verb, event: 1 });
  assert.match(told, verb === 'approve' ? /Approved/ : /Denied/);
  await answeredHere(world, id, verb);
}

/** One decision, by the paired person, over this channel, with what was shown to them. */
async function answeredHere(world: World, id: string, verb: 'approve' | 'deny'): Promise<void> {
  const { request } = await world.live.gateway.gateway.findApproval(id);
  assert.equal(request.status, verb === 'approve' ? 'approved' : 'denied');
  assert.deepEqual(
    request.answers.map(({ approver, channel, answer }) => [approver, channel, answer]),
    [['human:ada', world.surface.answeredOn, verb]],
  );
  const answered = (await world.live.gateway.entries('approval.answered')).filter(({ data }) => data['request'] === id);
  assert.deepEqual(
    answered.map(({ actor }) => actor),
    ['human:ada'],
  );
  const origins = (await world.live.gateway.entries('approval.origin')).filter(({ data }) => data['request'] === id);
  const [delivered] = await world.delivered(id);
  assert.deepEqual(
    origins.map(({ data }) => [data['delivery'], data['shown']]),
    [[delivered?.data['delivery'], delivered?.data['shown']]],
  );
}

/** The failure is on record, and the next step was asked at once: no timer has moved. */
async function failedOver(world: World, code: string) {
  await world.until('the next step is asked', () => world.next.standing.length === 1);
  const failed = (await world.live.gateway.entries('notification.failed')).find(
    ({ data }) => data['channel'] === world.live.channel.name,
  );
  assert.ok(failed !== undefined);
  assert.equal(failed.data['code'], code);
  return failed;
}

async function settled(world: World): Promise<void> {
  const { harness, settled: words } = world.surface;
  await world.until('the service shows what became of it', () =>
    harness.service.seen().some(({ text, buttons }) => words.test(text) && buttons.length === 0),
  );
}
