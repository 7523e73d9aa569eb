/** An app of Slack's in one workspace. */
export type SlackOptions = {
  /** The channel's name in the configuration. */
  readonly name: string;
  /** The bot's token, `xoxb-…`. Sent to `apiRoot` and to nobody else. */
  readonly token: string;
  /** Slack signs every request to `/channels/<name>/interactions`, `/events` and `/commands` with it. */
  readonly signingSecret: string;
  /** The workspace's id, `T…`: nothing counts that comes from another, or from somebody of another. Null to take what is signed. */
  readonly workspace: string | null;
  /** Bounds the answers, follows no redirect: `openBoundedFetch` of `adapters/chat-http`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Default `https://slack.com/api/`. */
  readonly apiRoot?: string;
  /** For one call; default 10,000. */
  readonly timeoutMs?: number;
  /** How long a request of Slack's is kept waiting for what becomes of it; default 2,000, Slack allows 3,000. */
  readonly settleMs?: number;
  readonly nowMs?: () => number;
};
