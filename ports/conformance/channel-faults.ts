import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertHoldsNone, delivered } from './channel-deliveries.ts';
import type { ChannelDeclaration } from './channel-harness.ts';
import type { ChannelContract, ChannelUnderTest } from './notification-channel.ts';
import { sampleDocument, sampleMessage } from './sample-message.ts';
import { OUTAGES, type ServiceFault } from './stand-in-server.ts';

/** A service that refuses, limits, lies, stalls or is gone. The channel's own time limit in these tests is at most a second. */
export function testChannelFaults(contract: ChannelContract, declared: ChannelDeclaration): void {
  contract(
    'hands a rate limit on with the time to wait, waits for nothing itself, and goes on after it',
    async (under) => {
      const { channel, place, service, retryAfterMs } = under;
      for (const failure of await failuresUnder('rate-limited', under, declared)) {
        assert.equal(failure.code, 'rate-limited');
        const waits = failure.retryAfterMs ?? 0;
        assert.ok(waits >= retryAfterMs && waits <= retryAfterMs + 1_000, `${waits} ms`);
      }
      service.fail(null);
      await delivered(channel, sampleMessage(place));
    },
  );
  for (const fault of OUTAGES) {
    if (declared.cannotTell?.includes(fault) === true) continue;
    contract(`counts ${fault} as no answer, and goes on after it`, async (under) => {
      for (const failure of await failuresUnder(fault, under, declared)) assert.equal(failure.code, 'unreachable');
      under.service.fail(null);
      await delivered(under.channel, sampleMessage(under.place));
    });
  }
  contract('tells that its token is refused, and works again with the same one', async (under) => {
    for (const { code } of await failuresUnder('refused-token', under, declared))
      assert.ok(code === 'misconfigured' || code === 'refused', code);
    under.service.fail(null);
    await delivered(under.channel, sampleMessage(under.place));
  });
  contract('gives up at once when it is called off', async ({ channel, place, service }) => {
    const before = await channel.deliver(sampleMessage(place), AbortSignal.abort());
    assert.equal(before.ok ? '' : before.failure.code, 'unreachable');
    assert.equal(service.seen().length, 0);
    service.fail('silence');
    const controller = new AbortController();
    const delivering = channel.deliver(sampleMessage(place), controller.signal);
    await sleep(50);
    controller.abort();
    const called = await delivering;
    assert.equal(called.ok ? '' : called.failure.code, 'unreachable');
  });
  contract('leaves no listener behind on a signal that lives on', async ({ channel, place }) => {
    let listeners = 0;
    const { signal } = new AbortController();
    const counted = {
      aborted: false,
      addEventListener: (...[type, listener, options]: Parameters<AbortSignal['addEventListener']>) => {
        listeners += 1;
        signal.addEventListener(type, listener, options);
      },
      removeEventListener: (...[type, listener]: Parameters<AbortSignal['removeEventListener']>) => {
        listeners -= 1;
        signal.removeEventListener(type, listener);
      },
    };
    for (let times = 0; times < 3; times += 1)
      assert.equal((await channel.deliver(sampleMessage(place), counted)).ok, true);
    assert.equal(listeners, 0);
  });
}

async function failuresUnder(fault: ServiceFault, under: ChannelUnderTest, declared: ChannelDeclaration) {
  const { channel, place, service, secrets } = under;
  const signal = AbortSignal.timeout(10_000);
  const { reference } = await delivered(channel, sampleMessage(place));
  service.fail(fault);
  const results = [await channel.deliver(sampleMessage(place), signal)];
  const edit = { to: place, reference, document: sampleDocument({ title: 'Decided' }) };
  const edited = declared.edits ? await channel.edit(edit, signal) : null;
  assert.equal(signal.aborted, false);
  return [...results, ...(edited === null ? [] : [edited])].map((result) => {
    assert.ok(!result.ok, `${fault} is no success`);
    assertHoldsNone(result, [...secrets, place]);
    assert.ok(result.failure.reason.length > 0 && result.failure.reason.length <= 400);
    return result.failure;
  });
}
