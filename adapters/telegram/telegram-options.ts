import type { ChannelFailure } from '../../ports/notification-channel.ts';

/** A bot of Telegram's, and how the gateway hears from it. */
export type TelegramOptions = {
  /** The channel's name in the configuration. */
  readonly name: string;
  /** The bot's token, from BotFather. Sent to `apiRoot` and to nobody else. */
  readonly token: string;
  /**
   * `webhook`: Telegram calls `/channels/<name>/update` with `secret` in `X-Telegram-Bot-Api-Secret-Token` (1 to 256 of A-Z, a-z,
   * 0-9, `_` and `-`, at least 16 here), and is told so where `url` says at which address; without one the operator tells it. `poll`:
   * the gateway asks, and needs no address of its own. Never both: Telegram refuses.
   */
  readonly mode:
    | { readonly kind: 'webhook'; readonly secret: string; readonly url?: string }
    | { readonly kind: 'poll' };
  /** Bounds the answers, follows no redirect: `openBoundedFetch` of `adapters/chat-http`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Default `https://api.telegram.org`; another for a Bot API server of one's own. Without a slash at the end. */
  readonly apiRoot?: string;
  /** For one call that is not a poll; default 10,000. */
  readonly timeoutMs?: number;
  /** How long Telegram keeps a poll open when there is nothing new; default 50,000. */
  readonly pollMs?: number;
  /** The first wait after a poll that failed, doubled up to 64 times; default 1,000. */
  readonly retryMs?: number;
  /** How long a request of Telegram's is kept waiting for what becomes of it; default 2,000. */
  readonly settleMs?: number;
  readonly nowMs?: () => number;
  /** Told of what goes wrong while listening, for the operator's log. Holds no secret. */
  readonly onTrouble?: (failure: ChannelFailure) => void;
};
