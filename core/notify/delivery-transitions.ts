import type { ApprovalStatus } from '../approval/approval.ts';
import { type Answerable, DELIVERY_LIMITS, type Delivery, type DeliveryFailure } from './delivery.ts';

/** Begins an attempt of what waits to be sent; null for anything else, and before its time. */
export function beginSending(delivery: Delivery, nowMs: number): Delivery | null {
  const { state, dueAtMs } = delivery;
  if ((state !== 'queued' && state !== 'failed') || dueAtMs === null || nowMs < dueAtMs) return null;
  return next(delivery, { state: 'sending', attempts: delivery.attempts + 1, dueAtMs: null });
}

/** What became of an attempt that succeeded. */
export type Sent = {
  readonly proof: 'accepted' | 'delivered';
  readonly reference: string;
  readonly atMs: number;
  readonly shown: ApprovalStatus | null;
  readonly fingerprint: string;
  readonly answerable: Answerable;
};

/** Notes that a channel took the message. Only a question is looked after from then on: it is edited once it is decided. */
export function noteSent(delivery: Delivery, sent: Sent): Delivery {
  const { proof, reference, atMs, shown, fingerprint, answerable } = sent;
  const settled = delivery.purpose !== 'question';
  return next(delivery, {
    state: proof,
    reference,
    sentAtMs: atMs,
    failure: null,
    shown,
    fingerprint,
    answerable,
    settled,
  });
}

/** What became of an attempt that failed. `random` is from 0 to below 1. */
export type Failed = {
  readonly code: DeliveryFailure;
  readonly retryAfterMs: number | null;
  readonly nowMs: number;
  readonly random: number;
};

/** Notes that an attempt failed: tried again later where that can help, dead otherwise or after the last attempt. */
export function noteFailed(delivery: Delivery, failed: Failed): Delivery {
  const { code } = failed;
  const isLast = delivery.attempts >= DELIVERY_LIMITS.maxAttempts;
  if (isLast || !isWorthRepeating(code)) {
    return next(delivery, { state: 'dead', failure: code, dueAtMs: null, editDueAtMs: null, settled: true });
  }
  return next(delivery, { state: 'failed', failure: code, dueAtMs: retryAt(delivery.attempts, failed) });
}

/** Puts off what cannot be tried now, since the channel is down or the place has had enough. It counts as no attempt. */
export function postpone(delivery: Delivery, untilMs: number, code: 'unreachable' | 'rate-limited'): Delivery {
  return next(delivery, { state: 'failed', failure: code, dueAtMs: untilMs });
}

/** Takes up what was being sent when the gateway ended: it may have arrived, and is sent again. */
export function takeUpSending(delivery: Delivery, nowMs: number): Delivery {
  return delivery.state === 'sending' ? next(delivery, { state: 'queued', dueAtMs: nowMs }) : delivery;
}

/** Keeps what is on standby for a later report that the step before it failed, until it is looked at again. */
export function keepStandby(delivery: Delivery, untilMs: number): Delivery {
  return delivery.state === 'standby' && delivery.dueAtMs === null ? next(delivery, { dueAtMs: untilMs }) : delivery;
}

/** Queues what was on standby. */
export function queueNow(delivery: Delivery, nowMs: number): Delivery {
  return delivery.state === 'standby' ? next(delivery, { state: 'queued', dueAtMs: nowMs }) : delivery;
}

/** Gives up what was not sent and need not be any more. */
export function drop(delivery: Delivery): Delivery {
  return next(delivery, { state: 'dropped', dueAtMs: null, editDueAtMs: null, settled: true });
}

/** Queues a dead letter again, with all its attempts; null for anything else. */
export function revive(delivery: Delivery, nowMs: number): Delivery | null {
  if (delivery.state !== 'dead') return null;
  return next(delivery, { state: 'queued', attempts: 0, dueAtMs: nowMs, failure: null, settled: false });
}

/**
 * Notes that the message now tells of a status: for good, or until `finalAtMs`, when it is looked at once more. Null: for good.
 */
export function noteEdited(delivery: Delivery, shown: ApprovalStatus, finalAtMs: number | null): Delivery {
  return next(delivery, {
    shown,
    editAttempts: 0,
    editDueAtMs: finalAtMs,
    failure: null,
    settled: finalAtMs === null,
  });
}

/**
 * Notes that an edit failed. Given up where the message itself is the reason, or a week after it was made; tried again later
 * otherwise, however long the channel is down or its secret is missing: what stands there offers what nobody can answer any more.
 */
export function noteEditFailed(delivery: Delivery, failed: Failed): Delivery {
  const { code, nowMs } = failed;
  const editAttempts = delivery.editAttempts + 1;
  const isLost = code === 'refused' || code === 'unknown-place' || code === 'too-long';
  const isOver = isLost || nowMs - delivery.createdAtMs >= DELIVERY_LIMITS.editForMs;
  const editDueAtMs = isOver ? null : retryAt(editAttempts, failed);
  return next(delivery, { editAttempts, editDueAtMs, failure: code, settled: isOver });
}

/** Takes up an edit that failed before the gateway ended: it is due now; anything else stays as it is. */
export function takeUpEdit(delivery: Delivery, nowMs: number): Delivery {
  const isWaiting = !delivery.settled && delivery.editAttempts > 0 && (delivery.editDueAtMs ?? 0) > nowMs;
  return isWaiting ? next(delivery, { editDueAtMs: nowMs }) : delivery;
}

/** Notes that nothing is left to do. */
export function settle(delivery: Delivery): Delivery {
  return next(delivery, { settled: true, editDueAtMs: null });
}

/** Tells whether the message stands where somebody can see it. */
export function hasArrived({ state }: Pick<Delivery, 'state'>): boolean {
  return state === 'accepted' || state === 'delivered';
}

/** Doubles with each attempt up to five minutes, half of it random; never sooner than the channel wants. */
function retryAt(attempts: number, { retryAfterMs, nowMs, random }: Failed): number {
  const { firstBackoffMs, maxBackoffMs, maxRetryAfterMs } = DELIVERY_LIMITS;
  const full = Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(attempts - 1, 20));
  const wanted = Math.min(maxRetryAfterMs, retryAfterMs ?? 0);
  return nowMs + Math.max(wanted, Math.ceil(full / 2 + (full / 2) * random));
}

function isWorthRepeating(code: DeliveryFailure): boolean {
  return code === 'unreachable' || code === 'rate-limited';
}

function next(delivery: Delivery, changes: Partial<Delivery>): Delivery {
  return { ...delivery, ...changes, version: delivery.version + 1 };
}
