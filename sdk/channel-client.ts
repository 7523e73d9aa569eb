import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireDelivery,
  WireNotificationChannel,
  WireOffer,
  WireOfferRequest,
  WirePairing,
  WirePushKeys,
  WirePushRequest,
} from './wire-channel.ts';

/** Which messages are listed. */
export type DeliveriesQuery = {
  readonly request?: string;
  readonly state?: WireDelivery['state'];
  readonly limit?: number;
};

/** The part of a client that is about reaching people. */
export class ChannelClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Every channel, and how it does. */
  async list(options: CallOptions = {}): Promise<readonly WireNotificationChannel[]> {
    return (
      await this.read<{ channels: WireNotificationChannel[] }>('channels', { ...get('/v1/channels'), ...options })
    ).channels;
  }

  /** Sends a message that asks nothing to every known place of a channel. */
  async test(channel: string, options: CallOptions = {}): Promise<readonly WireDelivery[]> {
    const call = { ...post('/v1/channels/test', { channel }), ...options };
    return (await this.read<{ deliveries: WireDelivery[] }>('deliveries', call)).deliveries;
  }

  /** Accounts that are paired, and codes that nobody has used yet. */
  async pairings(options: CallOptions = {}): Promise<readonly WirePairing[]> {
    const call = { ...get('/v1/channels/pairings'), ...options };
    return (await this.read<{ pairings: WirePairing[] }>('pairings', call)).pairings;
  }

  /** Makes a code for a person to type at a channel; it is shown once. */
  async offer(request: WireOfferRequest, options: CallOptions = {}): Promise<WireOffer> {
    return this.read('pairing,code', { ...post('/v1/channels/pairings', request), ...options });
  }

  /** Ends a pairing, by its id or the beginning of it; what it approved and nobody has used is void. */
  async unpair(id: string, options: CallOptions = {}): Promise<WirePairing> {
    const path = `/v1/channels/pairings/${encodeURIComponent(id)}`;
    return this.read('id,state', { method: 'DELETE', path, ...options });
  }

  /** Channels that push to browsers, with what a browser subscribes with. */
  async pushKeys(options: CallOptions = {}): Promise<WirePushKeys['channels']> {
    return (await this.read<WirePushKeys>('channels', { ...get('/v1/push'), ...options })).channels;
  }

  /** Begins to push to this browser, for the person who is logged in. */
  async subscribePush(request: WirePushRequest, options: CallOptions = {}): Promise<WirePairing> {
    return this.read('id,state', { ...post('/v1/push/subscriptions', request), ...options });
  }

  /** Ends the pushes to one of the person's own browsers. */
  async endPush(id: string, options: CallOptions = {}): Promise<WirePairing> {
    const path = `/v1/push/subscriptions/${encodeURIComponent(id)}`;
    return this.read('id,state', { method: 'DELETE', path, ...options });
  }

  /** Messages of the outbox, newest first. */
  async deliveries(query: DeliveriesQuery = {}, options: CallOptions = {}): Promise<readonly WireDelivery[]> {
    const call = { ...get('/v1/deliveries', query), ...options };
    return (await this.read<{ deliveries: WireDelivery[] }>('deliveries', call)).deliveries;
  }

  /** Queues a dead letter again. */
  async retry(id: string, options: CallOptions = {}): Promise<WireDelivery> {
    return this.read('id,state', { ...post(`/v1/deliveries/${encodeURIComponent(id)}/retry`, {}), ...options });
  }
}
