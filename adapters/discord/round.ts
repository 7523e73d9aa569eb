import type {
  AbortSignalLike,
  ChannelFailure,
  ChannelUpdate,
  HandleUpdate,
  UpdateReply,
} from '../../ports/notification-channel.ts';
import type { DiscordCalls } from './discord-calls.ts';
import { escaped } from './discord-text.ts';
import type { OpenQuestions } from './open-questions.ts';

/** What polling goes by. */
export type PollOptions = {
  readonly calls: DiscordCalls;
  readonly questions: OpenQuestions;
  /** Kept between rounds, and from one listening to the next. */
  readonly memory: {
    readonly readings: Map<string, Reading>;
    readonly seen: Set<string>;
    /** When this instance was opened: what was typed before may have been taken, and is not commented on. */
    readonly sinceMs: number;
  };
  readonly places: () => readonly string[];
  readonly pollMs: number;
  readonly lookBackMs: number;
  readonly nowMs: () => number;
  readonly onTrouble: (failure: ChannelFailure) => void;
};

/** One place as it was left: up to where it was read, and whether nobody else is there. */
export type Reading = { after: string; isPrivate: boolean };
/** What a round needs. */
export type Round = PollOptions & {
  readonly me: string;
  readonly handle: HandleUpdate;
  readonly signal: AbortSignalLike;
};

const MAX_REPLY_LENGTH = 200;

/** Hands an update on once. */
export async function handOn(update: ChannelUpdate, { memory: { seen }, handle }: Round): Promise<UpdateReply | null> {
  if (seen.has(update.id)) return null;
  seen.add(update.id);
  try {
    return await handle(update);
  } catch {
    return { text: 'This could not be taken. Nothing was decided by it.', isAlert: true };
  }
}

/** Says something under a message, to nobody's alarm. */
export async function tell(
  place: string,
  { text }: UpdateReply,
  { round, reference }: { readonly round: Round; readonly reference: string },
): Promise<void> {
  const body = {
    content: escaped(text.slice(0, MAX_REPLY_LENGTH)),
    message_reference: { message_id: reference, fail_if_not_exists: false },
    allowed_mentions: { parse: [] },
  };
  const route = `/channels/${place}/messages` as const;
  await round.calls.run({ task: 'reply', method: 'POST', route, body }, round.signal);
}
