import type { Effect } from '../effect/effect.ts';
import type { EffectSurroundings, TextParsers } from '../effect/surroundings.ts';
import type { AllowsSecret } from '../secret/allowed-secret.ts';
import type { PathPlaces } from './path-pattern.ts';
import type { Policy } from './policy.ts';
import type { ExternalRules, RuleContext, RuleOutcome } from './rule-outcome.ts';

/** A policy made ready for deciding: settings, matchers and parsers. Made once by `compilePolicy`, immutable. */
export type CompiledPolicy = TextParsers & {
  readonly settings: Policy;
  readonly evaluateRules: (context: RuleContext) => RuleOutcome;
  /** Cedar, or null where no Cedar policies are configured. */
  readonly externalRules: ExternalRules | null;
  readonly isKnownHost: (host: string) => boolean;
  /** Whether an effect touches what policy calls production. */
  readonly isProduction: (effect: Effect, places: PathPlaces) => boolean;
  readonly matchesTool: (glob: string, tool: string) => boolean;
  /** Whether the operator lets a secret of a kind be written at a path. */
  readonly allowsSecret?: AllowsSecret;
};

/** What the operator vouched for of servers' tools and of secrets, as analysers want it: nothing where nothing was said. */
export function knownToolsOf({ settings, allowsSecret }: CompiledPolicy): KnownTools {
  const { serverProfiles, serverNames } = settings.surroundings;
  return {
    ...(serverProfiles === undefined ? {} : { serverProfiles }),
    ...(serverNames === undefined ? {} : { serverNames }),
    ...(allowsSecret === undefined ? {} : { allowsSecret }),
  };
}

type KnownTools = Pick<EffectSurroundings, 'serverProfiles' | 'serverNames' | 'allowsSecret'>;
