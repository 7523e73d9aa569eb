import type { FatigueFlows } from '../../../application/fatigue/fatigue-flows.ts';
import { GatewayError } from '../../../application/gateway-error.ts';

const NONE = {
  by: null,
  channel: null,
  prompts: 0,
  approved: 0,
  denied: 0,
  unanswered: 0,
  perHour: 0,
  approveRate: null,
  medianMs: null,
  alarms: [],
} as const;

const HELD = {
  id: '0'.repeat(32),
  by: 'human:operator',
  scope: { kind: 'work' },
  lease: null,
  expiresAtMs: 9,
  session: 's1',
  principal: 'agent:claude-code',
  workspace: '/work/app',
} as const;

/** The methods that make prompts fewer, as the fake gateway answers them. */
export function fakeFatigueMethods(
  see: (method: keyof FatigueFlows, ...args: readonly unknown[]) => void,
): FatigueFlows {
  return {
    answerApprovals: async (...args) => {
      see('answerApprovals', ...args);
      const refused = new GatewayError('approval.decided', 'answer: somebody was first');
      return args[1].map(({ id }) => ({ id, view: null, refused }));
    },
    askToTrust: async (...args) => {
      see('askToTrust', ...args);
      const { session, principal, workspace, lease, scope, expiresAtMs } = HELD;
      const trust = { session, principal, workspace, lease, scope, expiresAtMs, policyVersion: 'p', nonce: HELD.id };
      return { trust, statement: '{"trust":"session"}' };
    },
    trustSession: async (...args) => {
      see('trustSession', ...args);
      return HELD;
    },
    revokeTrust: async (...args) => see('revokeTrust', ...args),
    listTrust: async (...args) => {
      see('listTrust', ...args);
      return [HELD];
    },
    readFatigue: async (...args) => {
      see('readFatigue', ...args);
      return { all: NONE, people: [], sinceMs: 9, nowMs: 9 + args[0].lastMs, rules: [], suggested: [], isCut: false };
    },
    dismissProposal: async (...args) => {
      see('dismissProposal', ...args);
      return { untilMs: 9 };
    },
  };
}
