import { BUILT_IN_CHECKS, type Check, type Reaction, stricterReaction } from './check.ts';
import { CHECK_STATUSES, type CheckResult, type CheckStatus } from './check-result.ts';

/** What becomes of a change after its checks. */
export type VerificationOutcome = 'commit' | Reaction;

/** One check with what came of it and what follows. */
export type JudgedCheck = {
  readonly name: string;
  readonly status: CheckStatus;
  readonly outcome: VerificationOutcome;
  readonly detail: string;
};

/** What a set of results means. */
export type Verification = {
  readonly outcome: VerificationOutcome;
  readonly checks: readonly JudgedCheck[];
  /** False where any program ran outside a sandbox: it could have done more than look. */
  readonly contained: boolean;
  /** One sentence for people: what decided. */
  readonly reason: string;
};

/** Tries that an agent has to repair what it did, before a person is asked. */
export const MAX_FIX_ATTEMPTS = 3;

/**
 * Says what a set of results means for the change they looked at; the strictest reaction of any check counts.
 *
 * Only a check that passed lets a change be committed. A check without a result, with two that differ, or that ended by
 * error, time-out or crash did not pass, and is never left to the agent: a person decides at least. A result of no known
 * check is for a person too. The built-in checks are part of every verification. The agent may repair at most three
 * times: `attempt` counts from 1. Total.
 */
export function judgeVerification(
  results: readonly CheckResult[],
  { checks, attempt }: { readonly checks: readonly Check[]; readonly attempt: number },
): Verification {
  const all = withBuiltIns(checks);
  const judged = [
    ...all.map((check) => judgeCheck(check, { results, attempt })),
    ...results.filter(({ name }) => !all.some((check) => check.name === name)).map(strangeResult),
  ];
  const outcome = judged.map((one) => one.outcome).reduce(stricterOutcome, 'commit');
  return {
    outcome,
    checks: judged,
    contained: results.every(({ contained }) => contained),
    reason: reasonOf(outcome, judged),
  };
}

/** The checks of a policy together with those that are built in, which a policy may make stricter or milder, never remove. */
export function withBuiltIns(checks: readonly Check[]): readonly Check[] {
  return [...BUILT_IN_CHECKS.filter(({ name }) => !checks.some((check) => check.name === name)), ...checks];
}

function judgeCheck(
  { name, onFailure }: Check,
  { results, attempt }: { readonly results: readonly CheckResult[]; readonly attempt: number },
): JudgedCheck {
  const worst = results.filter((result) => result.name === name).reduce<CheckResult | null>(worseResult, null);
  if (worst === null) return { name, status: 'not-run', outcome: atLeastHuman(onFailure), detail: 'has no result' };
  const { status, detail } = worst;
  if (status === 'passed') return { name, status, outcome: 'commit', detail };
  if (status !== 'failed') return { name, status, outcome: atLeastHuman(onFailure), detail };
  const mayFix = attempt < MAX_FIX_ATTEMPTS;
  return { name, status, outcome: mayFix ? onFailure : atLeastHuman(onFailure), detail };
}

function strangeResult({ name, status }: CheckResult): JudgedCheck {
  return { name, status, outcome: 'human', detail: 'is a result of no check of the policy' };
}

function worseResult(worst: CheckResult | null, next: CheckResult): CheckResult {
  if (worst === null) return next;
  return CHECK_STATUSES.indexOf(next.status) > CHECK_STATUSES.indexOf(worst.status) ? next : worst;
}

function atLeastHuman(reaction: Reaction): Reaction {
  return stricterReaction(reaction, 'human');
}

function stricterOutcome(one: VerificationOutcome, other: VerificationOutcome): VerificationOutcome {
  if (one === 'commit') return other;
  return other === 'commit' ? one : stricterReaction(one, other);
}

function reasonOf(outcome: VerificationOutcome, judged: readonly JudgedCheck[]): string {
  if (outcome === 'commit') return `all ${judged.length} checks passed`;
  const deciding = judged.filter((one) => one.outcome === outcome);
  return deciding.map(({ name, status, detail }) => `${name} ${status.replace('-', ' ')}: it ${detail}`).join('; ');
}
