import type { AutonomyProfile } from '../policy/policy.ts';

/** The SHA-256 of each target file, 64 lower-case hex digits; null where nothing stands there. */
export type FileDigests = { readonly [path: string]: string | null };

/** What a plan was made against. A change of any part voids the plan, approved or not. */
export type PlanBinding = {
  readonly planDigest: string;
  readonly session: string;
  readonly requester: string;
  /** Absolute path. */
  readonly workspace: string;
  readonly policyVersion: string;
  readonly profile: AutonomyProfile;
  /** Digest of the project's configuration, as the caller defines it. */
  readonly configurationDigest: string;
  readonly fileDigests: FileDigests;
  readonly createdAtMs: number;
  /** How often the same plan was bound before and voided since, so that no approval of an earlier one counts. Absent for never. */
  readonly turn?: number;
};
