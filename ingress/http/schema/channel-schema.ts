import { z } from 'zod';
import { DELIVERY_PURPOSES, DELIVERY_STATES } from '../../../core/notify/delivery.ts';
import { PAIRING_STATES } from '../../../core/notify/pairing.ts';
import type {
  WireDelivery,
  WireNotificationChannel,
  WireOffer,
  WireOfferRequest,
  WirePairing,
  WireTestRequest,
} from '../../../sdk/wire.ts';
import { accepts, decimalText, describes, plainText, wholeNumber } from './basic-schema.ts';

export const testSchema = accepts<WireTestRequest>()(z.strictObject({ channel: plainText(64) }));
export const offerSchema = accepts<WireOfferRequest>()(
  z.strictObject({ channel: plainText(64), principal: plainText() }),
);
export const pairingParams = z.strictObject({ id: plainText(64) });
export const deliveryParams = z.strictObject({ id: plainText(64) });
export const deliveriesQuery = z.strictObject({
  request: plainText(16).optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  limit: decimalText(1_000).optional(),
});

const time = wholeNumber.nullable();

const channel = describes<WireNotificationChannel>()(
  z.strictObject({
    name: z.string(),
    kind: z.string(),
    answers: z.boolean(),
    proof: z.enum(['accepted', 'delivered']),
    state: z.enum(['untried', 'up', 'down']),
    last_success_at_ms: time,
    last_failure: z.strictObject({ code: z.string(), reason: z.string(), at_ms: wholeNumber }).nullable(),
    rests_until_ms: time,
  }),
);
export const channelsAnswer = z.strictObject({ channels: z.array(channel) });

export const pairingAnswer = describes<WirePairing>()(
  z.strictObject({
    id: z.string(),
    channel: z.string(),
    principal: z.string(),
    state: z.enum(PAIRING_STATES),
    offered_by: z.string(),
    offered_at_ms: wholeNumber,
    expires_at_ms: wholeNumber,
    user: z.string().nullable(),
    paired_at_ms: time,
    key_id: z.string().nullable(),
  }),
);
export const pairingsAnswer = z.strictObject({ pairings: z.array(pairingAnswer) });
export const offerAnswer = describes<WireOffer>()(z.strictObject({ pairing: pairingAnswer, code: z.string() }));

export const deliveryAnswer = describes<WireDelivery>()(
  z.strictObject({
    id: z.string(),
    purpose: z.enum(DELIVERY_PURPOSES),
    request: z.string().nullable(),
    step: z.int().min(-1),
    channel: z.string(),
    person: z.string().nullable(),
    state: z.enum(DELIVERY_STATES),
    attempts: wholeNumber,
    due_at_ms: time,
    created_at_ms: wholeNumber,
    sent_at_ms: time,
    failure: z.string().nullable(),
    answerable: z.enum(['all', 'deny', 'none']),
    shown: z.string().nullable(),
  }),
);
export const deliveriesAnswer = z.strictObject({ deliveries: z.array(deliveryAnswer) });
