import type { ChannelHealth } from '../../application/notify/channel-state.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import type { Pairing } from '../../core/notify/pairing.ts';
import type { WireDelivery, WireNotificationChannel, WirePairing } from '../../sdk/wire.ts';

/** A channel on the wire. */
export function channelToWire(health: ChannelHealth): WireNotificationChannel {
  const { lastFailure } = health;
  return {
    name: health.name,
    kind: health.kind,
    answers: health.abilities.answers,
    proof: health.abilities.proof,
    state: health.state,
    last_success_at_ms: health.lastSuccessAtMs,
    last_failure:
      lastFailure === null ? null : { code: lastFailure.code, reason: lastFailure.reason, at_ms: lastFailure.atMs },
    rests_until_ms: health.restsUntilMs,
  };
}

/** A pairing on the wire; never the hash of its code, nor the place where the person is reached. */
export function pairingToWire(pairing: Pairing): WirePairing {
  return {
    id: pairing.id,
    channel: pairing.channel,
    principal: pairing.principal,
    state: pairing.state,
    offered_by: pairing.offeredBy,
    offered_at_ms: pairing.offeredAtMs,
    expires_at_ms: pairing.expiresAtMs,
    user: pairing.user,
    paired_at_ms: pairing.pairedAtMs,
    key_id: pairing.keyId,
  };
}

/** A message of the outbox on the wire; never its place or its handles. */
export function deliveryToWire(delivery: Delivery): WireDelivery {
  return {
    id: delivery.id,
    purpose: delivery.purpose,
    request: delivery.request,
    step: delivery.step,
    channel: delivery.channel,
    person: delivery.person,
    state: delivery.state,
    attempts: delivery.attempts,
    due_at_ms: delivery.dueAtMs,
    created_at_ms: delivery.createdAtMs,
    sent_at_ms: delivery.sentAtMs,
    failure: delivery.failure,
    answerable: delivery.answerable,
    shown: delivery.shown,
  };
}
