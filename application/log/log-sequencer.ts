import { formatCheckpoint } from '../../core/audit/checkpoint.ts';
import { signNote } from '../../core/audit/cosignature.ts';
import { type Frontier, frontierRoot, growFrontier } from '../../core/audit/frontier.ts';
import { entryText, type LogEntry, MAX_ENTRY_BYTES, payloadDigest } from '../../core/audit/log-entry.ts';
import { type MerkleHash, merkleHash } from '../../core/audit/merkle.ts';
import { formatSignedNote } from '../../core/audit/signed-note.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { utf8Length } from '../../core/encoding/utf8.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConflictCode, LedgerBatch, LedgerStore, StoredHead } from '../../ports/ledger-store.ts';
import type { LogSigner } from '../../ports/log-signer.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { StoreError, type StoreErrorCode } from '../../ports/store-error.ts';
import { GatewayError } from '../gateway-error.ts';
import { type ValueRedactor, withoutSecrets } from '../secret/redactor.ts';

/** An entry to append, with the text that is kept beside the log (null for none). */
export type NewEntry = { readonly entry: Omit<LogEntry, 'payloadDigest' | 'id'>; readonly payload: string | null };

/** Entries and state changes that become durable together. */
export type LogUnit = {
  readonly entries: readonly NewEntry[];
  /** The changes, given the place of the unit's first entry. Called again when the place moves; must not have effects. */
  readonly changes: (firstIndex: number) => readonly StateChange[];
};

/** Durable from now on; or not written, because a condition of the unit did not hold. */
export type AppendOutcome =
  | { readonly ok: true; readonly firstIndex: number }
  | { readonly ok: false; readonly conflict: ConflictCode };

type SequencerPorts = {
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hash: HashFunction;
  readonly logSigner: LogSigner;
  readonly cipher: PayloadCipher;
};

type PreparedEntry = {
  readonly text: string;
  readonly leafHash: Uint8Array;
  readonly payload: { salt: string; sealed: Uint8Array } | null;
};

type Waiting = {
  readonly entries: readonly PreparedEntry[];
  readonly changes: LogUnit['changes'];
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: GatewayError) => void;
};

/** Failures after which a commit has surely left nothing behind, so that a later one may be tried. */
const SURELY_UNDONE: ReadonlySet<StoreErrorCode> = new Set(['store.full', 'store.busy', 'store.read-only']);

/** A batch that is refused before it is written (our own mistake) raises no StoreError, and stops only its units. */
function isFateUnknown(error: unknown): boolean {
  if (error instanceof StoreError) return !SURELY_UNDONE.has(error.code);
  return error instanceof GatewayError;
}

/** Most units of one commit: the rest wait for the next, which begins at once. */
const MAX_UNITS = 256;
/** Most units waiting; beyond, callers are turned away rather than kept. */
const MAX_WAITING = 10_000;

/**
 * Gives every entry its place in the log: the only writer.
 *
 * Units that arrive together share one commit and one signed checkpoint (group commit). `append` answers when its unit is
 * durable, never before.
 *
 * Invariant: after a commit whose fate is unknown (a failed fsync may have written anything, and a second try would not
 * tell) every later append fails, until a restart has compared the log with its head. A full disk or a busy store is no
 * such case: the next append tries again.
 */
export class LogSequencer {
  private readonly ports: SequencerPorts;
  private readonly merkle: MerkleHash;
  private readonly onCommitted: (head: StoredHead) => void;
  private frontier: Frontier;
  private queue: Waiting[] = [];
  private committing = false;
  private scheduled = false;
  private failure: GatewayError | null = null;
  private isStuck = false;
  private redactor: ValueRedactor = { redact: null };

  constructor(ports: SequencerPorts, frontier: Frontier, onCommitted: (head: StoredHead) => void) {
    this.ports = ports;
    this.merkle = merkleHash(ports.hash);
    this.frontier = frontier;
    this.onCommitted = onCommitted;
  }

  /** Takes secrets out of the data of every entry from now on. Payloads stay exact, and encrypted: replay needs them. */
  redactWith(redactor: ValueRedactor): void {
    this.redactor = redactor;
  }

  /** The number of durable entries. */
  get size(): number {
    return Number(this.frontier.size);
  }

  /** False once the log could not be written to and no later commit has succeeded. */
  get isWritable(): boolean {
    return this.failure === null;
  }

  /** Appends a unit; raises `log.unwritable` when it is not durable for any reason but a conflict. */
  append(unit: LogUnit): Promise<AppendOutcome> {
    if (this.queue.length >= MAX_WAITING) {
      return Promise.reject(
        new GatewayError('unavailable', `append to the log: ${MAX_WAITING} units waiting, want fewer`),
      );
    }
    if (this.isStuck && this.failure !== null) return Promise.reject(this.failure);
    const entries = unit.entries.map((entry) => this.prepare(entry));
    return new Promise((resolve, reject) => {
      this.queue.push({ entries, changes: unit.changes, resolve, reject });
      this.schedule();
    });
  }

  private prepare({ entry, payload }: NewEntry): PreparedEntry {
    const id = this.ports.randomness.uuid(entry.atMs);
    const salt = payload === null ? '' : toHex(this.ports.randomness.bytes(16));
    const digest = payload === null ? null : payloadDigest(salt, payload, this.ports.hash);
    const data = withoutSecrets(entry.data, this.redactor);
    const text = entryText({ ...entry, data, id, payloadDigest: digest });
    if (utf8Length(text) > MAX_ENTRY_BYTES)
      throw new RangeError(`append to the log: an entry above ${MAX_ENTRY_BYTES} bytes`);
    const sealed = payload === null ? null : { salt, sealed: this.ports.cipher.seal(payload, id) };
    return { text, leafHash: this.merkle.leaf(text), payload: sealed };
  }

  private schedule(): void {
    if (this.scheduled || this.committing || this.queue.length === 0) return;
    this.scheduled = true;
    this.ports.clock.afterPending(() => {
      this.scheduled = false;
      void this.commitWaiting();
    });
  }

  private async commitWaiting(): Promise<void> {
    if (this.committing) return;
    this.committing = true;
    const units = this.queue.splice(0, MAX_UNITS);
    try {
      await this.commitUnits(units);
    } catch (error) {
      this.isStuck = isFateUnknown(error);
      this.refuse(this.isStuck ? [...units, ...this.queue.splice(0)] : units, error);
    }
    this.committing = false;
    this.schedule();
  }

  private async commitUnits(units: readonly Waiting[]): Promise<void> {
    if (units.length === 0) return;
    const { batch, grown, firsts } = this.assemble(units);
    const outcome = await this.ports.ledger.commit(batch);
    if (outcome.ok) {
      this.frontier = grown;
      this.failure = null;
      units.forEach((unit, index) => unit.resolve({ ok: true, firstIndex: firsts[index] as number }));
      this.onCommitted(batch.head);
    } else if ('headMoved' in outcome) {
      throw new GatewayError(
        'log.corrupt',
        `append to the log: the stored log is not at size ${batch.expectedSize}, want no other writer`,
      );
    } else {
      const conflicts = new Map(outcome.conflicts.map(({ unit, code }) => [unit, code]));
      units.forEach((unit, index) => {
        const conflict = conflicts.get(index);
        if (conflict !== undefined) unit.resolve({ ok: false, conflict });
      });
      await this.commitUnits(units.filter((_, index) => !conflicts.has(index)));
    }
  }

  private assemble(units: readonly Waiting[]): { batch: LedgerBatch; grown: Frontier; firsts: number[] } {
    const expectedSize = this.size;
    const prepared = units.flatMap((unit) => unit.entries);
    const leafHashes = prepared.map((entry) => entry.leafHash);
    const { frontier: grown, cells } = growFrontier(this.frontier, {
      leafHashes,
      merkle: this.merkle,
      withLeaves: false,
    });
    const firsts: number[] = [];
    let next = expectedSize;
    for (const unit of units) {
      firsts.push(next);
      next += unit.entries.length;
    }
    const batch: LedgerBatch = {
      expectedSize,
      entries: prepared.map(({ text, leafHash }, offset) => ({ index: expectedSize + offset, text, leafHash })),
      payloads: prepared.flatMap(({ payload }, offset) =>
        payload === null ? [] : [{ entryIndex: expectedSize + offset, ...payload }],
      ),
      nodes: cells.map(({ level, index, hash }) => ({ level, index: Number(index), hash })),
      head: signHead(grown, { merkle: this.merkle, logSigner: this.ports.logSigner }),
      units: units.map((unit, index) => ({ changes: unit.changes(firsts[index] as number) })),
    };
    return { batch, grown, firsts };
  }

  private refuse(units: readonly Waiting[], error: unknown): void {
    const failure =
      error instanceof GatewayError
        ? error
        : new GatewayError('log.unwritable', 'append to the log: it cannot be written, want a writable store', {
            remedies: this.isStuck
              ? ['Start the gateway again: it compares the log with its head.']
              : ['Run `countersign doctor`.'],
            cause: error,
          });
    this.failure = failure;
    for (const unit of units) unit.reject(failure);
  }
}

/** Signs the checkpoint of a frontier with every current key of the log. */
export function signHead(
  frontier: Frontier,
  { merkle, logSigner }: { readonly merkle: MerkleHash; readonly logSigner: LogSigner },
): StoredHead {
  const root = frontierRoot(frontier, merkle);
  const text = formatCheckpoint({ origin: logSigner.origin, size: frontier.size, root });
  const signatures = logSigner.signers.map((signer) => {
    const signature = signNote({ text, timestamp: 0n }, signer);
    if (!signature.ok) throw new RangeError(signature.failure);
    return signature.value;
  });
  return { size: Number(frontier.size), root, note: formatSignedNote({ text, signatures }) };
}
