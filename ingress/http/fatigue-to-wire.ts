import type { BatchAnswer } from '../../application/fatigue/answer-batch.ts';
import type { FatigueSurvey } from '../../application/fatigue/survey-fatigue.ts';
import type { HeldTrust, TrustQuestion } from '../../application/fatigue/trust-desk.ts';
import type { FatigueReading } from '../../core/fatigue/measure-fatigue.ts';
import type {
  WireFatigue,
  WireFatigueReading,
  WireSignedAnswered,
  WireTrust,
  WireTrustQuestion,
} from '../../sdk/wire.ts';
import { briefToWire } from './to-wire.ts';

/** What became of one answer of a batch, on the wire. */
export function batchAnswerToWire(
  { id, view, refused }: BatchAnswer,
  abridged: Parameters<typeof briefToWire>[1],
): WireSignedAnswered {
  if (refused === null) return { id, approval: briefToWire(view, abridged), error: null };
  const { code, message, remedies } = refused;
  return { id, approval: null, error: { code, message, remedies } };
}

/** What is to be signed to trust a session, on the wire. */
export function trustQuestionToWire({ trust, statement }: TrustQuestion): WireTrustQuestion {
  const { nonce, session, principal, workspace, expiresAtMs, scope } = trust;
  const effects = scope.kind === 'pattern' ? scope.effects : [];
  return { nonce, statement, session, principal, workspace, expires_at_ms: expiresAtMs, effects };
}

/** Trust on the wire. */
export function trustToWire({ scope, expiresAtMs, ...same }: HeldTrust): WireTrust {
  const { id, by, session, principal, workspace, lease } = same;
  const pattern = scope.kind === 'pattern' ? scope : null;
  return {
    id,
    kind: scope.kind,
    pattern: pattern?.pattern ?? null,
    tool: pattern?.tool ?? null,
    effects: pattern?.effects ?? [],
    by,
    session,
    principal,
    workspace,
    lease,
    expires_at_ms: expiresAtMs,
  };
}

/** How people answer, on the wire. */
export function fatigueToWire({ all, people, rules, suggested, sinceMs, nowMs, isCut }: FatigueSurvey): WireFatigue {
  return {
    since_ms: sinceMs,
    now_ms: nowMs,
    all: readingToWire(all),
    people: people.map(readingToWire),
    rules: rules.map(({ pattern, ruleId, yaml, saved, kept, approvals }) => ({
      pattern,
      rule_id: ruleId,
      yaml,
      saved,
      kept,
      approvals,
    })),
    suggested: suggested.map(({ pattern, ruleId, approvals }) => ({ pattern, rule_id: ruleId, approvals })),
    is_cut: isCut,
  };
}

function readingToWire({ perHour, approveRate, medianMs, ...same }: FatigueReading): WireFatigueReading {
  const { by, channel, prompts, approved, denied, unanswered, alarms } = same;
  return {
    by,
    channel,
    prompts,
    approved,
    denied,
    unanswered,
    per_hour: perHour,
    approve_rate: approveRate,
    median_ms: medianMs,
    alarms,
  };
}
