import type { EffectClass, EffectMark } from '../effect/effect.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { TrustedFolder, WhitelistEntry } from '../fatigue/whitelist-entry.ts';
import type { RiskWeights } from '../risk/risk-weights.ts';
import type { AllowedSecret } from '../secret/allowed-secret.ts';
import type { VerifySettings } from '../verify/compose-checks.ts';
import type { ServerProfile, ToolProfile } from './tool-profile.ts';

export type { ServerProfile, ToolProfile } from './tool-profile.ts';

/** How much an agent may do without asking. Strictest first. */
export const AUTONOMY_PROFILES = ['safe', 'dev', 'full-auto'] as const;
export type AutonomyProfile = (typeof AUTONOMY_PROFILES)[number];

/** `enforce` holds agents to the verdict; `shadow` only records it (the hard floor and the emergency state still hold). */
export type EnforcementMode = 'enforce' | 'shadow';

/** Channels a session can be attended on; each has its own score from which a human is asked. */
export const CHANNELS = ['api', 'telegram', 'discord', 'cli'] as const;
export type Channel = (typeof CHANNELS)[number];

/** When people are there to look: half-open [from, to) in minutes after local midnight, in an IANA time zone. */
export type AttendanceWindow = {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly timeZone: string;
};

/** Where a rule comes from. Earlier layers outrank later ones; `project` may only tighten. */
export const POLICY_LAYERS = ['safety', 'organisation', 'project'] as const;
export type PolicyLayer = (typeof POLICY_LAYERS)[number];

/** One alternative of a rule's `when`: every part that is set must match. */
export type RuleMatcher = {
  /** Glob over the tool's name, for example `mcp__github__*`; null for any tool. */
  readonly tool: string | null;
  /** Glob over what the tool is used on (command, path, host or named argument); null for anything. */
  readonly argument: ArgumentPattern | null;
  /** Effect class or family glob such as `file.*`; null when the rule does not look at effects. */
  readonly effect: EffectPattern | null;
};

/** The text inside `Tool(...)`. */
export type ArgumentPattern =
  | { readonly kind: 'any-of-primary'; readonly glob: string }
  | { readonly kind: 'domain'; readonly glob: string }
  | { readonly kind: 'named'; readonly name: string; readonly glob: string };

/** Which effects a rule speaks of. */
export type EffectPattern = {
  readonly classes: readonly EffectClass[];
  readonly path: string | null;
  readonly host: string | null;
  readonly mark: EffectMark | null;
};

/** An inline example: a short action that the rule must, or must not, match. Run when the policy is loaded. */
export type RuleExample = {
  readonly tool: string;
  readonly args: JsonObject;
};

/** A rule people wrote: what it permits, forbids or asks about, why, and what to do instead. */
export type PolicyRule = {
  readonly id: string;
  readonly layer: PolicyLayer;
  readonly decision: 'permit' | 'forbid' | 'ask';
  readonly when: readonly RuleMatcher[];
  readonly reason: string;
  readonly instead: string;
  /** Milliseconds since 1970; the rule is void from then on. Null: it does not end. */
  readonly expiresAtMs: number | null;
  readonly match: readonly RuleExample[];
  readonly notMatch: readonly RuleExample[];
};

/** What places and hosts count as known, and as production. Globs. */
export type PolicySurroundings = {
  readonly knownHosts: readonly string[];
  readonly productionPaths: readonly string[];
  readonly productionHosts: readonly string[];
  /** Tools whose effects the operator has vouched for. */
  readonly toolProfiles: readonly ToolProfile[];
  /** Findings of the secret scanner that the operator takes for none. Absent where there are none. */
  readonly allowedSecrets?: readonly AllowedSecret[];
  /** Profiles of MCP servers, the first of a name counts, and the profile that the operator means by a server's name. */
  readonly serverProfiles?: readonly ServerProfile[];
  readonly serverNames?: readonly ServerName[];
};

/** The profile that counts for a server of this name; null for none. */
export type ServerName = { readonly name: string; readonly profile: string | null };

/** Everything a decision needs from policy, composed of its layers; parsed once, immutable. */
export type Policy = {
  /** `sha256:<hex>` over the canonical source of all layers, weights and Cedar policies: the policy version. */
  readonly version: string;
  readonly profile: AutonomyProfile;
  readonly mode: EnforcementMode;
  /** Null: always open. */
  readonly window: AttendanceWindow | null;
  readonly thresholds: { readonly [Name in Channel]: number };
  /** In full-auto, medium actions pass with quality 0.60 instead of 0.75. */
  readonly acceptFairQuality: boolean;
  readonly criticalApprovers: number;
  /** True where a layer says how many; absent where none does: then it is two once two people may approve. */
  readonly criticalApproversSet?: true;
  readonly surroundings: PolicySurroundings;
  readonly rules: readonly PolicyRule[];
  readonly weights: RiskWeights;
  /** How Cedar's answer counts: forbids only, or also "no permit means deny". */
  readonly cedarMode: 'off' | 'restrict' | 'allowlist';
  /** Whether git's binary patches are applied; absent where no layer says anything of them, and they are not. */
  readonly acceptBinaryPatches?: boolean;
  /** Fewest unchanged lines around a change of a diff; absent where no layer says anything of them, and three are wanted. */
  readonly diffContextLines?: number;
  /** Checks after a change; absent where no layer says anything of them, and only those built in count. */
  readonly verify?: VerifySettings;
  /** Commands that nobody needs to be asked about, and folders whose projects may be tested and built; absent where there are none. */
  readonly whitelist?: readonly WhitelistEntry[];
  readonly trustedFolders?: readonly TrustedFolder[];
};
