import { fail, ok, type Result } from '../../core/result.ts';
import { buttonCode } from '../../ports/button-code.ts';
import type { Button, ChannelFailure, NotificationChannel } from '../../ports/notification-channel.ts';
import { announceBot } from './announce-bot.ts';
import { pollUpdates } from './poll-updates.ts';
import { receiveUpdate } from './receive-update.ts';
import { openUpdateTaker } from './take-update.ts';
import { openTelegramCalls, type TelegramCalls } from './telegram-calls.ts';
import type { TelegramOptions } from './telegram-options.ts';
import { MAX_TEXT_LENGTH, telegramText } from './telegram-text.ts';

/** A chat, with a topic of it behind a slash where it has topics. */
const PLACE = /^-?[1-9][0-9]{0,18}(?:\/[1-9][0-9]{0,14})?$/;
const REFERENCE = /^[1-9][0-9]{0,14}$/;
const MIN_SECRET_LENGTH = 16;

/**
 * Opens a bot at Telegram as a channel. Raises RangeError for a token or secret that cannot be one, without showing it.
 *
 * Places are ids of chats, users are ids of users, references ids of messages. Telegram has no way to refuse a second message with
 * the same id: one that was sent although its answer was lost comes twice, with the same buttons.
 */
export function openTelegram(options: TelegramOptions): NotificationChannel {
  checkSecrets(options);
  const { name, mode, settleMs = 2_000, pollMs = 50_000, retryMs = 1_000, timeoutMs = 10_000 } = options;
  const { nowMs = Date.now, onTrouble = () => {} } = options;
  const closing = new AbortController();
  const calls = openTelegramCalls(options);
  const taker = openUpdateTaker(calls, { nowMs, signal: closing.signal });
  const secret = mode.kind === 'webhook' ? mode.secret : null;
  return {
    kind: 'telegram',
    name,
    abilities: { answers: true, edits: true, commandSign: '/', proof: 'accepted', maxLength: MAX_TEXT_LENGTH },
    announce: (signal) => announceBot(calls, { mode, signal }),
    fits: (message) => telegramText(message) !== null,
    deliver: (message, signal) => deliver({ calls, signal }, message),
    edit: (message, signal) => edit({ calls, signal }, message),
    receive: secret === null ? null : (request, handle) => receiveUpdate(request, handle, { secret, settleMs, taker }),
    listen:
      secret === null
        ? (handle, signal) => pollUpdates(handle, signal, { calls, taker, pollMs, retryMs, timeoutMs, onTrouble })
        : null,
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };
}

function checkSecrets({ token, mode }: TelegramOptions): void {
  if (!/^[0-9]{1,20}:[A-Za-z0-9_-]{20,128}$/.test(token))
    throw new RangeError('open Telegram: a token of another shape, want <number>:<letters> as BotFather gave it');
  if (
    mode.kind === 'webhook' &&
    (!/^[A-Za-z0-9_-]{1,256}$/.test(mode.secret) || mode.secret.length < MIN_SECRET_LENGTH)
  )
    throw new RangeError(
      `open Telegram: a webhook secret of another shape, want ${MIN_SECRET_LENGTH} to 256 of A-Z a-z 0-9 _ -`,
    );
}

type Calling = { readonly calls: TelegramCalls; readonly signal: Parameters<NotificationChannel['deliver']>[1] };

const deliver = async (
  { calls, signal }: Calling,
  message: Parameters<NotificationChannel['deliver']>[0],
): ReturnType<NotificationChannel['deliver']> => {
  const laidOut = telegramText(message);
  if (laidOut === null) return fail(TOO_LONG);
  if (!PLACE.test(message.to)) return fail(NO_PLACE);
  const payload = {
    ...target(message.to),
    ...laidOut,
    link_preview_options: { is_disabled: true },
    ...(message.buttons.length === 0 ? {} : { reply_markup: keyboard(message.buttons) }),
  };
  const sent = await calls.run('deliver a message', (raw, by) => raw.sendMessage(payload, by), { signal });
  if (!sent.ok) return plain(sent.failure);
  const id: unknown = (sent.value as { message_id?: unknown } | null)?.message_id;
  if (!Number.isSafeInteger(id)) return fail(UNREADABLE);
  return ok({ kind: 'accepted', reference: String(id), evidence: `Telegram took it as message ${String(id)}` });
};

const edit = async (
  { calls, signal }: Calling,
  message: Parameters<NotificationChannel['edit']>[0],
): ReturnType<NotificationChannel['edit']> => {
  const laidOut = telegramText(message);
  if (laidOut === null) return fail(TOO_LONG);
  if (!PLACE.test(message.to) || !REFERENCE.test(message.reference)) return fail(NO_PLACE);
  const payload = {
    chat_id: target(message.to).chat_id,
    message_id: Number(message.reference),
    ...laidOut,
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: [] },
  };
  const edited = await calls.run('edit a message', (raw, by) => raw.editMessageText(payload, by), { signal });
  if (edited.ok || edited.failure.description.includes('message is not modified')) return ok(null);
  return plain(edited.failure);
};

function target(to: string): { chat_id: number; message_thread_id?: number } {
  const [chat = '', thread] = to.split('/');
  return { chat_id: Number(chat), ...(thread === undefined ? {} : { message_thread_id: Number(thread) }) };
}

function keyboard(buttons: readonly Button[]) {
  return { inline_keyboard: buttons.map((button) => [{ text: button.label, callback_data: buttonCode(button) }]) };
}

const TOO_LONG: ChannelFailure = {
  code: 'too-long',
  reason: `deliver a message at Telegram: more than fits, want at most ${MAX_TEXT_LENGTH} UTF-16 units and 100 formatted pieces`,
  retryAfterMs: null,
};
const NO_PLACE: ChannelFailure = {
  code: 'unknown-place',
  reason: 'deliver a message at Telegram: a place or message of another shape, want the number of a chat',
  retryAfterMs: null,
};
const UNREADABLE: ChannelFailure = {
  code: 'unreachable',
  reason: 'deliver a message at Telegram: an answer without the number of the message, want one',
  retryAfterMs: null,
};

function plain({ code, reason, retryAfterMs }: ChannelFailure): Result<never, ChannelFailure> {
  return fail({ code, reason, retryAfterMs });
}
