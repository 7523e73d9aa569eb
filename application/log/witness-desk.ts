import { formatHashLines } from '../../core/audit/hash-lines.ts';
import { openNote } from '../../core/audit/open-note.ts';
import { proveConsistency } from '../../core/audit/prove.ts';
import type { StoredHead } from '../../ports/ledger-store.ts';
import type { WitnessClient } from '../../ports/witness-client.ts';
import type { EventHub } from '../event-hub.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { readTree } from './read-tree.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

type DeskParts = {
  readonly ports: GatewayPorts;
  readonly witness: WitnessClient;
  readonly events: EventHub;
  /** Called when the witness proves that this log went back or forked: the gateway must stop. */
  readonly onRollback: (error: GatewayError) => void;
};

/**
 * Has the newest checkpoint cosigned by the witness, in the background: decisions do not wait for it.
 *
 * An unreachable witness leaves the log *pending*, which is visible, and is asked again with growing pauses. A witness that
 * knows a larger tree than ours, or another one of the same size, proves that our log was rolled back or forked.
 */
export class WitnessDesk {
  private readonly parts: DeskParts;
  private witnessedSize = 0n;
  private wanted: StoredHead | null = null;
  private busy = false;
  private retryMs = FIRST_RETRY_MS;
  private stopRetry: () => void = () => undefined;
  private cosigned = false;

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** Whether the newest checkpoint carries the witness's signature. */
  get state(): 'pending' | 'cosigned' {
    return this.cosigned ? 'cosigned' : 'pending';
  }

  /** Notes a new head and begins to have it cosigned. */
  submit(head: StoredHead): void {
    this.wanted = head;
    this.cosigned = false;
    if (!this.busy) void this.work();
  }

  /** Asks the witness now and answers when it has spoken once; raises `log.rolled-back` when it knows better. */
  async checkAtStart(head: StoredHead): Promise<void> {
    this.wanted = head;
    await this.askOnce(head);
  }

  /** Stops asking. */
  close(): void {
    this.wanted = null;
    this.stopRetry();
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      while (this.wanted !== null && !this.cosigned) {
        if (!(await this.askOnce(this.wanted))) break;
      }
    } catch (error) {
      this.parts.onRollback(asGatewayError(error));
    }
    this.busy = false;
    if (this.wanted !== null && !this.cosigned) this.retryLater();
  }

  private retryLater(): void {
    this.stopRetry();
    this.stopRetry = this.parts.ports.clock.after(this.retryMs, () => {
      if (!this.busy) void this.work();
    });
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
  }

  /** One exchange; true when it got further (cosigned, or the witness's size was learnt). */
  private async askOnce(head: StoredHead): Promise<boolean> {
    const answer = await this.parts.witness.addCheckpoint(await this.requestFor(head));
    if (answer.kind === 'cosigned') return this.accept(head, answer.lines);
    if (answer.kind === 'stale') return this.learn(head, answer.size);
    if (answer.kind === 'refused' && answer.status === 422) {
      throw rolledBack(
        `the witness ${this.parts.witness.keys[0].name} knows another log of this name (${answer.message})`,
      );
    }
    this.publish(head, 'pending');
    return false;
  }

  private async requestFor(head: StoredHead): Promise<string> {
    const size = BigInt(head.size);
    const oldSize = this.witnessedSize;
    if (oldSize === 0n || oldSize === size) return `old ${oldSize}\n\n${head.note}`;
    const source = await readTree(
      { start: 0n, end: oldSize, size },
      { ...this.parts.ports, ledger: this.parts.ports.stores.ledger },
    );
    const proof = proveConsistency({ oldSize, size }, source);
    if (!proof.ok) throw new GatewayError('log.corrupt', proof.failure);
    return `old ${oldSize}\n${formatHashLines(proof.value)}\n${head.note}`;
  }

  private async accept(head: StoredHead, lines: string): Promise<boolean> {
    const note = head.note + lines;
    const opened = openNote(note, { keys: this.parts.witness.keys, verify: this.parts.ports.verifySignature });
    if (!opened.ok) {
      this.publish(head, 'pending');
      return false;
    }
    this.witnessedSize = BigInt(head.size);
    this.retryMs = FIRST_RETRY_MS;
    const saved = await this.parts.ports.stores.ledger.saveCosignedNote({ ...head, note });
    if (saved && this.wanted?.size === head.size) {
      this.cosigned = true;
      this.publish(head, 'cosigned');
    }
    return true;
  }

  private learn(head: StoredHead, size: bigint): boolean {
    if (size > BigInt(head.size))
      throw rolledBack(
        `the witness ${this.parts.witness.keys[0].name} has seen ${size} entries, this log has ${head.size}`,
      );
    const news = size !== this.witnessedSize;
    this.witnessedSize = size;
    return news;
  }

  private publish(head: StoredHead, state: 'pending' | 'cosigned'): void {
    this.parts.events.publish({ kind: 'witness', atMs: this.parts.ports.clock.nowMs(), size: head.size, state });
  }
}

function rolledBack(found: string): GatewayError {
  return new GatewayError('log.rolled-back', `follow the witness: ${found}`, {
    remedies: [
      'Do not go on with this log. Find out who restored or replaced it; the witness holds the newer checkpoint.',
    ],
  });
}

function asGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  return new GatewayError('unavailable', 'follow the witness: an unexpected failure', { cause: error });
}
