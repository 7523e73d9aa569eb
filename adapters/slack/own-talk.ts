import { isJsonObject } from '../../core/encoding/json.ts';
import type { AbortSignalLike, ChannelUpdate } from '../../ports/notification-channel.ts';
import { isConversation } from './read-request.ts';
import type { SlackCalls } from './slack-calls.ts';

/** What somebody is told whose own conversation with the app cannot be found. */
export const PAIR_BY_MESSAGE =
  'Slack does not say whose conversation a slash command stands in. Write !pair and the code to me alone, as a message.';

/** Tells whether this is a slash command that pairs: what it pairs is a place too. */
export function isPairing({ id, act }: ChannelUpdate): boolean {
  return id.startsWith('command:') && act.kind === 'text' && (act.text === '/pair' || act.text.startsWith('/pair '));
}

/**
 * The same command as if it were typed in the person's own conversation with the app; null where that is not to be found out.
 *
 * A slash command is seen by nobody else wherever it is typed, and the conversation that it is typed in may be one of two other people: the app
 * could never write there. Needs the scope `im:write` (`conversations.open`).
 */
export async function inOwnTalk(
  update: ChannelUpdate,
  { calls, closing }: { readonly calls: SlackCalls; readonly closing: AbortSignalLike },
): Promise<ChannelUpdate | null> {
  const call = { method: 'conversations.open', options: { users: update.user, return_im: false } };
  const opened = await calls.run('open a conversation', call, closing);
  const place = opened.ok && isJsonObject(opened.value['channel']) ? opened.value['channel']['id'] : null;
  return isConversation(place) && place.startsWith('D') ? { ...update, place, isPrivate: true } : null;
}
