import { type AnswerChannel, AT_CLIENT } from './approval.ts';

/**
 * Whose hands a key is in. `personal`: the person's own, who signs with it. `channel`: the gateway's, for one account of the person
 * on one channel. `passkey`: an authenticator's, which confirms an answer and never gives one by itself.
 */
export const APPROVER_KINDS = ['personal', 'channel', 'passkey'] as const;
export type ApproverKind = (typeof APPROVER_KINDS)[number];

/** What is known of a key when an answer is judged by it. */
export type AnsweringKey = {
  readonly principal: string;
  /** Left out in registries from before there were kinds: then it is the person's own, or the client's. */
  readonly kind?: ApproverKind;
  /** Of a channel key: the one channel that it answers on. */
  readonly channel?: AnswerChannel;
};

/** Where a person's own key is at hand: programs, the terminal, the browser. */
const PERSONAL_CHANNELS: readonly AnswerChannel[] = ['api', 'cli', 'web'];

/** The kind of a key. The one for answers at MCP clients has always been the gateway's. */
export function kindOf({ kind, principal }: AnsweringKey): ApproverKind {
  return kind ?? (principal === AT_CLIENT ? 'channel' : 'personal');
}

/**
 * Tells whether a key may sign an answer on a channel: a personal one in the terminal, over the API and in the browser, a channel's
 * on its own and nowhere else, a passkey nowhere.
 */
export function mayAnswerOn(key: AnsweringKey, channel: AnswerChannel): boolean {
  const kind = kindOf(key);
  if (kind === 'personal') return PERSONAL_CHANNELS.includes(channel);
  if (kind === 'passkey') return false;
  return channel === (key.principal === AT_CLIENT ? 'mcp' : key.channel);
}
