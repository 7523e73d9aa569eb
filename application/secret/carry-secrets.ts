import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import type { WrittenRule } from '../../core/secret/parse-secret-rule.ts';
import { BROKER_KINDS, hostText, placeText, SECRET_APPROVALS, type SecretRule } from '../../core/secret/secret-rule.ts';
import type { AgeFormat, AgeIdentity, AgeRecipient } from '../../ports/age-format.ts';
import type { SecretRecord } from '../../ports/secret-store.ts';
import { GatewayError } from '../gateway-error.ts';
import { type SecretInput, setSecrets } from './change-secrets.ts';
import type { SecretVault } from './secret-vault.ts';

/** The format of what an export holds, inside the age file. */
const FORMAT = 'countersign-secrets/1';

/** For whom the file is made, and which secrets; every one in force where no names are given. */
export type ExportOrder = { readonly to: AgeRecipient; readonly names: readonly string[] | null };

/** A file and what opens it. */
export type ImportOrder = { readonly file: string; readonly identity: AgeIdentity };

type Carried = { readonly vault: SecretVault; readonly age: AgeFormat };
type Change = { readonly by: string; readonly nowMs: number };

/**
 * Writes secrets into an age file, on record before it is answered. Raises `secret.unknown` for a name there is none of, and
 * `input.invalid` for a recipient that is none.
 */
export async function exportSecrets(
  { vault, age }: Carried,
  { to, names }: ExportOrder,
  { by }: Change,
): Promise<{ readonly file: string; readonly count: number }> {
  const records = (names?.map((name) => vault.show(name)) ?? vault.list()).filter(
    ({ revokedAtMs }) => revokedAtMs === null,
  );
  const secrets = records.map((record) => ({
    name: record.name,
    ...ruleText(record.rule),
    value: valueIn(vault, record),
  }));
  const file = await age.encrypt(JSON.stringify({ format: FORMAT, secrets }), to);
  if (file === null)
    throw new GatewayError('input.invalid', 'export secrets: the recipient is none, want age1… or a passphrase');
  const recipient = to.kind === 'recipient' ? to.recipient.slice(0, 128) : 'passphrase';
  const data = { recipient, secrets: records.map(({ name }) => name) };
  await vault.save([], { type: 'secret.exported', by, data: [data] });
  return { file, count: records.length };
}

/** Takes in what an age file holds. Raises `input.invalid` where it does not open, or with every problem of its secrets. */
export async function importSecrets(
  { vault, age }: Carried,
  { file, identity }: ImportOrder,
  change: Change,
): Promise<readonly SecretRecord[]> {
  const text = await age.decrypt(file, identity);
  if (text === null)
    throw new GatewayError(
      'input.invalid',
      'import secrets: the file does not open, want the identity it was made for',
    );
  const inputs = inputsIn(text);
  if (inputs === null)
    throw new GatewayError('input.invalid', `import secrets: the file holds something else, want ${FORMAT}`);
  return setSecrets(vault, inputs, change);
}

function valueIn(vault: SecretVault, { name }: SecretRecord): string {
  const usable = vault.valueOf(name, null);
  if (usable === null) throw new GatewayError('unavailable', `export secret ${name}: it has no value`);
  return usable.value;
}

function ruleText(rule: SecretRule): JsonObject {
  return {
    approval: rule.approval,
    brokers: [...rule.brokers],
    environment: rule.environment,
    expires_at_ms: rule.expiresAtMs,
    hosts: rule.hosts.map(hostText),
    methods: [...rule.methods],
    places: rule.places.map(placeText),
    principals: [...rule.principals],
    rotate_every_ms: rule.rotateEveryMs,
  };
}

function inputsIn(text: string): readonly SecretInput[] | null {
  const document = parse(text);
  if (!isJsonObject(document) || document['format'] !== FORMAT || !Array.isArray(document['secrets'])) return null;
  const inputs = document['secrets'].map(inputOf);
  return inputs.every((input) => input !== null) ? inputs : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inputOf(secret: Json): SecretInput | null {
  if (!isJsonObject(secret)) return null;
  const { name, value } = secret;
  if (typeof name !== 'string' || typeof value !== 'string') return null;
  const rule: WrittenRule = {
    hosts: texts(secret['hosts']),
    places: texts(secret['places']),
    methods: texts(secret['methods']),
    principals: texts(secret['principals']),
    brokers: BROKER_KINDS.filter((kind) => texts(secret['brokers']).includes(kind)),
    approval: SECRET_APPROVALS.find((known) => known === secret['approval']) ?? 'each',
    environment: typeof secret['environment'] === 'string' ? secret['environment'] : null,
    expiresAtMs: numberOrNull(secret['expires_at_ms']),
    rotateEveryMs: numberOrNull(secret['rotate_every_ms']),
  };
  return { name, value, rule };
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}
