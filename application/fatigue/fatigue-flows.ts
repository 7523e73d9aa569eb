import type { FlowContext } from '../flow-context.ts';
import type { AnswerInput, Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { answerBatch, type BatchAnswer } from './answer-batch.ts';
import { type FatigueSurvey, surveyFatigue } from './survey-fatigue.ts';
import { type HeldTrust, TrustDesk, type TrustOrder, type TrustQuestion } from './trust-desk.ts';

/** What makes prompts fewer, as ingresses see it. */
export type FatigueFlows = {
  /** Takes several signed answers, low and medium risk only; one that is refused stops no other. */
  readonly answerApprovals: (caller: Caller, inputs: readonly AnswerInput[]) => Promise<readonly BatchAnswer[]>;
  /** Works out what a person would sign to trust a session. People only. */
  readonly askToTrust: (caller: Caller, order: TrustOrder) => Promise<TrustQuestion>;
  /** Takes the signed trust; raises `approval.signature`, `approval.unknown`, `auth.self-approval`. */
  readonly trustSession: (
    caller: Caller,
    answer: { readonly nonce: string; readonly keyId: string; readonly signature: string },
  ) => Promise<HeldTrust>;
  /** Takes back trust in a session and every grant of it. People only. */
  readonly revokeTrust: (caller: Caller, session: string) => Promise<void>;
  readonly listTrust: () => Promise<readonly HeldTrust[]>;
  /** How people answered in the last so many milliseconds, and the rules that would have saved most. */
  readonly readFatigue: (query: { readonly lastMs: number }) => Promise<FatigueSurvey>;
  /** Puts a proposed rule aside for thirty days. People only. */
  readonly dismissProposal: (caller: Caller, index: number) => Promise<{ readonly untilMs: number }>;
};

/** The flows that make prompts fewer. */
export function fatigueFlows(context: FlowContext): FatigueFlows {
  const trust = new TrustDesk(context);
  const { ports, policies, suggestions } = context;
  return {
    answerApprovals: (caller, inputs) => answerBatch(context, caller, inputs),
    askToTrust: (caller, order) => trust.ask(caller, order),
    trustSession: (caller, answer) => trust.grant(caller, answer),
    revokeTrust: (caller, session) => trust.revoke(caller, session),
    listTrust: () => trust.list(),
    readFatigue: ({ lastMs }) => {
      const nowMs = ports.clock.nowMs();
      const sinceMs = nowMs - lastMs;
      const { policy } = policies.current;
      return surveyFatigue({ ...ports, ledger: ports.stores.ledger }, { policy, sinceMs, nowMs });
    },
    dismissProposal: (caller, index) => {
      if (!caller.principal.startsWith('human:'))
        throw new GatewayError('auth.forbidden', `dismiss a proposed rule: found ${caller.principal}, want a person`);
      return suggestions.dismiss(caller.principal, index);
    },
  };
}
