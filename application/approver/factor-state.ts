import type { PersonRecord } from '../../ports/person-store.ts';

/**
 * Names which second factors a person has, as a text: another one as soon as any was enrolled, removed or reset.
 *
 * What begins an enrolment proves the factors that there are then; it ends only while they are the same.
 */
export function factorState({ hasHadFactor, totp, recoveryHash, passkeyCounts }: PersonRecord): string {
  const passkeys = passkeyCounts.map(({ keyId }) => keyId).sort();
  return JSON.stringify([hasHadFactor, totp?.id ?? null, recoveryHash, passkeys]);
}
