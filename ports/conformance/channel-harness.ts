import type { TestContext } from 'node:test';
import type { ChannelRequest, ChannelUpdate, HandleUpdate, NotificationChannel } from '../notification-channel.ts';
import type { ServiceFault } from './stand-in-server.ts';

/** A message as a person sees it at the service, after the service has made of markup what it makes. */
export type SeenMessage = {
  readonly place: string;
  readonly reference: string;
  /** What can be read. */
  readonly text: string;
  /** What does something or looks like something: mentions, links, formatting that the text asked for. */
  readonly live: readonly string[];
  readonly buttons: readonly { readonly label: string; readonly code: string }[];
};

/** Something a person does at the service. */
export type Happening = {
  /** Tells events apart; the same twice is the same event told twice. */
  readonly event: number;
  readonly person: string;
  readonly place: string;
  readonly isPrivate: boolean;
  readonly isBot?: boolean;
  readonly act:
    | { readonly kind: 'press'; readonly message: SeenMessage; readonly code: string }
    | { readonly kind: 'react'; readonly message: SeenMessage; readonly verb: 'approve' | 'deny' }
    | { readonly kind: 'type'; readonly text: string };
};

/** The service that the tests run in place of the real one. */
export type ChannelService = {
  /** Every message as it stands now, oldest first. */
  readonly seen: () => readonly SeenMessage[];
  /** What people were told at once: toasts, replies, messages that only they see. */
  readonly told: () => readonly string[];
  /** How many requests came. */
  readonly calls: () => number;
  /** Every request from now on goes wrong in this way; null for none. */
  readonly fail: (fault: ServiceFault | null) => void;
};

/** Requests of the service's, where it calls the gateway. */
export type ChannelWebhooks = {
  /** The genuine request that tells of this. */
  readonly requestOf: (happening: Happening) => ChannelRequest;
  /** A genuine request with this body in the place of the other's. */
  readonly signed: (request: ChannelRequest, body: string) => ChannelRequest;
  /** The JSON that a request tells. */
  readonly bodyOf: (request: ChannelRequest) => string;
  /** The same request without a proof that holds, by what is wrong with it. */
  readonly forged: (request: ChannelRequest) => { readonly [what: string]: ChannelRequest };
  /** The same request, genuine and out of time; null where the service signs no time. */
  readonly stale: ((request: ChannelRequest) => readonly ChannelRequest[]) | null;
};

/** All that the suite needs of a channel. */
export type ChannelHarness = {
  readonly service: ChannelService;
  /** A new instance with the same configuration, as after a restart. The suite closes it. */
  readonly open: () => NotificationChannel;
  /** Where only `person` is. */
  readonly place: string;
  /** Where others are too. */
  readonly group: string;
  /** Of the right shape, and there is no such place. */
  readonly unknownPlace: string;
  /** No channel's places look like these. */
  readonly oddPlaces: readonly string[];
  readonly person: string;
  readonly stranger: string;
  /** What people type here. */
  readonly typed: { readonly approve: string; readonly deny: string };
  /** Tokens, keys and secrets: never in a failure, an evidence, or what people see. */
  readonly secrets: readonly string[];
  /** What the service says when there were too many: at least so long. */
  readonly retryAfterMs: number;
  /**
   * Has the channel hear of this, by request or by asking, and waits until it has. Answers the status where it was a request.
   */
  readonly bring: (channel: NotificationChannel, happening: Happening, handle: HandleUpdate) => Promise<number | null>;
  readonly webhooks: ChannelWebhooks | null;
};

/** What is the same of every service that only brings messages to people: nobody presses, types or is told anything there. */
export function oneWay(
  service: Pick<ChannelService, 'calls' | 'fail'>,
  shown: () => readonly Omit<SeenMessage, 'live' | 'buttons'>[],
): Pick<ChannelHarness, 'service' | 'typed' | 'bring' | 'webhooks'> {
  return {
    service: {
      ...service,
      seen: () => shown().map((message) => ({ ...message, live: [], buttons: [] })),
      told: () => [],
    },
    typed: { approve: '', deny: '' },
    bring: async () => null,
    webhooks: null,
  };
}

/** What applies to a channel, as it is known beforehand; the suite holds the channel to it. */
export type ChannelDeclaration = {
  readonly name: string;
  readonly presses: boolean;
  readonly types: boolean;
  readonly reacts: boolean;
  readonly edits: boolean;
  /** Whether the service refuses a second message with the same id. */
  readonly refusesTwice: boolean;
  readonly isCalled: boolean;
  readonly signsTime: boolean;
  /** Whether the gateway asks for what happened. */
  readonly asks: boolean;
  /** Whether messages only say that something waits, and not what; left out where they show it. */
  readonly alerts?: boolean;
  /** Faults that are success to a service's status alone; left out where there are none. */
  readonly cannotTell?: readonly ServiceFault[];
  readonly open: (t: TestContext) => Promise<ChannelHarness>;
};

/** What a channel handed on, and what it is told in return. */
export type Hearing = { readonly updates: ChannelUpdate[]; readonly handle: HandleUpdate };

/** Hears everything, and answers each update with the same words. */
export function hearing(text: string | null = 'Approved.'): Hearing {
  const updates: ChannelUpdate[] = [];
  return {
    updates,
    handle: (update) => {
      updates.push(update);
      return Promise.resolve(text === null ? null : { text, isAlert: false });
    },
  };
}
