import type { GuardFlows, ShownLease } from '../../../application/safety/guard-flows.ts';
import { sampleLease } from '../../../ports/conformance/sample-records.ts';

/** A lease as the fake gateway shows it. */
export function shownLease(): ShownLease {
  const lease = sampleLease();
  const used = { tokens: 1, costMicros: 2, calls: lease.calls };
  const uses = [{ limits: lease.terms.limits, used }];
  return { lease, facts: { id: lease.id, live: true, why: '', terms: lease.terms, uses } };
}

/** The methods about leases and budgets, as the fake gateway answers them. */
export function fakeGuardMethods(see: (method: keyof GuardFlows, ...args: readonly unknown[]) => void): GuardFlows {
  const granted = { lease: sampleLease(), token: 'a lease token' };
  return {
    grantLease: async (...args) => {
      see('grantLease', ...args);
      return granted;
    },
    renewLease: async (...args) => {
      see('renewLease', ...args);
      return granted;
    },
    revokeLease: async (...args) => {
      see('revokeLease', ...args);
      return shownLease();
    },
    beatLease: (...args) => {
      see('beatLease', ...args);
      return true;
    },
    showLease: (...args) => {
      see('showLease', ...args);
      return shownLease();
    },
    listLeases: (...args) => {
      see('listLeases', ...args);
      return [shownLease()];
    },
    leaseKey: () => 'ed25519/00',
    listBudgets: async (...args) => {
      see('listBudgets', ...args);
      const none = { tokens: 0, costMicros: 0 };
      return [{ scope: 'day 2026-11-21', limit: { tokens: 5, costMicros: 6 }, used: none, held: none }];
    },
    setBudget: async (...args) => see('setBudget', ...args),
    resetBudget: async (...args) => see('resetBudget', ...args),
    listReviews: () => [{ verb: 'mute', target: 'principal agent:x', reason: 'odd', reviewByMs: 9 }],
  };
}
