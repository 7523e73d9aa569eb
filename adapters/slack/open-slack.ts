import { fail, ok } from '../../core/result.ts';
import type { ChannelFailure, NotificationChannel } from '../../ports/notification-channel.ts';
import { isConversation, isTimestamp } from './read-request.ts';
import { receiveRequest } from './receive-request.ts';
import { MAX_BLOCKS_LENGTH, slackMessage } from './slack-blocks.ts';
import { openSlackCalls, type SlackCalls } from './slack-calls.ts';
import type { SlackOptions } from './slack-options.ts';

const MIN_SECRET_LENGTH = 16;
/** Nothing in a message is looked for links, names or previews. */
const AS_IT_STANDS = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false, mrkdwn: false };

/**
 * Opens an app at Slack as a channel. Raises RangeError for a token or secret that cannot be one, without showing it.
 *
 * Places are ids of conversations (`C…`, `G…`, and `D…` for a direct message with the app), users ids of users, references time stamps
 * of messages. Slack refuses a second message with the same id for some time.
 */
export function openSlack(options: SlackOptions): NotificationChannel {
  checkOptions(options);
  const { name, signingSecret: secret, workspace, settleMs = 2_000, nowMs = Date.now } = options;
  const closing = new AbortController();
  const calls = openSlackCalls(options);
  const receiving = { secret, workspace, calls, settleMs, nowMs, closing: closing.signal };
  return {
    kind: 'slack',
    name,
    abilities: { answers: true, edits: true, commandSign: '!', proof: 'accepted', maxLength: MAX_BLOCKS_LENGTH },
    fits: (message) => slackMessage(message, message.buttons) !== null,
    deliver: (message, signal) => deliver(calls, message, signal),
    edit: (message, signal) => edit(calls, message, signal),
    receive: (request, handle) => receiveRequest(request, handle, receiving),
    listen: null,
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };
}

function checkOptions({ token, signingSecret, workspace }: SlackOptions): void {
  if (!/^xox[a-z]-[A-Za-z0-9-]{10,250}$/.test(token))
    throw new RangeError('open Slack: a token of another shape, want xoxb-…');
  if (!/^[\u0021-\u007e]{16,256}$/.test(signingSecret))
    throw new RangeError(
      `open Slack: a signing secret of another shape, want at least ${MIN_SECRET_LENGTH} characters`,
    );
  if (workspace !== null && !/^[TE][A-Z0-9]{2,31}$/.test(workspace))
    throw new RangeError('open Slack: a workspace of another shape, want T…');
}

const deliver = async (
  calls: SlackCalls,
  message: Parameters<NotificationChannel['deliver']>[0],
  signal: Parameters<NotificationChannel['deliver']>[1],
): ReturnType<NotificationChannel['deliver']> => {
  const laidOut = slackMessage(message, message.buttons);
  if (laidOut === null) return fail(TOO_LONG);
  if (!isConversation(message.to)) return fail(NO_PLACE);
  const options = { channel: message.to, ...laidOut, ...AS_IT_STANDS, client_msg_id: message.id };
  const sent = await calls.run('deliver a message', { method: 'chat.postMessage', options }, signal);
  if (!sent.ok) return sent;
  const reference = sent.value['ts'];
  if (!isTimestamp(reference)) return fail(UNREADABLE);
  return ok({ kind: 'accepted', reference, evidence: `Slack took it as message ${reference}` });
};

const edit = async (
  calls: SlackCalls,
  { to: channel, reference: ts, document }: Parameters<NotificationChannel['edit']>[0],
  signal: Parameters<NotificationChannel['edit']>[1],
): ReturnType<NotificationChannel['edit']> => {
  const laidOut = slackMessage({ document }, []);
  if (laidOut === null) return fail(TOO_LONG);
  if (!isConversation(channel) || !isTimestamp(ts)) return fail(NO_PLACE);
  const options = { channel, ts, ...laidOut, parse: 'none', link_names: false };
  const edited = await calls.run('edit a message', { method: 'chat.update', options }, signal);
  if (!edited.ok) return edited;
  return edited.value['ts'] === ts ? ok(null) : fail(UNREADABLE);
};

const TOO_LONG: ChannelFailure = {
  code: 'too-long',
  reason: `deliver a message at Slack: more than fits, want blocks of at most ${MAX_BLOCKS_LENGTH} UTF-16 units`,
  retryAfterMs: null,
};
const NO_PLACE: ChannelFailure = {
  code: 'unknown-place',
  reason:
    'deliver a message at Slack: a place or message of another shape, want the id of a conversation (C…, D… or G…)',
  retryAfterMs: null,
};
const UNREADABLE: ChannelFailure = {
  code: 'unreachable',
  reason: 'deliver a message at Slack: an answer without the message, want one',
  retryAfterMs: null,
};
