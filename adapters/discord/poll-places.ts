import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type { AbortSignalLike, ChannelFailure, HandleUpdate } from '../../ports/notification-channel.ts';
import { isSnowflake } from './read-interaction.ts';
import { isUndecided, readReactions } from './read-reactions.ts';
import { readTyped } from './read-typed.ts';
import { handOn, type PollOptions, type Reading, type Round, tell } from './round.ts';
import { waitFor } from './wait-for.ts';

const EPOCH_MS = 1_420_070_400_000;
/** What was typed longer ago counts no more, whoever was not there to hear it. */
const FRESH_MS = 600_000;
const PAGE = 100;
const PAGES_A_ROUND = 3;
const MAX_SEEN = 10_000;
const MAX_PLACES = 50;
const DIRECT_MESSAGE = 1;

/**
 * Asks for what was typed and how people reacted, round by round, until the signal ends it. Never rejects.
 *
 * A round stops where Discord cannot be asked, a limit of its own included, and the next one begins where it was; a place that is gone, or
 * that the bot may not read, holds up no other. What was handed on is not handed on again by this instance; a later one hands it on with
 * the same id.
 */
export async function pollPlaces(handle: HandleUpdate, signal: AbortSignalLike, options: PollOptions): Promise<void> {
  const { seen } = options.memory;
  let me: string | null = null;
  while (!signal.aborted) {
    me ??= await ownId(options, signal);
    const trouble = me === null ? null : await readAll({ ...options, me, handle, signal });
    if (trouble !== null && !signal.aborted) options.onTrouble(trouble);
    while (seen.size > MAX_SEEN) seen.delete(seen.values().next().value ?? '');
    await waitFor(Math.max(options.pollMs, trouble?.retryAfterMs ?? 0), signal);
  }
}

async function ownId({ calls, onTrouble }: PollOptions, signal: AbortSignalLike): Promise<string | null> {
  const found = await calls.run({ task: 'ask for the bot', method: 'GET', route: '/users/@me' }, signal);
  const id = found.ok && isJsonObject(found.value) ? found.value['id'] : null;
  if (!found.ok && !signal.aborted) onTrouble(found.failure);
  return isSnowflake(id) ? id : null;
}

/** Null when everything could be read. */
async function readAll(round: Round): Promise<ChannelFailure | null> {
  let atOnePlace: ChannelFailure | null = null;
  for (const place of round.places().slice(0, MAX_PLACES)) {
    const trouble = await readPlace(place, round);
    if (round.signal.aborted || (trouble !== null && !isOfPlace(trouble))) return trouble;
    atOnePlace ??= trouble;
  }
  return (await readReactions(round)) ?? atOnePlace;
}

/** Whether only one place is out of reach, and not Discord. */
function isOfPlace({ code }: ChannelFailure): boolean {
  return code === 'unknown-place' || code === 'refused';
}

async function readPlace(place: string, round: Round): Promise<ChannelFailure | null> {
  const reading = round.memory.readings.get(place) ?? (await beginReading(place, round));
  if ('code' in reading) return reading;
  round.memory.readings.set(place, reading);
  for (let page = 0; page < PAGES_A_ROUND; page += 1) {
    const query = { after: reading.after, limit: String(PAGE) };
    const route = `/channels/${place}/messages` as const;
    const found = await round.calls.run({ task: 'read messages', method: 'GET', route, query }, round.signal);
    if (!found.ok) return found.failure;
    const messages = (Array.isArray(found.value) ? found.value : [])
      .filter((message): message is FoundMessage => isJsonObject(message) && isSnowflake(message['id']))
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    for (const message of messages) {
      await takeMessage(message, { place, isPrivate: reading.isPrivate, round });
      reading.after = message.id;
    }
    if (messages.length < PAGE || round.signal.aborted) return null;
  }
  return null;
}

async function beginReading(
  place: string,
  { calls, signal, nowMs, lookBackMs }: Round,
): Promise<Reading | ChannelFailure> {
  const found = await calls.run({ task: 'read a channel', method: 'GET', route: `/channels/${place}` }, signal);
  if (!found.ok) return found.failure;
  const isPrivate = isJsonObject(found.value) && found.value['type'] === DIRECT_MESSAGE;
  const sinceMs = Math.max(0, Math.floor(nowMs() - lookBackMs - EPOCH_MS));
  return { after: String(BigInt(sinceMs) << 22n), isPrivate };
}

type FoundMessage = JsonObject & { readonly id: string };

async function takeMessage(
  message: FoundMessage,
  { place, isPrivate, round }: { readonly place: string; readonly isPrivate: boolean; readonly round: Round },
): Promise<void> {
  const { me, questions } = round;
  const author = isJsonObject(message['author']) ? message['author'] : {};
  if (author['id'] === me) {
    if (isUndecided(message)) questions.found({ place, reference: message.id });
    return;
  }
  const update = readTyped(message, { place, isPrivate, me, nowMs: round.nowMs() });
  if (update === null || round.nowMs() - update.atMs > FRESH_MS) return;
  const isNews = update.atMs >= round.memory.sinceMs;
  const reply = await handOn(isNews ? update : { ...update, isLookedBack: true }, round);
  if (reply !== null && isNews) await tell(place, reply, { round, reference: message.id });
}
