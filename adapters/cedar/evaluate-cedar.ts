import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Response } from '@cedar-policy/cedar-wasm/nodejs';
import type { Effect } from '../../core/effect/effect.ts';
import type { PolicyProblem } from '../../core/policy/policy-problem.ts';
import type { ExternalRuleAnswer, ExternalRuleRequest, ExternalRules } from '../../core/policy/rule-outcome.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { BASELINE_ID, type CedarEngine, readPolicies } from './cedar-policies.ts';
import { writeRequest } from './cedar-request.ts';
import { cedarSchema } from './cedar-schema.ts';

/** Cedar policies and how their answer counts: `restrict` for forbids alone, `allowlist` where no permit means no. */
export type CedarSetting = { readonly policies: string; readonly mode: 'restrict' | 'allowlist' };

/** Opened Cedar policies. Close them when another set has taken their place: the engine holds them until then. */
export type CedarRules = {
  /** Answers for every effect of an action; the worst answer wins. Never throws: an error is `failed`. */
  readonly evaluate: ExternalRules;
  /** What the validator found odd, for example a policy that can never apply. */
  readonly warnings: readonly string[];
  /** Lets go of the policies. From then on every answer is `failed`. */
  readonly close: () => void;
};

const SCHEMA_NAME = 'countersign';

/**
 * Opens Cedar policies: parses and validates them once, so that an evaluation parses nothing.
 *
 * The engine (WebAssembly, 4 MB) is loaded by the first call, not by importing this file. In `restrict` mode a permit for
 * everything is added, so that policies that only forbid deny nothing else.
 */
export function openCedarRules({ policies, mode }: CedarSetting): Result<CedarRules, readonly PolicyProblem[]> {
  const engine = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as CedarEngine;
  const read = readPolicies(engine, policies);
  if (!read.ok) return read;
  const name = `countersign-${randomUUID()}`;
  const baseline = mode === 'restrict' ? { [BASELINE_ID]: 'permit(principal, action, resource);' } : {};
  const prepared = [
    engine.preparseSchema(SCHEMA_NAME, cedarSchema()),
    engine.preparsePolicySet(name, { staticPolicies: { ...read.value.byId, ...baseline } }),
  ];
  const problems = prepared.flatMap((answer) => (answer.type === 'failure' ? answer.errors : []));
  if (problems.length > 0) return fail(problems.map(({ message }) => unprepared(message)));
  return ok({ ...holding(engine, name), warnings: read.value.warnings });
}

function unprepared(message: string): PolicyProblem {
  return { source: 'the Cedar policies', path: '$', found: message, wanted: 'policies the engine can hold' };
}

function holding(engine: CedarEngine, name: string): Pick<CedarRules, 'evaluate' | 'close'> {
  let isOpen = true;
  return {
    evaluate: (request) => {
      try {
        return isOpen ? evaluateAll(engine, name, request) : FAILED;
      } catch {
        return FAILED;
      }
    },
    close: () => {
      // The engine has no way to drop a set; an empty one of the same name takes its place.
      if (isOpen) engine.preparsePolicySet(name, { staticPolicies: {} });
      isOpen = false;
    },
  };
}

const FAILED: ExternalRuleAnswer = { decision: 'failed', policies: [] };
const SEVERITY = { permit: 0, 'no-permit': 1, failed: 2, forbid: 3 } as const;

function evaluateAll(engine: CedarEngine, name: string, request: ExternalRuleRequest): ExternalRuleAnswer {
  const effects = request.effects.length > 0 ? request.effects : [nothingKnown(request)];
  const answers = effects.map((effect) => evaluateOne(engine, name, { request, effect }));
  const worst = answers.reduce((first, second) =>
    SEVERITY[second.decision] > SEVERITY[first.decision] ? second : first,
  );
  const deciding = answers.filter(({ decision }) => decision === worst.decision);
  return { decision: worst.decision, policies: [...new Set(deciding.flatMap(({ policies }) => policies))] };
}

/** An action without effects is asked about as one whose effect nobody knows. */
function nothingKnown({ action }: ExternalRuleRequest): Effect {
  const resource = { kind: 'tool', value: action.tool.name, provenance: 'unknown' } as const;
  return { class: 'unknown', resource, detail: '', reversibility: 'irreversible', marks: [] };
}

function evaluateOne(
  engine: CedarEngine,
  name: string,
  { request, effect }: { readonly request: ExternalRuleRequest; readonly effect: Effect },
): ExternalRuleAnswer {
  const written = writeRequest(request, effect);
  if (written === null) return FAILED;
  const answer = engine.statefulIsAuthorized({
    ...written,
    preparsedPolicySetId: name,
    preparsedSchemaName: SCHEMA_NAME,
    validateRequest: true,
  });
  return answer.type === 'success' ? readAnswer(answer.response) : FAILED;
}

/**
 * Cedar skips a policy that errs, which would turn a broken forbid into none. Here an error counts against the action, unless
 * another policy forbids it anyway.
 */
function readAnswer({ decision, diagnostics }: Response): ExternalRuleAnswer {
  const reasons = diagnostics.reason.filter((id) => id !== BASELINE_ID);
  if (decision === 'deny' && reasons.length > 0) return { decision: 'forbid', policies: reasons };
  if (diagnostics.errors.length > 0)
    return { decision: 'failed', policies: diagnostics.errors.map(({ policyId }) => policyId) };
  return decision === 'allow' ? { decision: 'permit', policies: reasons } : { decision: 'no-permit', policies: [] };
}
