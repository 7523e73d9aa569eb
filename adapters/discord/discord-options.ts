import type { ChannelFailure } from '../../ports/notification-channel.ts';

/** An application of Discord's with its bot, and how the gateway hears from it. At least one of `publicKey` and `poll` is given. */
export type DiscordOptions = {
  /** The channel's name in the configuration. */
  readonly name: string;
  /** The bot's token. Sent to `apiRoot` and to nobody else. */
  readonly token: string;
  /** The application's id. */
  readonly applicationId: string;
  /**
   * The application's public key, 64 hexadecimal digits: Discord calls `/channels/<name>/interactions` with buttons. Null where the
   * gateway has no address of its own; then messages have no buttons, since nobody would hear them.
   */
  readonly publicKey: string | null;
  /**
   * The gateway asks for reactions and for what is typed, in these channels and wherever it delivered. Null where it does not ask.
   */
  readonly poll: { readonly places: readonly string[] } | null;
  /** Bounds the answers, follows no redirect: `openBoundedFetch` of `adapters/chat-http`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Default `https://discord.com/api`; without the version and without a slash at the end. */
  readonly apiRoot?: string;
  /** For one call; default 10,000. */
  readonly timeoutMs?: number;
  /** Between two rounds of asking; default 5,000. */
  readonly pollMs?: number;
  /** How far back the first round looks for questions that are still open; default a day, as long as one can be answered late. */
  readonly lookBackMs?: number;
  /** How long an interaction waits for its answer before it is deferred; default 1,500, Discord allows 3,000. */
  readonly deferMs?: number;
  readonly nowMs?: () => number;
  /** Told of what goes wrong while listening, for the operator's log. Holds no secret. */
  readonly onTrouble?: (failure: ChannelFailure) => void;
};
