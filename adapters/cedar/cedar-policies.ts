import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyProblem } from '../../core/policy/policy-problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { cedarSchema } from './cedar-schema.ts';

/** The engine, loaded when the first policies are opened. */
export type CedarEngine = typeof Cedar;

/** Policies by id, validated. Warnings are the validator's: for example a policy that can never apply. */
type CedarPolicies = { readonly byId: Readonly<Record<string, string>>; readonly warnings: readonly string[] };

const SOURCE = 'the Cedar policies';
const MAX_TEXT_LENGTH = 1_048_576;
const MAX_POLICIES = 1_000;
const MAX_ID_LENGTH = 128;

/**
 * Splits a text into its policies, names each and validates all of them strictly against the schema.
 *
 * A policy is named by its annotation `@id("…")`, else `policy<n>` in the order of the text. Refuses what does not parse or
 * validate, templates, two policies of one name, more than 1,000 policies or 1 MiB: every problem at once.
 */
export function readPolicies(engine: CedarEngine, text: string): Result<CedarPolicies, readonly PolicyProblem[]> {
  if (text.length > MAX_TEXT_LENGTH) return refuse(`${text.length} characters`, `at most ${MAX_TEXT_LENGTH}`);
  const parts = engine.policySetTextToParts(text);
  if (parts.type === 'failure') return fail(parts.errors.map((error) => problemOf(error, text)));
  if (parts.policy_templates.length > 0)
    return refuse('a policy template', 'policies without ?principal and ?resource');
  if (parts.policies.length > MAX_POLICIES)
    return refuse(`${parts.policies.length} policies`, `at most ${MAX_POLICIES}`);
  const named = nameAll(engine, inTextOrder(parts.policies));
  return named.ok ? validate(engine, named.value) : named;
}

function refuse(found: string, wanted: string): Result<never, readonly PolicyProblem[]> {
  return fail([{ source: SOURCE, path: '$', found, wanted }]);
}

function problemOf(error: Cedar.DetailedError, text: string): PolicyProblem {
  const start = error.sourceLocations?.[0]?.start;
  const before = start === undefined ? null : Buffer.from(text).subarray(0, start).toString();
  const help = error.sourceLocations?.[0]?.label ?? error.help ?? 'a policy that parses';
  return {
    source: SOURCE,
    path: before === null ? '$' : `line ${before.split('\n').length}`,
    found: error.message,
    wanted: help,
  };
}

/** The engine answers the policies sorted by the names `policy0`, `policy1`, `policy10`, … that it gave them. */
function inTextOrder(policies: readonly string[]): readonly string[] {
  const sorted = policies.map((_, index) => `policy${index}`).sort();
  const byName = new Map(sorted.map((name, index) => [name, policies[index] ?? '']));
  return policies.map((_, index) => byName.get(`policy${index}`) ?? '');
}

function nameAll(
  engine: CedarEngine,
  policies: readonly string[],
): Result<Record<string, string>, readonly PolicyProblem[]> {
  const byId: Record<string, string> = Object.create(null) as Record<string, string>;
  const problems: PolicyProblem[] = [];
  for (const [index, policy] of policies.entries()) {
    const id = idOf(engine, policy) ?? `policy${index}`;
    const wanted = `an @id of its own, 1 to ${MAX_ID_LENGTH} characters, that is not ${BASELINE_ID}`;
    const isUsable = id !== '' && id.length <= MAX_ID_LENGTH && id !== BASELINE_ID && !Object.hasOwn(byId, id);
    if (isUsable) byId[id] = policy;
    else
      problems.push({
        source: SOURCE,
        path: `policy ${index + 1}`,
        found: `the name ${JSON.stringify(id.slice(0, MAX_ID_LENGTH))}`,
        wanted,
      });
  }
  return problems.length > 0 ? fail(problems) : ok(byId);
}

/** The name of the permit that is added so that policies only restrict. */
export const BASELINE_ID = 'countersign:baseline';

function idOf(engine: CedarEngine, policy: string): string | null {
  const parsed = engine.policyToJson(policy);
  return parsed.type === 'success' ? (parsed.json.annotations?.['id'] ?? null) : null;
}

function validate(engine: CedarEngine, byId: Record<string, string>): Result<CedarPolicies, readonly PolicyProblem[]> {
  const answer = engine.validate({
    schema: cedarSchema(),
    policies: { staticPolicies: byId },
    validationSettings: { mode: 'strict' },
  });
  if (answer.type === 'failure') return fail(answer.errors.map((error) => problemOf(error, '')));
  const problems = onePerPlace(answer.validationErrors).map(({ policyId, error }) => ({
    source: SOURCE,
    path: `policy ${policyId}`,
    found: error.message,
    wanted: error.help ?? 'a policy that fits countersign.cedarschema',
  }));
  if (problems.length > 0) return fail(problems);
  const warnings = onePerPlace(answer.validationWarnings);
  return ok({ byId, warnings: warnings.map(({ policyId, error }) => `${policyId}: ${error.message}`) });
}

/** The validator repeats a finding for every action that the policy may meet: the place in the policy tells them apart. */
function onePerPlace(findings: readonly Cedar.ValidationError[]): readonly Cedar.ValidationError[] {
  const seen = new Map<string, Cedar.ValidationError>();
  for (const finding of findings) {
    const start = finding.error.sourceLocations?.[0]?.start;
    const key = `${finding.policyId} ${start ?? finding.error.message}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}
