import type { NotifyFlows } from '../../../application/notify/notify-flows.ts';
import type { PushFlows } from '../../../application/notify/push-flows.ts';
import { sampleDelivery, samplePairing } from '../../../ports/conformance/notification-store.ts';

/** The methods about reaching people, as the fake gateway answers them. */
export function fakeChannelMethods(see: (method: keyof NotifyFlows, ...args: readonly unknown[]) => void): NotifyFlows {
  return {
    ...fakePushMethods(see),
    listChannels: () => {
      see('listChannels');
      const abilities = { answers: true, edits: true, proof: 'accepted', maxLength: 4_096 } as const;
      const lastFailure = { code: 'unreachable', reason: 'reach the server: no answer', atMs: 5 } as const;
      return [
        {
          name: 'telegram',
          kind: 'telegram',
          abilities,
          state: 'down',
          lastSuccessAtMs: 4,
          lastFailure,
          restsUntilMs: 6,
        },
        {
          name: 'cli',
          kind: 'cli',
          abilities,
          state: 'untried',
          lastSuccessAtMs: null,
          lastFailure: null,
          restsUntilMs: null,
        },
      ];
    },
    testChannel: async (...args) => {
      see('testChannel', ...args);
      return [sampleDelivery({ purpose: 'test', request: null })];
    },
    listDeliveries: async (...args) => {
      see('listDeliveries', ...args);
      return [sampleDelivery({ state: 'dead', failure: 'refused', dueAtMs: null })];
    },
    retryDelivery: async (...args) => {
      see('retryDelivery', ...args);
      return sampleDelivery();
    },
    listPairings: () => {
      see('listPairings');
      return [samplePairing()];
    },
    offerPairing: async (...args) => {
      see('offerPairing', ...args);
      return { pairing: samplePairing(), code: 'ABCD2345' };
    },
    unpair: async (...args) => {
      see('unpair', ...args);
      return samplePairing({ state: 'ended' });
    },
  };
}

function fakePushMethods(see: (method: keyof PushFlows, ...args: readonly unknown[]) => void): PushFlows {
  return {
    listPushKeys: () => {
      see('listPushKeys');
      return [{ channel: 'browsers', publicKey: 'BA' }];
    },
    subscribePush: async (...args) => {
      see('subscribePush', ...args);
      return samplePairing();
    },
    endPush: async (...args) => {
      see('endPush', ...args);
      return samplePairing({ state: 'ended' });
    },
  };
}
