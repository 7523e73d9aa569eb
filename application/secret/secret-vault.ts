import type { EntryType } from '../../core/audit/log-entry.ts';
import { fromBase64, toBase64 } from '../../core/encoding/base64.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { createKnownSecrets, type KnownSecrets } from '../../core/secret/known/known-secrets.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import type { SecretRecord, SecretVersion } from '../../ports/secret-store.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';

/** How many secrets a vault holds, and how long all their values may be together, in UTF-16 units. */
export const VAULT_LIMITS = { secrets: 500, characters: 65_536 } as const;
const PAGE = 1_000;

/** A value of a secret that may be used now. */
export type UsableValue = { readonly secret: string; readonly version: number; readonly value: string };

type VaultParts = {
  readonly ports: GatewayPorts;
  readonly sequencer: LogSequencer;
  readonly cipher: PayloadCipher;
};

/**
 * Holds the secrets of the gateway: sealed in the store, open in this process's memory and nowhere else.
 *
 * Every change is on record before it counts. What ends (an overlap, a revoked secret) loses its value in the store too; this
 * process goes on knowing it, to take it out of texts.
 */
export class SecretVault {
  private readonly parts: VaultParts;
  private readonly records = new Map<string, SecretRecord>();
  /** Every value that this process has seen, by secret: the newest last. */
  private readonly values = new Map<string, Map<number, string>>();
  private known: KnownSecrets | null = null;
  private valuesChanged = 0;

  private constructor(parts: VaultParts) {
    this.parts = parts;
  }

  /** Opens the vault; raises `unavailable` where a value does not open with the key at hand: then nothing was started. */
  static async open(parts: VaultParts): Promise<SecretVault> {
    const vault = new SecretVault(parts);
    for (let after: string | null = null; ; ) {
      const page: readonly SecretRecord[] = await parts.ports.stores.secrets.list({ after, limit: PAGE });
      for (const record of page) vault.keep(record);
      if (page.length < PAGE) break;
      after = page.at(-1)?.name ?? null;
    }
    await vault.endOverlaps();
    return vault;
  }

  /** Every secret, revoked ones too, oldest first. */
  list(): readonly SecretRecord[] {
    return [...this.records.values()];
  }

  /** Raises `secret.unknown`. */
  show(name: string): SecretRecord {
    const record = this.records.get(name);
    if (record !== undefined) return record;
    throw new GatewayError('secret.unknown', `show secret ${JSON.stringify(name.slice(0, 64))}: there is none`, {
      remedies: ['List them: `countersign secret list`.'],
    });
  }

  find(name: string): SecretRecord | null {
    return this.records.get(name) ?? null;
  }

  /**
   * The value to use: of the version asked for while it is in force or overlaps, else of the newest. Null for a secret that is
   * unknown or revoked.
   */
  valueOf(name: string, wanted: number | null): UsableValue | null {
    const record = this.records.get(name);
    if (record === undefined || record.revokedAtMs !== null) return null;
    const nowMs = this.parts.ports.clock.nowMs();
    const version =
      record.versions.find(({ number, endsAtMs }) => number === wanted && (endsAtMs === null || nowMs < endsAtMs)) ??
      record.versions.at(-1);
    const value = version === undefined ? undefined : this.values.get(name)?.get(version.number);
    return version === undefined || value === undefined ? null : { secret: name, version: version.number, value };
  }

  /** Grows with every value that this process comes to know. */
  get valuesRevision(): number {
    return this.valuesChanged;
  }

  /** Every value of a secret that this process has ever held, of versions that ended too: what is taken out of texts. */
  everyValueOf(name: string): readonly string[] {
    return [...(this.values.get(name)?.values() ?? [])];
  }

  /** Null while no value was ever held: then there is nothing to take out of a text. */
  get redactor(): ((text: string) => string) | null {
    return this.values.size === 0 ? null : (text) => this.redact(text);
  }

  /** A text without any value this process has ever held. Linear in the text. */
  redact(text: string): string {
    return this.values.size === 0 ? text : this.knownSecrets().redact(text);
  }

  /** What takes every known value out of texts and streams. */
  knownSecrets(): KnownSecrets {
    this.known ??= createKnownSecrets(
      [...this.values].flatMap(([secret, versions]) =>
        [...versions.values()].map((value) => ({ value, replacement: `[redacted secret ${secret}]` })),
      ),
    );
    return this.known;
  }

  /** Seals a value as a version of a secret. */
  seal(name: string, number: number, value: string): SecretVersion {
    const sealed = toBase64(this.parts.cipher.seal(value, contextOf(name, number)));
    return { number, sealed, createdAtMs: this.parts.ports.clock.nowMs(), endsAtMs: null };
  }

  /** Writes secrets on record, all or none; raises `secret.moved` where one changed meanwhile, `input.invalid` for too many. */
  async save(
    records: readonly SecretRecord[],
    entry: { readonly type: EntryType; readonly by: string; readonly data: readonly JsonObject[] },
  ): Promise<void> {
    this.checkRoom(records);
    const atMs = this.parts.ports.clock.nowMs();
    const outcome = await this.parts.sequencer.append({
      entries: entry.data.map((data) => ({
        entry: { type: entry.type, atMs, actor: entry.by, session: null, action: null, data },
        payload: null,
      })),
      changes: () => records.map((record) => ({ kind: 'secret.save', record })),
    });
    if (!outcome.ok) throw new GatewayError('secret.moved', 'change a secret: it changed meanwhile, want another try');
    for (const record of records) this.keep(record);
  }

  /** Takes the values of versions that have ended out of the store. */
  async endOverlaps(): Promise<void> {
    const nowMs = this.parts.ports.clock.nowMs();
    const ended = this.list().filter(({ versions }) => versions.some((version) => hasEnded(version, nowMs)));
    if (ended.length === 0) return;
    const records = ended.map((record) => ({
      ...record,
      versions: record.versions.map((version) => (hasEnded(version, nowMs) ? { ...version, sealed: null } : version)),
      revision: record.revision + 1,
    }));
    const data = records.map(({ name }) => ({ change: 'overlap-ended', secret: name }));
    await this.save(records, { type: 'secret.rotated', by: 'gateway', data });
  }

  private keep(record: SecretRecord): void {
    this.records.set(record.name, record);
    const values = this.values.get(record.name) ?? new Map<number, string>();
    this.values.set(record.name, values);
    for (const { number, sealed } of record.versions) {
      if (sealed === null || values.has(number)) continue;
      values.set(number, this.open(record.name, number, sealed));
      this.known = null;
      this.valuesChanged += 1;
    }
  }

  private open(name: string, number: number, sealed: string): string {
    const bytes = fromBase64(sealed);
    const value = bytes === null ? null : this.parts.cipher.open(bytes, contextOf(name, number));
    if (value !== null) return value;
    throw new GatewayError(
      'unavailable',
      `open the vault: secret ${name} does not open, want the key it was sealed with`,
    );
  }

  private checkRoom(records: readonly SecretRecord[]): void {
    const names = new Set([...this.records.keys(), ...records.map(({ name }) => name)]);
    let characters = 0;
    for (const versions of this.values.values()) for (const value of versions.values()) characters += value.length;
    for (const { name, versions } of records)
      for (const { number, sealed } of versions)
        if (sealed !== null && !this.values.get(name)?.has(number)) characters += Math.floor(sealed.length * 0.75);
    if (names.size <= VAULT_LIMITS.secrets && characters <= VAULT_LIMITS.characters) return;
    throw new GatewayError(
      'input.invalid',
      `keep a secret: ${names.size} secrets of ${characters} characters, want at most ${VAULT_LIMITS.secrets} of ${VAULT_LIMITS.characters}`,
    );
  }
}

function hasEnded({ sealed, endsAtMs }: SecretVersion, nowMs: number): boolean {
  return sealed !== null && endsAtMs !== null && endsAtMs <= nowMs;
}

function contextOf(name: string, version: number): string {
  return `secret ${name} version ${version}`;
}
