import type { JsonObject } from '../encoding/json.ts';
import type { TrustedFolder, WhitelistEntry } from '../fatigue/whitelist-entry.ts';
import type { VerifyDocument } from '../verify/parse-checks.ts';
import type {
  AutonomyProfile,
  Channel,
  EnforcementMode,
  Policy,
  PolicyLayer,
  PolicyRule,
  PolicySurroundings,
} from './policy.ts';

/** When people are there, as a source says it; without a time zone the operator's counts. */
export type WindowSetting =
  | { readonly kind: 'always' }
  | {
      readonly kind: 'hours';
      readonly fromMinute: number;
      readonly toMinute: number;
      readonly timeZone: string | null;
    };

/** One policy source, parsed. A setting that is null was not written there. */
export type PolicyLayerDocument = {
  readonly layer: PolicyLayer;
  /** What people call the source, for example its file name. */
  readonly source: string;
  /** The whole source as plain JSON: what the policy version is computed from. */
  readonly document: JsonObject;
  readonly profile: AutonomyProfile | null;
  readonly mode: EnforcementMode | null;
  readonly window: WindowSetting | null;
  readonly thresholds: { readonly [Name in Channel]: number | null };
  readonly criticalApprovers: number | null;
  readonly acceptFairQuality: boolean | null;
  readonly cedarMode: Policy['cedarMode'] | null;
  readonly surroundings: PolicySurroundings;
  readonly rules: readonly PolicyRule[];
  /** Whether diffs may hold binary patches; absent where it says nothing. */
  readonly acceptBinaryPatches?: boolean;
  /** Fewest unchanged lines around a change of a diff; absent where it says nothing. */
  readonly diffContextLines?: number;
  /** What it says of checks after a change; absent where it says nothing. */
  readonly verify?: VerifyDocument;
  /** Commands that nobody needs to be asked about; absent where it lists none. */
  readonly whitelist?: readonly WhitelistEntry[];
  /** Folders that the operator trusts; absent where it lists none. */
  readonly trustedFolders?: readonly TrustedFolder[];
};
