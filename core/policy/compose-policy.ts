import { canonicalJson } from '../encoding/canonical-json.ts';
import { toHex } from '../encoding/hex.ts';
import type { HashFunction } from '../hash.ts';
import { fail, ok, type Result } from '../result.ts';
import type { RiskWeights } from '../risk/risk-weights.ts';
import { composeChecks, type VerifyLayer } from '../verify/compose-checks.ts';
import { looseningProblems } from './loosening.ts';
import type { ServerProfileDocument } from './parse-server-profile.ts';
import { POLICY_LAYERS, type Policy, type PolicySurroundings } from './policy.ts';
import type { PolicyLayerDocument } from './policy-layer.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { applySettings, defaultSettings, type Settings } from './settings.ts';

/** What a policy is composed of. */
export type PolicySources = {
  readonly layers: readonly PolicyLayerDocument[];
  readonly weights: RiskWeights;
  /** The text of all Cedar policies; null where there are none. */
  readonly cedarSource: string | null;
  /** The operator's IANA time zone, for a window that names none. */
  readonly timeZone: string;
  /** Profiles of MCP servers, the operator's before those that come with Countersign. */
  readonly profiles?: readonly ServerProfileDocument[];
};

/**
 * Composes the layers into one policy: safety, then organisation, then project.
 *
 * A later layer may not loosen what an earlier one set, and a project may loosen nothing at all: every attempt is a
 * problem, never ignored. What no layer sets has the defaults of the model. The version names the sources by content,
 * not by file.
 */
export function composePolicy(sources: PolicySources, hash: HashFunction): Result<Policy, readonly PolicyProblem[]> {
  const { timeZone, weights } = sources;
  const layers = inOrder(sources.layers);
  const problems: PolicyProblem[] = [...duplicateIds(layers)];
  let settings = defaultSettings(sources);
  for (const [index, layer] of layers.entries()) {
    problems.push(...looseningProblems(layer, { settings, layers: layers.slice(0, index), timeZone }));
    settings = applySettings(settings, layer, timeZone);
  }
  problems.push(...cedarProblems(sources, settings));
  const verify = composeChecks(layers.flatMap(verifyLayer));
  if (!verify.ok) problems.push(...verify.failure);
  if (problems.length > 0 || !verify.ok) return fail(problems);
  const rules = layers.flatMap((layer) => layer.rules);
  const surroundings = withProfiles(settings.surroundings, sources.profiles ?? []);
  const checks = layers.some((layer) => layer.verify !== undefined) ? { verify: verify.value } : {};
  return ok({ ...settings, ...checks, surroundings, version: versionOf(sources, hash), rules, weights });
}

function verifyLayer({ layer, source, verify }: PolicyLayerDocument): readonly VerifyLayer[] {
  return verify === undefined ? [] : [{ layer, source, verify }];
}

function inOrder(layers: readonly PolicyLayerDocument[]): readonly PolicyLayerDocument[] {
  return POLICY_LAYERS.flatMap((name) => layers.filter(({ layer }) => layer === name));
}

function duplicateIds(layers: readonly PolicyLayerDocument[]): readonly PolicyProblem[] {
  const owners = new Map<string, string>();
  const problems: PolicyProblem[] = [];
  for (const { source, rules } of layers) {
    for (const { id } of rules) {
      const owner = owners.get(id);
      if (owner !== undefined) {
        problems.push({
          source,
          path: '$.rules',
          found: `the id ${id}, which a rule of ${owner} has`,
          wanted: 'an id of its own',
        });
      } else owners.set(id, source);
    }
  }
  return problems;
}

function cedarProblems({ cedarSource }: PolicySources, { cedarMode }: Settings): readonly PolicyProblem[] {
  if (cedarMode !== 'allowlist' || cedarSource !== null) return [];
  return [
    {
      source: 'the policy',
      path: '$.cedar.mode',
      found: 'allowlist without Cedar policies',
      wanted: 'Cedar policies, or restrict',
    },
  ];
}

/** The first profile of a name counts: the operator's own replaces the one that comes with Countersign. */
function withProfiles(surroundings: PolicySurroundings, given: readonly ServerProfileDocument[]): PolicySurroundings {
  const profiles = given.map(({ profile }) => profile);
  const first = profiles.filter(({ name }, at) => profiles.findIndex((one) => one.name === name) === at);
  return first.length === 0 ? surroundings : { ...surroundings, serverProfiles: first };
}

function versionOf(
  { layers, weights, cedarSource, timeZone, profiles = [] }: PolicySources,
  hash: HashFunction,
): string {
  const source = {
    format: 'countersign-policy-1',
    layers: inOrder(layers).map(({ layer, document }) => ({ layer, document })),
    weights: { version: weights.version, hundredths: { ...weights.hundredths } },
    cedar: cedarSource,
    time_zone: timeZone,
    ...(profiles.length === 0 ? {} : { server_profiles: profiles.map(({ document }) => document) }),
  };
  return `sha256:${toHex(hash(canonicalJson(source)))}`;
}
