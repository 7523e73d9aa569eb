import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type { ButtonVerb, ChannelFailure } from '../../ports/notification-channel.ts';
import { REACTION_LINE } from './discord-text.ts';
import type { DueQuestion } from './open-questions.ts';
import { isSnowflake } from './read-interaction.ts';
import { handOn, type Round, tell } from './round.ts';

/** What a reaction means. */
const REACTIONS: readonly { readonly emoji: string; readonly verb: ButtonVerb }[] = [
  { emoji: '❌', verb: 'deny' },
  { emoji: '✅', verb: 'approve' },
];
const QUESTIONS_A_ROUND = 20;
const MAX_PEOPLE = 100;
const UNKNOWN_MESSAGE = 10_008;

/** Looks at the reactions to open questions, denials first. Null when all that were due could be read. */
export async function readReactions(round: Round): Promise<ChannelFailure | null> {
  for (const question of round.questions.next(QUESTIONS_A_ROUND)) {
    const { place, reference } = question;
    const route = `/channels/${place}/messages/${reference}` as const;
    const found = await round.calls.run({ task: 'read a question', method: 'GET', route }, round.signal);
    if (!found.ok && found.failure.errorCode !== UNKNOWN_MESSAGE) return found.failure;
    const message = found.ok && isJsonObject(found.value) ? found.value : {};
    const { reactions, author } = message;
    if ((isJsonObject(author) ? author['id'] : null) !== round.me || !isUndecided(message)) {
      round.questions.drop(question);
      continue;
    }
    for (const { emoji, verb } of REACTIONS) {
      if (!hasReaction(reactions, emoji)) continue;
      const trouble = await takeReactions(question, { emoji, verb, round });
      if (trouble !== null || round.signal.aborted) return trouble;
    }
  }
  return null;
}

/** Whether a message of our own still asks: one that was edited lost its line on reactions together with its buttons. */
export function isUndecided({ components, content }: JsonObject): boolean {
  const hasButtons = Array.isArray(components) && components.length > 0;
  return hasButtons || (typeof content === 'string' && content.includes(REACTION_LINE));
}

function hasReaction(reactions: unknown, emoji: string): boolean {
  return (
    Array.isArray(reactions) &&
    reactions.some(
      (reaction) =>
        isJsonObject(reaction) &&
        isJsonObject(reaction['emoji']) &&
        reaction['emoji']['name'] === emoji &&
        reaction['emoji']['id'] === null,
    )
  );
}

async function takeReactions(
  { place, reference, isNews }: DueQuestion,
  { emoji, verb, round }: { readonly emoji: string; readonly verb: ButtonVerb; readonly round: Round },
): Promise<ChannelFailure | null> {
  const route = `/channels/${place}/messages/${reference}/reactions/${encodeURIComponent(emoji)}` as const;
  const query = { limit: String(MAX_PEOPLE) };
  const found = await round.calls.run({ task: 'read reactions', method: 'GET', route, query }, round.signal);
  if (!found.ok) return found.failure;
  for (const person of (Array.isArray(found.value) ? found.value : []).slice(0, MAX_PEOPLE)) {
    const { id: user, bot } = isJsonObject(person) ? person : {};
    if (!isSnowflake(user) || (bot !== undefined && bot !== false) || user === round.me) continue;
    const update = {
      id: `reaction:${reference}:${verb}:${user}`,
      user,
      place,
      isPrivate: round.memory.readings.get(place)?.isPrivate ?? false,
      ...(isNews ? {} : { isLookedBack: true as const }),
      atMs: round.nowMs(),
      act: { kind: 'react' as const, verb, reference },
    };
    const reply = await handOn(update, round);
    if (reply !== null && isNews) await tell(place, reply, { round, reference });
  }
  return null;
}
