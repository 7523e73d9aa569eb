import { isJsonObject } from '../../core/encoding/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { buttonCode } from '../../ports/button-code.ts';
import type { Button, ButtonVerb, ChannelFailure, NotificationChannel } from '../../ports/notification-channel.ts';
import { announceCommands } from './announce-commands.ts';
import { readPublicKey } from './check-interaction.ts';
import { type DiscordCalls, type DiscordFailure, openDiscordCalls } from './discord-calls.ts';
import type { DiscordOptions } from './discord-options.ts';
import { discordText, MAX_CONTENT_LENGTH } from './discord-text.ts';
import { type OpenQuestions, openQuestions } from './open-questions.ts';
import { pollPlaces } from './poll-places.ts';
import { isSnowflake } from './read-interaction.ts';
import { receiveInteraction } from './receive-interaction.ts';

const MAX_PLACES = 50;

/**
 * Opens an application at Discord as a channel. Raises RangeError for a token, id or key that cannot be one, without showing it.
 *
 * Places are ids of channels (a direct message has one too), users ids of users, references ids of messages. A message with an id
 * that was delivered within the last minutes is the same message.
 */
export function openDiscord(options: DiscordOptions): NotificationChannel {
  checkOptions(options);
  const { name, applicationId, publicKey, poll, deferMs = 1_500, pollMs = 5_000, lookBackMs = 86_400_000 } = options;
  const { nowMs = Date.now, onTrouble = () => {} } = options;
  const closing = new AbortController();
  const calls = openDiscordCalls(options);
  const questions = openQuestions();
  const memory = { readings: new Map(), seen: new Set<string>(), sinceMs: nowMs() };
  const places = new Set(poll?.places ?? []);
  const key = publicKey === null ? null : readPublicKey(publicKey);
  const own: Own = { calls, questions, places, reacts: poll !== null, hasButtons: key !== null };
  return {
    kind: 'discord',
    name,
    abilities: {
      answers: true,
      edits: true,
      // What is typed arrives by asking; where nothing is asked for, by slash commands alone.
      commandSign: poll === null ? '/' : '!',
      proof: 'accepted',
      maxLength: MAX_CONTENT_LENGTH,
    },
    ...(key === null ? {} : { announce: (signal) => announceCommands(calls, { applicationId, signal }) }),
    fits: (message) => discordText(message, own) !== null,
    deliver: (message, signal) => deliver(own, message, signal),
    edit: (message, signal) => edit(own, message, signal),
    receive:
      key === null
        ? null
        : (request, handle) =>
            receiveInteraction(request, handle, { applicationId, key, calls, deferMs, nowMs, closing: closing.signal }),
    listen:
      poll === null
        ? null
        : (handle, signal) =>
            pollPlaces(handle, signal, {
              calls,
              questions,
              memory,
              places: () => [...places],
              pollMs,
              lookBackMs,
              nowMs,
              onTrouble,
            }),
    close: async () => {
      closing.abort();
      await calls.close();
    },
  };
}

function checkOptions({ token, applicationId, publicKey, poll }: DiscordOptions): void {
  if (!/^[A-Za-z0-9_.-]{20,200}$/.test(token))
    throw new RangeError('open Discord: a token of another shape, want the bot’s');
  if (!isSnowflake(applicationId))
    throw new RangeError('open Discord: an application id of another shape, want a number');
  const odd = poll?.places.filter((place) => !isSnowflake(place)).length ?? 0;
  if (odd > 0) throw new RangeError(`open Discord: ${odd} places to ask in of another shape, want ids of channels`);
  if (publicKey === null && poll === null)
    throw new RangeError('open Discord: no way to hear from people, want a public key or polling');
}

type Own = {
  readonly calls: DiscordCalls;
  readonly questions: OpenQuestions;
  readonly places: Set<string>;
  readonly reacts: boolean;
  readonly hasButtons: boolean;
};

const SUPPRESS_EMBEDS = 4;
const NO_MENTIONS = { parse: [] };
const ACTION_ROW = 1;
const BUTTON = 2;
const STYLES: { readonly [verb in ButtonVerb]: number } = { approve: 3, 'approve-session': 2, deny: 4 };
const MAX_LABEL_LENGTH = 80;
const BUTTONS_A_ROW = 5;

const deliver = async (
  own: Own,
  message: Parameters<NotificationChannel['deliver']>[0],
  signal: Parameters<NotificationChannel['deliver']>[1],
): ReturnType<NotificationChannel['deliver']> => {
  const content = discordText(message, own);
  if (content === null) return fail(TOO_LONG);
  if (!isSnowflake(message.to)) return fail(NO_PLACE);
  const body = {
    content,
    flags: SUPPRESS_EMBEDS,
    allowed_mentions: NO_MENTIONS,
    nonce: nonceOf(message.id),
    enforce_nonce: true,
    components: own.hasButtons ? rowsOf(message.buttons) : [],
  };
  const route = `/channels/${message.to}/messages` as const;
  const sent = await own.calls.run({ task: 'deliver a message', method: 'POST', route, body }, signal);
  if (!sent.ok) return plain(sent.failure);
  const reference = isJsonObject(sent.value) ? sent.value['id'] : null;
  if (!isSnowflake(reference)) return fail(UNREADABLE);
  if (own.reacts && message.buttons.length > 0) {
    own.questions.delivered({ place: message.to, reference });
    if (own.places.size < MAX_PLACES) own.places.add(message.to);
  }
  return ok({ kind: 'accepted', reference, evidence: `Discord took it as message ${reference}` });
};

const edit = async (
  own: Own,
  message: Parameters<NotificationChannel['edit']>[0],
  signal: Parameters<NotificationChannel['edit']>[1],
): ReturnType<NotificationChannel['edit']> => {
  const content = discordText(message, own);
  if (content === null) return fail(TOO_LONG);
  const { to, reference } = message;
  if (!isSnowflake(to) || !isSnowflake(reference)) return fail(NO_PLACE);
  const body = { content, flags: SUPPRESS_EMBEDS, allowed_mentions: NO_MENTIONS, components: [] };
  const route = `/channels/${to}/messages/${reference}` as const;
  const edited = await own.calls.run({ task: 'edit a message', method: 'PATCH', route, body }, signal);
  if (!edited.ok) return plain(edited.failure);
  if (!isJsonObject(edited.value) || edited.value['id'] !== reference) return fail(UNREADABLE);
  own.questions.drop({ place: to, reference });
  return ok(null);
};

/** A UUID in 25 characters, which is what a nonce may have: its 128 bits in base 36. Any other id as far as it goes. */
function nonceOf(id: string): string {
  const hex = id.replaceAll('-', '');
  return /^[0-9a-fA-F]{32}$/.test(hex) ? BigInt(`0x${hex}`).toString(36).padStart(25, '0') : id.slice(0, 25);
}

function rowsOf(buttons: readonly Button[]) {
  const components = buttons.slice(0, BUTTONS_A_ROW).map((button) => ({
    type: BUTTON,
    style: STYLES[button.verb],
    label: button.label.slice(0, MAX_LABEL_LENGTH),
    custom_id: buttonCode(button),
  }));
  return components.length === 0 ? [] : [{ type: ACTION_ROW, components }];
}

const TOO_LONG: ChannelFailure = {
  code: 'too-long',
  reason: `deliver a message at Discord: more than fits, want at most ${MAX_CONTENT_LENGTH} characters with their escapes`,
  retryAfterMs: null,
};
const NO_PLACE: ChannelFailure = {
  code: 'unknown-place',
  reason: 'deliver a message at Discord: a place or message of another shape, want the id of a channel',
  retryAfterMs: null,
};
const UNREADABLE: ChannelFailure = {
  code: 'unreachable',
  reason: 'deliver a message at Discord: an answer without a message, want one',
  retryAfterMs: null,
};

function plain({ code, reason, retryAfterMs }: DiscordFailure): Result<never, ChannelFailure> {
  return fail({ code, reason, retryAfterMs });
}
