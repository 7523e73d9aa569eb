import { sha256 } from '../../adapters/node-crypto/hash.ts';
import type { ReadyPolicy } from '../../application/gateway-ports.ts';
import { openParsers } from '../../apps/daemon/open-parsers.ts';
import { compileRules } from '../../core/policy/compile-rules.ts';
import { evaluateRules } from '../../core/policy/evaluate-rules.ts';
import type { Policy, PolicyRule } from '../../core/policy/policy.ts';
import { WEIGHTS } from '../../core/testing/samples.ts';

/** A policy with the defaults of the model, an always-open window, and these rules and settings. */
export function testPolicy(overrides: Partial<Policy> = {}): Policy {
  const rules: readonly PolicyRule[] = overrides.rules ?? [];
  return {
    version: `sha256:${Buffer.from(sha256(JSON.stringify(overrides))).toString('hex')}`,
    profile: 'dev',
    mode: 'enforce',
    window: null,
    thresholds: { api: 30, telegram: 40, discord: 50, cli: 60 },
    acceptFairQuality: false,
    criticalApprovers: 1,
    surroundings: { knownHosts: [], productionPaths: [], productionHosts: [], toolProfiles: [] },
    weights: WEIGHTS,
    cedarMode: 'off',
    ...overrides,
    rules,
  };
}

const parsers = await openParsers();

/** Makes a policy ready the way the daemon does, without reading files; the bundle is the policy itself. */
export function readyPolicy(overrides: Partial<Policy> = {}): ReadyPolicy {
  const settings = testPolicy(overrides);
  const compiled = compileRules(settings);
  return {
    policy: {
      settings,
      evaluateRules: (context) => evaluateRules(compiled, context),
      externalRules: null,
      isKnownHost: (host) => settings.surroundings.knownHosts.includes(host),
      isProduction: () => false,
      matchesTool: (glob, tool) => glob === tool,
      ...parsers,
    },
    warnings: [],
    bundle: JSON.stringify(overrides),
  };
}
