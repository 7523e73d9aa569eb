import type { SecretRule } from '../../core/secret/secret-rule.ts';
import type { SecretRecord } from '../../ports/secret-store.ts';

/**
 * How a secret stands. `due`: it may be used, and the time after which it was to be replaced has passed.
 */
export const SECRET_STATUSES = ['active', 'due', 'expired', 'revoked'] as const;
export type SecretStatus = (typeof SECRET_STATUSES)[number];

/** A secret as people see it. Nothing in it says anything of a value. Times in milliseconds since 1970. */
export type SecretView = {
  readonly name: string;
  readonly status: SecretStatus;
  readonly rule: SecretRule;
  /** The newest version's number. */
  readonly version: number;
  /** Older versions that may still be used, and until when. */
  readonly overlapping: readonly { readonly number: number; readonly endsAtMs: number }[];
  /** When it is to be replaced; null where no schedule says so. */
  readonly rotateAtMs: number | null;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly revokedAtMs: number | null;
};

/** What people may see of a secret at a moment. */
export function viewOfSecret(record: SecretRecord, nowMs: number): SecretView {
  const { name, rule, versions, createdAtMs, changedAtMs, revokedAtMs } = record;
  const newest = versions.at(-1);
  const rotateAtMs =
    rule.rotateEveryMs === null || newest === undefined ? null : newest.createdAtMs + rule.rotateEveryMs;
  return {
    name,
    status: statusOf(record, { nowMs, rotateAtMs }),
    rule,
    version: newest?.number ?? 0,
    overlapping: versions.flatMap(({ number, endsAtMs }) =>
      endsAtMs !== null && endsAtMs > nowMs ? [{ number, endsAtMs }] : [],
    ),
    rotateAtMs,
    createdAtMs,
    changedAtMs,
    revokedAtMs,
  };
}

function statusOf(
  { revokedAtMs, rule }: SecretRecord,
  { nowMs, rotateAtMs }: { readonly nowMs: number; readonly rotateAtMs: number | null },
): SecretStatus {
  if (revokedAtMs !== null) return 'revoked';
  if (rule.expiresAtMs !== null && nowMs >= rule.expiresAtMs) return 'expired';
  return rotateAtMs !== null && nowMs >= rotateAtMs ? 'due' : 'active';
}
