import { canonicalJson } from '../encoding/canonical-json.ts';
import { toHex } from '../encoding/hex.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { HashFunction } from '../hash.ts';
import type { Plan } from './plan.ts';
import type { PlanBinding } from './plan-binding.ts';

/** First line of everything that is signed about a plan, so that it can never be taken for a signature of another kind. */
const DOMAIN = 'countersign-plan/v1';

/** All of a plan, under its wire names: what its digest covers. Every word counts, estimates and descriptions too. */
export function digestedPlanFields(plan: Plan): JsonObject {
  return {
    constraints: plan.constraints.map(({ scope, statement, strength, target }) => ({
      scope,
      statement,
      strength,
      target,
    })),
    estimated_seconds: plan.estimatedSeconds,
    estimated_tokens: plan.estimatedTokens,
    intent: { confidence: plan.intent.confidence, kind: plan.intent.kind, summary: plan.intent.summary },
    steps: plan.steps.map(({ dependsOn, description, diff, id, kind, target }) => ({
      depends_on: dependsOn,
      description,
      diff,
      id,
      kind,
      target,
    })),
    target_files: plan.targetFiles,
  };
}

/**
 * Names a plan by its content: `sha256:` and 64 hexadecimal digits over the RFC 8785 form of all of it.
 *
 * Invariant: changing anything in a plan changes its digest, and an approval is bound to the digest.
 */
export function digestPlan(plan: Plan, hash: HashFunction): string {
  return `sha256:${toHex(hash(canonicalJson(digestedPlanFields(plan))))}`;
}

/**
 * The exact text that stands for a plan where it is approved: the domain, and one line of canonical JSON (RFC 8785) with the
 * digest of the plan and everything whose change voids it.
 */
export function planStatement(binding: PlanBinding): string {
  const statement = canonicalJson({
    configuration: binding.configurationDigest,
    created_at_ms: binding.createdAtMs,
    files: { ...binding.fileDigests },
    plan: binding.planDigest,
    policy: binding.policyVersion,
    profile: binding.profile,
    requester: binding.requester,
    session: binding.session,
    ...(binding.turn === undefined ? {} : { turn: binding.turn }),
    workspace: binding.workspace,
  });
  return `${DOMAIN}\n${statement}`;
}

/** Names a plan together with all that it is bound to: what the plan of an action (`Action.plan`) and an approval hold. */
export function digestPlanStatement(binding: PlanBinding, hash: HashFunction): string {
  return `sha256:${toHex(hash(planStatement(binding)))}`;
}
