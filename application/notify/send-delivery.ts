import { APPROVAL_LIMITS, type ApprovalRequest } from '../../core/approval/approval.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { AT_TERMINAL, type Delivery, type DeliveryPurpose } from '../../core/notify/delivery.ts';
import {
  beginSending,
  drop,
  hasArrived,
  noteEdited,
  noteEditFailed,
  noteFailed,
  noteSent,
  postpone,
} from '../../core/notify/delivery-transitions.ts';
import { PLACE_RATE, takeTurn } from '../../core/notify/rate-window.ts';
import type { ChannelFailure, DeliveryProof } from '../../ports/notification-channel.ts';
import { promptOf } from '../approval/prompt-of.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ApprovalView } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { NewEntry } from '../log/log-sequencer.ts';
import { readDecision } from '../log/read-decision.ts';
import { boundedCall } from './bounded-call.ts';
import type { ChannelState } from './channel-state.ts';
import {
  type Composed,
  type Composing,
  composeHeldBack,
  composeOutcome,
  composePerson,
  composeQuestion,
  composeTest,
  composeTimedOut,
} from './compose-message.ts';
import { noteLateProof } from './note-late-proof.ts';
import { readPersonChange } from './person-notices.ts';
import { forgetBrowser } from './push-flows.ts';

/** How often something is written again that could not be: the message is out, and must not be sent twice for it. */
const RECORD_AGAIN_MS = 1_000;

/** Sends and edits single messages, and writes down what became of each. Never rejects. */
export class DeliverySender {
  private readonly context: FlowContext;
  private readonly composing: Composing;
  private isClosed = false;

  constructor(context: FlowContext) {
    const { ports, notify } = context;
    this.context = context;
    this.composing = {
      hash: ports.hash,
      promptOf: (view) => promptOf(context, view),
      dashboardUrl: notify.settings.dashboardUrl,
      hasCodes: (person) => person !== null && context.people.of(person).totp !== null,
    };
  }

  /** Writes down nothing more. */
  close(): void {
    this.isClosed = true;
  }

  /** Tries a message that is due; `view` is null for one about no request. False when not even that could be written down. */
  async send(delivery: Delivery, state: ChannelState, view: ApprovalView | null): Promise<boolean> {
    const { clock } = this.context.ports;
    const request = view?.request ?? null;
    const resting = state.restsUntil(clock.nowMs());
    const until = resting ?? (await this.placeRestsUntil(delivery, state));
    if (until !== null) {
      const code = resting === null ? 'rate-limited' : 'unreachable';
      return this.putOff(postpone(delivery, until, code), { request, isFirst: delivery.failure === null });
    }
    const sending = beginSending(delivery, clock.nowMs());
    if (sending === null || !(await this.save(sending))) return false;
    const composed = await this.compose(sending, state, view);
    if (composed === null) return this.save(drop(sending));
    const outcome = await boundedCall(clock, this.context.notify.settings.attemptTimeoutMs, (signal) =>
      state.channel.deliver(composed.message, signal),
    );
    if (outcome.ok) {
      state.noteSuccess(clock.nowMs());
      await this.recordSent(sending, { composed, proof: outcome.value, request });
    } else {
      state.noteFailure(outcome.failure, clock.nowMs());
      await this.recordFailed(sending, outcome.failure, request);
      const isGone = state.channel.kind === 'web-push' && outcome.failure.code === 'unknown-place';
      if (isGone) await forgetBrowser(this.context, sending);
    }
    return true;
  }

  /** Brings a message that stands up to date with its request. False when that could not be written down. */
  async edit(delivery: Delivery, state: ChannelState, view: ApprovalView): Promise<boolean> {
    const { clock, randomness } = this.context.ports;
    const { reference, to } = delivery;
    if (reference === null) return true;
    const resting = state.restsUntil(clock.nowMs());
    const document = composeOutcome(view, { channel: state.channel, composing: this.composing });
    const outcome =
      resting === null
        ? await boundedCall(clock, this.context.notify.settings.attemptTimeoutMs, (signal) =>
            state.channel.edit({ to, reference, document }, signal),
          )
        : null;
    const nowMs = clock.nowMs();
    if (outcome === null) return this.save({ ...delivery, editDueAtMs: resting, version: delivery.version + 1 });
    if (outcome.ok) {
      state.noteSuccess(nowMs);
      return this.save(noteEdited(delivery, view.request.status, finalAtMs(view.request, nowMs)));
    }
    state.noteFailure(outcome.failure, nowMs);
    const { code, retryAfterMs } = outcome.failure;
    return this.save(noteEditFailed(delivery, { code, retryAfterMs, nowMs, random: fraction(randomness.bytes(4)) }));
  }

  /** Writes a change that no entry tells of; false when somebody else changed the delivery first, or it could not be written. */
  async save(delivery: Delivery): Promise<boolean> {
    try {
      return (await this.context.ports.stores.notifications.write([{ kind: 'delivery.save', delivery }])) === null;
    } catch {
      return false;
    }
  }

  /** Null where there is nothing to tell any more. */
  private async compose(
    delivery: Delivery,
    { channel }: ChannelState,
    view: ApprovalView | null,
  ): Promise<Composed | null> {
    if (view !== null && delivery.purpose === 'timed-out') return composeTimedOut(delivery, view, this.composing);
    if (view !== null) return composeQuestion(delivery, view, { channel, composing: this.composing });
    if (delivery.decision === null) return composeTest(delivery, this.composing);
    const { cipher, clock, hash, stores } = this.context.ports;
    if (delivery.purpose === 'person') {
      const parts = { ledger: stores.ledger, people: this.context.people };
      const change = await readPersonChange(delivery.decision, parts);
      return change === null ? null : composePerson(delivery, change, { hash, nowMs: clock.nowMs() });
    }
    const shown = await readDecision(delivery.decision, { ledger: stores.ledger, cipher, hash });
    return composeHeldBack(delivery, shown, this.composing);
  }

  /**
   * When the place may get another message; null where it may now. What was sent is what counts, so that no restart forgets it. Questions and
   * notices are counted apart, and so is what people are told of themselves: however much is asked, and however often somebody hands
   * on their turn, what timed out is told of.
   */
  private async placeRestsUntil({ channel, to, purpose }: Delivery, state: ChannelState): Promise<number | null> {
    // Neither a program nor a terminal has too much to read.
    if (state.channel.kind === AT_TERMINAL || state.channel.kind === 'webhook') return null;
    const { clock, stores } = this.context.ports;
    const newest = await stores.notifications.listDeliveries({
      channel,
      to,
      order: 'newest',
      limit: PLACE_RATE.limit * 5,
    });
    const alike = newest.filter((one) => laneOf(one.purpose) === laneOf(purpose));
    const times = alike.flatMap(({ sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs]));
    const { allowed, times: counting } = takeTurn(times, clock.nowMs(), PLACE_RATE);
    return allowed ? null : Math.min(...counting) + PLACE_RATE.windowMs;
  }

  private async putOff(
    delivery: Delivery,
    { request, isFirst }: { readonly request: ApprovalRequest | null; readonly isFirst: boolean },
  ): Promise<boolean> {
    if (!isFirst) return this.save(delivery);
    const data = { code: delivery.failure, retry_at_ms: delivery.dueAtMs, tried: false };
    await this.record(delivery, this.entry('notification.failed', delivery, { request, data, payload: null }));
    return true;
  }

  private async recordSent(
    delivery: Delivery,
    sent: { readonly composed: Composed; readonly proof: DeliveryProof; readonly request: ApprovalRequest | null },
  ): Promise<void> {
    const { composed, proof, request } = sent;
    const { answerable, message } = composed;
    const { fingerprint } = message.document;
    const arrived = noteSent(delivery, {
      proof: proof.kind,
      reference: proof.reference,
      atMs: this.context.ports.clock.nowMs(),
      shown: request === null ? null : 'pending',
      fingerprint,
      answerable,
    });
    const data = { answerable, proof: proof.kind, shown: fingerprint };
    const payload = JSON.stringify({ evidence: proof.evidence, reference: proof.reference, to: delivery.to });
    await this.record(arrived, this.entry('notification.delivered', delivery, { request, data, payload }));
    const report = this.context.notify.reports.take(delivery.channel, proof.reference);
    if (report !== null) await noteLateProof(this.context, delivery.channel, report);
  }

  private async recordFailed(
    delivery: Delivery,
    { code, reason, retryAfterMs }: ChannelFailure,
    request: ApprovalRequest | null,
  ): Promise<void> {
    const { clock, randomness } = this.context.ports;
    const nowMs = clock.nowMs();
    const random = fraction(randomness.bytes(4));
    // Nobody watches a terminal: that is no letter to be sent again.
    const failed =
      delivery.channel === AT_TERMINAL ? drop(delivery) : noteFailed(delivery, { code, retryAfterMs, nowMs, random });
    const type = failed.state === 'dead' ? 'notification.dead' : 'notification.failed';
    const data = { code, retry_at_ms: failed.dueAtMs, tried: true };
    const payload = JSON.stringify({ reason: reason.slice(0, 512), to: delivery.to });
    await this.record(failed, this.entry(type, delivery, { request, data, payload }));
  }

  /** What happened is a fact: where it cannot be written now, it is written later, and nothing is sent again for it. */
  private async record(delivery: Delivery, entry: NewEntry): Promise<void> {
    for (;;) {
      try {
        await this.context.sequencer.append({ entries: [entry], changes: () => [{ kind: 'delivery.save', delivery }] });
        return;
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
      }
      if (this.isClosed) return;
      await new Promise<void>((resolve) => void this.context.ports.clock.after(RECORD_AGAIN_MS, resolve));
      if (this.isClosed) return;
    }
  }

  private entry(
    type: 'notification.delivered' | 'notification.failed' | 'notification.dead',
    { id, channel, person, attempts, purpose }: Delivery,
    about: { readonly request: ApprovalRequest | null; readonly data: JsonObject; readonly payload: string | null },
  ): NewEntry {
    const { request, payload } = about;
    return {
      entry: {
        type,
        atMs: this.context.ports.clock.nowMs(),
        actor: 'gateway',
        session: request?.binding.session ?? null,
        action: request?.actionId ?? null,
        data: {
          ...about.data,
          attempt: attempts,
          channel,
          delivery: id,
          person,
          purpose,
          request: request?.id ?? null,
        },
      },
      payload,
    };
  }
}

/** When nothing can become of a request any more that a message should tell; null when that is so now. */
export function finalAtMs(
  { status, usableUntilMs, consumedBy, createdAtMs }: ApprovalRequest,
  nowMs: number,
): number | null {
  const reviewedUntilMs = createdAtMs + APPROVAL_LIMITS.reviewForMs;
  if (status === 'pending') return reviewedUntilMs;
  const openUntilMs =
    status === 'timed-out' ? reviewedUntilMs : status === 'approved' && consumedBy === null ? usableUntilMs : null;
  return openUntilMs === null || nowMs >= openUntilMs ? null : openUntilMs;
}

/** Tells whether a message says something else than what has become of its request. */
export function isOutdated(delivery: Delivery, request: ApprovalRequest): boolean {
  return delivery.purpose === 'question' && hasArrived(delivery) && delivery.shown !== request.status;
}

function fraction(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) / 256, 0);
}

/** What is counted together against the rate of a place. */
function laneOf(purpose: DeliveryPurpose): 'question' | 'person' | 'notice' {
  return purpose === 'question' || purpose === 'person' ? purpose : 'notice';
}
