import { type CedarRules, openCedarRules } from '../../adapters/cedar/evaluate-cedar.ts';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import type { PreparePolicy, ReadyPolicy } from '../../application/gateway-ports.ts';
import type { Action } from '../../core/action/action.ts';
import { surroundingsIn } from '../../core/decide.ts';
import { analyseAction } from '../../core/effect/analyse-action.ts';
import type { Effect } from '../../core/effect/effect.ts';
import type { TextParsers } from '../../core/effect/surroundings.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Json } from '../../core/encoding/json.ts';
import { compilePolicy } from '../../core/policy/compile-policy.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import { composePolicy } from '../../core/policy/compose-policy.ts';
import { lintPolicy } from '../../core/policy/lint-policy.ts';
import { parsePolicyLayer } from '../../core/policy/parse-policy.ts';
import { parseServerProfile } from '../../core/policy/parse-server-profile.ts';
import { parseWeights } from '../../core/policy/parse-weights.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { describePolicyProblem, type PolicyProblem } from '../../core/policy/policy-problem.ts';
import { type ExampleFailure, type ExampleSetting, runExamples } from '../../core/policy/run-examples.ts';
import { runProfileExamples } from '../../core/policy/run-profile-examples.ts';
import type { ServerProfile } from '../../core/policy/tool-profile.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { PolicySources } from '../../ports/policy-source.ts';

/** What a policy depends on beside its files. Part of the bundle, so that replay makes the same policy anywhere. */
export type PolicyGround = { readonly timeZone: string; readonly home: string };

/**
 * Makes policies ready: reads every layer, composes, runs the inline examples, compiles. Any problem refuses the whole.
 * Decisions under the policy use the parsers given here.
 */
export function preparePolicyWith(ground: PolicyGround, parsers: TextParsers): PreparePolicy {
  return (sources) => prepare(sources, ground, parsers);
}

/** Makes the policy of a recorded bundle; null when it cannot be made any more. */
export function policyFromBundle(bundle: string, parsers: TextParsers): ReadyPolicy | null {
  const { ground, sources } = JSON.parse(bundle) as { readonly ground: PolicyGround; readonly sources: PolicySources };
  const ready = prepare(sources, ground, parsers);
  return ready.ok ? ready.value : null;
}

function prepare(
  sources: PolicySources,
  ground: PolicyGround,
  parsers: TextParsers,
): Result<ReadyPolicy, readonly string[]> {
  const problems: PolicyProblem[] = [];
  const layers = sources.layers.flatMap(({ layer, source, document }) => {
    const parsed = parsePolicyLayer(document, { layer, source, isTimeZone });
    if (!parsed.ok) problems.push(...parsed.failure);
    return parsed.ok ? [parsed.value] : [];
  });
  const supplied = new Set<ServerProfile>();
  const profiles = (sources.profiles ?? []).flatMap(({ source, document, supplied: isSupplied }) => {
    const parsed = parseServerProfile(document, source);
    if (!parsed.ok) problems.push(...parsed.failure);
    if (parsed.ok && isSupplied) supplied.add(parsed.value.profile);
    return parsed.ok ? [parsed.value] : [];
  });
  const weights = parseWeights(sources.weights.document, sources.weights.source);
  if (!weights.ok) problems.push(...weights.failure);
  if (problems.length > 0 || !weights.ok) return fail(problems.map(describePolicyProblem));
  const cedarSource = sources.cedar.trim() === '' ? null : sources.cedar;
  const composed = composePolicy(
    { layers, weights: weights.value, cedarSource, timeZone: ground.timeZone, profiles },
    sha256,
  );
  if (!composed.ok) return fail(composed.failure.map(describePolicyProblem));
  const cedar = openCedar(composed.value, cedarSource);
  if (!cedar.ok) return fail(cedar.failure.map(describePolicyProblem));
  const policy = compilePolicy(composed.value, { externalRules: cedar.value?.evaluate ?? null, ...parsers });
  const failures = failedExamples(policy, { ground, supplied });
  if (failures.length > 0) return fail(failures);
  const warnings = [...lintWarnings(policy), ...(cedar.value?.warnings ?? [])];
  return ok({ policy, warnings, bundle: canonicalJson({ ground, sources } as unknown as Json) });
}

/** Opens Cedar only where policies of it are in force: its engine costs start-up time and memory. */
function openCedar(
  { cedarMode }: Policy,
  policies: string | null,
): Result<CedarRules | null, readonly PolicyProblem[]> {
  return policies === null || cedarMode === 'off' ? ok(null) : openCedarRules({ policies, mode: cedarMode });
}

function failedExamples(
  policy: CompiledPolicy,
  { ground, supplied }: { readonly ground: PolicyGround; readonly supplied: ReadonlySet<ServerProfile> },
): readonly string[] {
  const failures = runExamples(policy.settings, exampleSetting(policy, ground));
  const { serverProfiles = [] } = policy.settings.surroundings;
  const own = serverProfiles.filter((profile) => !supplied.has(profile));
  const unprofiled = runProfileExamples(own, exampleSetting(policy, ground));
  return [
    ...failures.map((failure) => `run the examples of rule ${describeFailure(failure)}`),
    ...unprofiled.map((failure) => `run the examples of profile ${describeFailure(failure)}`),
  ];
}

function describeFailure({ rule, path, found, wanted }: ExampleFailure): string {
  return `${rule}: ${path} ${found}, want ${wanted}`;
}

/** Where the inline examples of a policy are imagined to happen: an empty workspace under its own known hosts and tools. */
export function exampleSetting(policy: CompiledPolicy, { home }: Pick<PolicyGround, 'home'>): ExampleSetting {
  const surroundings = surroundingsIn({ home, gatewayPaths: [], realPaths: {}, otherWorkspaces: [] }, policy);
  const effectsOf = (action: Action): readonly Effect[] => analyseAction(action, surroundings).effects;
  return { home, workspace: '/workspace', effectsOf };
}

/** What is worth telling the operator. Expiry is looked at when the policy is decided with, not when it is loaded. */
function lintWarnings({ settings }: CompiledPolicy): readonly string[] {
  return lintPolicy(settings, { nowMs: 0 }).map(
    ({ rule, message, suggestion }) => `rule ${rule}: ${message}. ${suggestion}`,
  );
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
}
