import type { PromptDocument } from '../core/approval/prompt-document.ts';
import type { CommandSign } from '../core/notify/command-sign.ts';
import type { Result } from '../core/result.ts';

/** The kinds of channels that the gateway reaches people on by itself. The command line and the API are asked, they are not told. */
export const CHANNEL_KINDS = ['telegram', 'discord', 'slack', 'email', 'sms', 'web-push', 'webhook'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What pressing a button means. */
export const BUTTON_VERBS = ['approve', 'approve-session', 'deny'] as const;
export type ButtonVerb = (typeof BUTTON_VERBS)[number];

/** A button under a message. The handle is random, 16 characters of Crockford base32, and stands for one request at one place. */
export type Button = { readonly verb: ButtonVerb; readonly label: string; readonly handle: string };

/** A message to one place at a channel: a question with buttons, or a notice without. */
export type OutgoingMessage = {
  /** UUIDv7; a channel that can refuses a second message with the same id. */
  readonly id: string;
  /** The channel's own name of the place: a chat, a mailbox, a telephone number, a subscription. */
  readonly to: string;
  readonly document: PromptDocument;
  /** Empty for a notice, and where the channel cannot approve what is shown. */
  readonly buttons: readonly Button[];
  /** What people may type instead of pressing, for example `/approve 7k3m`; null for a notice. */
  readonly typed: { readonly approve: string; readonly deny: string } | null;
  /** Where more is to be seen; null where the gateway has no address that people could open. */
  readonly link: string | null;
  /** Milliseconds since 1970; null for a notice. */
  readonly answerByMs: number | null;
  /** The request that it is about, and what has become of it; absent for a notice about none. */
  readonly about?: MessageSubject;
};

/** What a message is about. A channel that replaces messages, or tells machines, goes by it. */
export type MessageSubject = {
  /** Id of the approval request. */
  readonly request: string;
  readonly event: 'requested' | 'decided' | 'escalated';
};

/**
 * Proof that a message went out. `accepted`: the channel's server took it. `delivered`: it says that it reached the person's
 * device. `reference` is what `edit` needs.
 */
export type DeliveryProof = {
  readonly kind: 'accepted' | 'delivered';
  readonly reference: string;
  /** What the channel answered that proves it, for the log: an id, a status; never a secret; at most 512 characters. */
  readonly evidence: string;
};

/** Why a channel failed. Only `unreachable` and `rate-limited` are worth trying again. */
export type ChannelFailureCode =
  | 'unreachable'
  | 'rate-limited'
  | 'refused'
  | 'unknown-place'
  | 'too-long'
  | 'misconfigured';

/** A failure of a channel, as a value: nothing that a channel does may throw past its adapter. */
export type ChannelFailure = {
  readonly code: ChannelFailureCode;
  /** For people: what failed, what was found, what was wanted. Never a token, a number or an address of a person. */
  readonly reason: string;
  /** How long to wait before the next attempt; null where the channel does not say. */
  readonly retryAfterMs: number | null;
};

/** Something that a person did at a channel, after the channel's own proof of it was checked. */
export type ChannelUpdate = {
  /** The channel's own id of the event: the same event never counts twice. */
  readonly id: string;
  /** Who did it: the channel's own id, never a display name. */
  readonly user: string;
  /** Where: the place as `OutgoingMessage.to` names it. */
  readonly place: string;
  /** True where nobody but this user sees and uses the place. */
  readonly isPrivate: boolean;
  /** True where the gateway itself looked at what happened before it began to listen: what was taken already is nobody's replay. */
  readonly isLookedBack?: true;
  readonly atMs: number;
  readonly act:
    | { readonly kind: 'press'; readonly handle: string; readonly reference: string }
    | { readonly kind: 'react'; readonly verb: ButtonVerb; readonly reference: string }
    | { readonly kind: 'text'; readonly text: string }
    /** The channel's server says later what became of a message; `user` and `place` are empty, since nobody did anything. */
    | {
        readonly kind: 'delivery';
        readonly reference: string;
        readonly outcome: 'delivered' | 'failed';
        readonly evidence: string;
      };
};

/** What a person is told at once after an update: a toast, a reply. At most 200 characters of the gateway's own words. */
export type UpdateReply = { readonly text: string; readonly isAlert: boolean };

/** Handles one update and says what the person is told. Never rejects. */
export type HandleUpdate = (update: ChannelUpdate) => Promise<UpdateReply | null>;

/** A request that a channel's server made to the gateway, as it came: nothing of it is trusted. */
export type ChannelRequest = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  /** At most 1 MiB. */
  readonly body: Uint8Array;
};

/** What the gateway answers a channel's server. */
export type ChannelAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

/** What a channel can do; how it is used depends on nothing else. */
export type ChannelAbilities = {
  /** Whether people can answer on it at all. SMS and push only tell. */
  readonly answers: boolean;
  readonly edits: boolean;
  /**
   * What commands that people type begin with: Discord and Slack keep what begins with a slash to themselves, but for commands that they
   * know. Absent where nobody types.
   */
  readonly commandSign?: CommandSign;
  /** The strongest proof it gives. */
  readonly proof: DeliveryProof['kind'];
  /** The longest text of one message, in UTF-16 units as the channel counts them. */
  readonly maxLength: number;
  /** What a browser subscribes with: a point of P-256, base64url (RFC 8292); only where the channel pushes to browsers. */
  readonly subscribeKey?: string;
};

/**
 * A way to reach people, and to hear from them.
 *
 * Everything is bounded in time by the signal; nothing throws. Whatever an adapter writes is text, never markup that a message
 * could break out of. A message that does not fit whole is not sent: `too-long`.
 */
export interface NotificationChannel {
  readonly kind: ChannelKind;
  /** Its name in the configuration. */
  readonly name: string;
  readonly abilities: ChannelAbilities;
  /** Why it cannot work as it is configured, so that people see it before the first message; absent where it can. */
  readonly broken?: ChannelFailure;
  /** Whether `document` with its surroundings fits into one message, whole. */
  fits(message: OutgoingMessage): boolean;
  deliver(message: OutgoingMessage, signal: AbortSignalLike): Promise<Result<DeliveryProof, ChannelFailure>>;
  /**
   * Replaces a message by what became of it, without buttons. Repeating it changes nothing and succeeds. A channel that cannot
   * edit sends a second message instead.
   */
  edit(
    message: { readonly to: string; readonly reference: string; readonly document: PromptDocument },
    signal: AbortSignalLike,
  ): Promise<Result<null, ChannelFailure>>;
  /**
   * Takes a request of the channel's server: checks its proof, hands each update on, and answers in the channel's own words.
   * Whatever does not prove its origin is answered 401 and handed to nobody. Null for channels that call nobody.
   */
  readonly receive: ((request: ChannelRequest, handle: HandleUpdate) => Promise<ChannelAnswer>) | null;
  /**
   * Asks the channel's server for updates until the signal ends it, where the gateway cannot be called from outside. Never
   * rejects: it waits and goes on after a failure. Null where the channel has no such way or is called back.
   */
  readonly listen: ((handle: HandleUpdate, signal: AbortSignalLike) => Promise<void>) | null;
  /**
   * Tells the channel's server where it may call the gateway, and which commands people can type. Done at each start; repeating it
   * changes nothing. Absent where there is nothing to tell.
   */
  readonly announce?: (signal: AbortSignalLike) => Promise<Result<null, ChannelFailure>>;
  close(): Promise<void>;
}

/** The part of the platform's `AbortSignal` that channels use. */
export type AbortSignalLike = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};
