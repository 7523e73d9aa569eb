/** A way to reach people, and how it does. Times in milliseconds since 1970. */
export type WireNotificationChannel = {
  readonly name: string;
  /** `telegram`, `discord`, `slack`, `email`, `sms`, `web-push`, `webhook`; `cli` for whoever watches at a terminal. */
  readonly kind: string;
  /** Whether people can answer on it. */
  readonly answers: boolean;
  /** The strongest proof of delivery that it gives. */
  readonly proof: 'accepted' | 'delivered';
  readonly state: 'untried' | 'up' | 'down';
  readonly last_success_at_ms: number | null;
  readonly last_failure: { readonly code: string; readonly reason: string; readonly at_ms: number } | null;
  /** Until when it is left alone after failures; null while it is tried. */
  readonly rests_until_ms: number | null;
};

/** `POST /v1/channels/test`. */
export type WireTestRequest = { readonly channel: string };

/** Whose account at a channel is whose. */
export type WirePairing = {
  readonly id: string;
  readonly channel: string;
  readonly principal: string;
  readonly state: 'offered' | 'paired' | 'ended';
  readonly offered_by: string;
  readonly offered_at_ms: number;
  readonly expires_at_ms: number;
  /** The channel's own id of the account; null before it is paired. */
  readonly user: string | null;
  readonly paired_at_ms: number | null;
  /** The approver key that signs for the account; null before it is paired, and where it cannot answer. */
  readonly key_id: string | null;
};

/** `POST /v1/channels/pairings`. */
export type WireOfferRequest = { readonly channel: string; readonly principal: string };

/** A code for a person to type at the channel; shown once. */
export type WireOffer = { readonly pairing: WirePairing; readonly code: string };

/** One message to one place, without the place: addresses of people stay in the gateway. */
export type WireDelivery = {
  readonly id: string;
  readonly purpose: 'question' | 'timed-out' | 'held-back' | 'person' | 'test';
  readonly request: string | null;
  /** Its place in the order of failover; -1 for what is sent beside it. */
  readonly step: number;
  readonly channel: string;
  readonly person: string | null;
  readonly state: 'standby' | 'queued' | 'sending' | 'accepted' | 'delivered' | 'failed' | 'dead' | 'dropped';
  readonly attempts: number;
  readonly due_at_ms: number | null;
  readonly created_at_ms: number;
  readonly sent_at_ms: number | null;
  readonly failure: string | null;
  /** What may be answered where it stands. */
  readonly answerable: 'all' | 'deny' | 'none';
  /** The status of the request that the message tells of. */
  readonly shown: string | null;
};

/** `GET /v1/push`: channels that push to browsers, and what a browser subscribes with (`applicationServerKey`). */
export type WirePushKeys = {
  readonly channels: readonly { readonly channel: string; readonly public_key: string }[];
};

/** `POST /v1/push/subscriptions`: what a browser's `PushSubscription.toJSON` says. */
export type WirePushRequest = {
  readonly channel: string;
  readonly subscription: {
    readonly endpoint: string;
    readonly expirationTime?: number | null;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
};
