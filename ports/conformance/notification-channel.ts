import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { NotificationChannel } from '../notification-channel.ts';
import { testChannelAlerts } from './channel-alerts.ts';
import { testChannelAnswers } from './channel-answers.ts';
import { testChannelDeliveries } from './channel-deliveries.ts';
import { testChannelFaults } from './channel-faults.ts';
import type { ChannelDeclaration, ChannelHarness } from './channel-harness.ts';
import { testChannelRequests } from './channel-requests.ts';

/** One channel against one service, for one test. */
export type ChannelUnderTest = ChannelHarness & { readonly channel: NotificationChannel; readonly t: TestContext };

/** A test of the contract. */
export type ChannelContract = (name: string, check: (under: ChannelUnderTest) => Promise<void>) => void;

/**
 * The contract of `NotificationChannel`, as tests that every channel passes against a server that speaks its service's documented
 * API. What a channel declares decides what applies to it; that it is what it declares is tested too.
 */
export function testNotificationChannel(declared: ChannelDeclaration): void {
  void describe(`${declared.name}: notification channel`, () => {
    const contract: ChannelContract = (name, check) => {
      void test(name, async (t) => {
        const harness = await declared.open(t);
        const channel = harness.open();
        t.after(() => channel.close());
        await check({ ...harness, channel, t });
      });
    };
    contract('is what it says it is', async ({ channel, typed }) => {
      if (declared.types) assert.equal(typed.approve.startsWith(channel.abilities.commandSign ?? 'none'), true);
      assert.equal(channel.abilities.answers, declared.presses || declared.types || declared.reacts);
      assert.equal(channel.abilities.edits, declared.edits);
      assert.equal(channel.receive !== null, declared.isCalled);
      assert.equal(channel.listen !== null, declared.asks);
      assert.equal(channel.abilities.maxLength > 0, true);
    });
    if (declared.alerts === true) testChannelAlerts(contract);
    else testChannelDeliveries(contract, declared);
    testChannelFaults(contract, declared);
    testChannelAnswers(contract, declared);
    if (declared.isCalled) testChannelRequests(contract, declared);
  });
}
