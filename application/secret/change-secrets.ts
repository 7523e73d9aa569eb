import type { JsonObject } from '../../core/encoding/json.ts';
import {
  parseSecretRule,
  secretNameProblem,
  secretValueProblem,
  type WrittenRule,
} from '../../core/secret/parse-secret-rule.ts';
import { hostText, type SecretRule } from '../../core/secret/secret-rule.ts';
import type { SecretRecord } from '../../ports/secret-store.ts';
import { GatewayError } from '../gateway-error.ts';
import type { SecretVault } from './secret-vault.ts';

/** The longest time in which an old value and the new one are both good. */
const LONGEST_OVERLAP_MS = 30 * 86_400_000;

/** A secret as an operator gives it. Without a value the rule of a known one changes. */
export type SecretInput = { readonly name: string; readonly value: string | null; readonly rule: WrittenRule };

/** A new value, and for how long the one before it stays good beside it. */
export type Rotation = { readonly name: string; readonly value: string; readonly overlapMs: number };

type Change = { readonly by: string; readonly nowMs: number };

/**
 * Keeps secrets, all or none, on record. A known one gets the rule that is given, and, where a value is, that value at once.
 *
 * Raises `input.invalid` with every problem of all of them; none of it shows a value.
 */
export async function setSecrets(
  vault: SecretVault,
  inputs: readonly SecretInput[],
  change: Change,
): Promise<readonly SecretRecord[]> {
  const problems: string[] = [];
  const records = inputs.flatMap((input) => {
    const record = recordOf(vault, input, change.nowMs);
    if (Array.isArray(record))
      problems.push(...record.map((problem) => `secret ${input.name.slice(0, 64)}: ${problem}`));
    return Array.isArray(record) ? [] : [record];
  });
  const names = new Set(records.map(({ name }) => name));
  if (names.size < records.length) problems.push('a name is given twice, want each once');
  if (problems.length > 0)
    throw new GatewayError('input.invalid', `keep a secret: ${problems.join('; ')}`.slice(0, 8_000));
  await vault.save(records, { type: 'secret.set', by: change.by, data: records.map(dataOf) });
  return records;
}

/** Gives a secret a new value; the old one stays good for the overlap. Raises `secret.unknown`, `input.invalid`. */
export async function rotateSecret(
  vault: SecretVault,
  { name, value, overlapMs }: Rotation,
  { by, nowMs }: Change,
): Promise<SecretRecord> {
  const record = vault.show(name);
  const problem = rotationProblem(record, { value, overlapMs });
  if (problem !== null) throw new GatewayError('input.invalid', `rotate secret ${name}: ${problem}`);
  const rotated = withValue(vault, record, { value, endsAtMs: nowMs + overlapMs, nowMs });
  const data = { overlap_ms: overlapMs, secret: name, version: rotated.versions.at(-1)?.number ?? 0 };
  await vault.save([rotated], { type: 'secret.rotated', by, data: [data] });
  return vault.show(name);
}

/** Makes a secret useless at once, and takes its values out of the store. Raises `secret.unknown`. */
export async function revokeSecret(vault: SecretVault, name: string, { by, nowMs }: Change): Promise<SecretRecord> {
  const record = vault.show(name);
  if (record.revokedAtMs !== null) return record;
  const revoked = {
    ...record,
    versions: record.versions.map((version) => ({ ...version, sealed: null })),
    changedAtMs: nowMs,
    revokedAtMs: nowMs,
    revision: record.revision + 1,
  };
  await vault.save([revoked], { type: 'secret.revoked', by, data: [{ secret: name }] });
  return revoked;
}

function rotationProblem(
  { revokedAtMs }: SecretRecord,
  { value, overlapMs }: Pick<Rotation, 'value' | 'overlapMs'>,
): string | null {
  if (revokedAtMs !== null) return 'it is revoked, want one that is in force';
  if (!(overlapMs >= 0 && overlapMs <= LONGEST_OVERLAP_MS))
    return `an overlap of ${overlapMs} ms, want 0 to ${LONGEST_OVERLAP_MS}`;
  return secretValueProblem(value);
}

function recordOf(
  vault: SecretVault,
  { name, value, rule: written }: SecretInput,
  nowMs: number,
): SecretRecord | string[] {
  const rule = parseSecretRule(written);
  const known = vault.find(name);
  const isUsable = known !== null && known.revokedAtMs === null;
  const problems = [
    secretNameProblem(name),
    value === null && !isUsable ? 'no value, want one: there is no such secret in force' : null,
    value === null ? null : secretValueProblem(value),
    ...(rule.ok ? [] : rule.failure),
  ].filter((problem) => problem !== null);
  if (problems.length > 0 || !rule.ok) return problems;
  const base: SecretRecord = {
    ...(known ?? { name, versions: [], createdAtMs: nowMs, revision: 0 }),
    rule: rule.value,
    changedAtMs: nowMs,
    revokedAtMs: null,
  };
  return value === null
    ? { ...base, revision: base.revision + 1 }
    : withValue(vault, base, { value, endsAtMs: nowMs, nowMs });
}

/** The record with one more version; those before end at a time, at the latest, and lose their values where that has come. */
function withValue(
  vault: SecretVault,
  record: SecretRecord,
  { value, endsAtMs, nowMs }: { readonly value: string; readonly endsAtMs: number; readonly nowMs: number },
): SecretRecord {
  const number = (record.versions.at(-1)?.number ?? 0) + 1;
  const before = record.versions.map((version) => {
    const ends = Math.min(version.endsAtMs ?? endsAtMs, endsAtMs);
    return { ...version, endsAtMs: ends, sealed: ends <= nowMs ? null : version.sealed };
  });
  return {
    ...record,
    versions: [...before.slice(-15), vault.seal(record.name, number, value)],
    changedAtMs: nowMs,
    revision: record.revision + 1,
  };
}

function dataOf({ name, rule, versions }: SecretRecord): JsonObject {
  return { secret: name, version: versions.at(-1)?.number ?? 0, ...ruleData(rule) };
}

function ruleData({ hosts, principals, approval, brokers }: SecretRule): JsonObject {
  return { approval, brokers: [...brokers], hosts: hosts.map(hostText), principals: [...principals] };
}
