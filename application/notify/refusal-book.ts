import { REFUSAL_RATE, STRANGERS_RATE, takeTurn } from '../../core/notify/rate-window.ts';
import type { ChannelUpdate } from '../../ports/notification-channel.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';

/** Why an answer that came from a channel was refused. */
export const ANSWER_REFUSALS = [
  /** The request was decided, or its time was over. */
  'late',
  /** The same event of the channel came again. */
  'replayed',
  /** The account is paired with nobody. */
  'foreign',
  /** No message has this button, or what proves where it comes from does not hold. */
  'forged',
  /** The message with this button stands at another place. */
  'wrong-place',
  /** Not everything could be shown there, so that nothing is approved there. */
  'not-shown',
  /** A second factor is needed, which this channel does not have, or the one that came does not hold. */
  'second-factor',
  /** The person may not answer this request in this way. */
  'not-permitted',
  /** No such request waits at this place. */
  'unknown-request',
  /** Several requests may have been meant. */
  'unclear',
  /** The approval was typed before the request was shown there. */
  'older',
] as const;
export type AnswerRefusalCode = (typeof ANSWER_REFUSALS)[number];

const MAX_ACCOUNTS = 10_000;

/** A refused answer: who tried what. */
export type RefusedAnswer = {
  readonly why: AnswerRefusalCode;
  readonly channel: string;
  readonly update: Pick<ChannelUpdate, 'id' | 'user' | 'place'>;
  readonly request: string | null;
  /** The person that the account is paired with; null for nobody. */
  readonly principal: string | null;
};

/**
 * Records answers that were refused, with whoever tried them; personal addresses stand in the encrypted payload only.
 *
 * At most ten a minute of one account are written, and sixty an hour of all accounts together that are paired with nobody, with the
 * number of those that were left out: nobody fills the log by pressing buttons, or by making accounts that do.
 */
export class RefusalBook {
  private readonly ports: GatewayPorts;
  private readonly sequencer: LogSequencer;
  private readonly written = new Map<string, { times: readonly number[]; leftOut: number }>();
  private ofStrangers: { times: readonly number[]; leftOut: number } = { times: [], leftOut: 0 };

  constructor({ ports, sequencer }: { readonly ports: GatewayPorts; readonly sequencer: LogSequencer }) {
    this.ports = ports;
    this.sequencer = sequencer;
  }

  /** Writes a refusal down. Never rejects: that it could not be recorded makes nothing of the answer. */
  async record({ why, channel, update, request, principal }: RefusedAnswer): Promise<void> {
    const atMs = this.ports.clock.nowMs();
    const leftOut =
      principal === null ? this.turnOfStrangers(atMs) : this.turn(JSON.stringify([channel, update.user]), atMs);
    if (leftOut === null) return;
    const data = { channel, request, why, ...(leftOut === 0 ? {} : { left_out: leftOut }) };
    const entry = {
      type: 'approval.refused' as const,
      atMs,
      actor: principal ?? 'gateway',
      session: null,
      action: null,
      data,
    };
    const payload = JSON.stringify({ place: update.place, update: update.id, user: update.user });
    try {
      await this.sequencer.append({ entries: [{ entry, payload }], changes: () => [] });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
    }
  }

  /** Counts what an account did that is paired with nobody and was not heard. */
  noteUnheard(): void {
    const { times, leftOut } = this.ofStrangers;
    this.ofStrangers = { times, leftOut: leftOut + 1 };
  }

  private turnOfStrangers(nowMs: number): number | null {
    const { leftOut } = this.ofStrangers;
    const { allowed, times } = takeTurn(this.ofStrangers.times, nowMs, STRANGERS_RATE);
    this.ofStrangers = { times, leftOut: allowed ? 0 : leftOut + 1 };
    return allowed ? leftOut : null;
  }

  /** How many were left out before this one; null when this one is left out too. */
  private turn(account: string, nowMs: number): number | null {
    const known = this.written.get(account) ?? { times: [], leftOut: 0 };
    const { allowed, times } = takeTurn(known.times, nowMs, REFUSAL_RATE);
    this.written.delete(account);
    if (this.written.size >= MAX_ACCOUNTS) this.written.clear();
    this.written.set(account, { times, leftOut: allowed ? 0 : known.leftOut + 1 });
    return allowed ? known.leftOut : null;
  }
}
