import type { AbortSignalLike, ChannelUpdate, HandleUpdate, UpdateReply } from '../../ports/notification-channel.ts';
import { readUpdate, type TelegramReplyTo } from './read-update.ts';
import type { TelegramCalls } from './telegram-calls.ts';

/** What updates are taken with. */
export type UpdateTaker = {
  /**
   * Takes one update: hands it on, and has the person told. Resolves when it was handed on: nobody's update waits for what another is
   * told. Never rejects.
   */
  readonly take: (update: unknown, handle: HandleUpdate) => Promise<void>;
};

const MAX_REPLY_LENGTH = 200;
/** Replies on their way at once; beyond it nobody is told, since a decision shows in the edited message anyway. */
const MAX_REPLIES = 64;

/** Opens what webhook and poll have in common. Our own name is asked for when the first command names a bot. */
export function openUpdateTaker(
  calls: TelegramCalls,
  { nowMs, signal }: { readonly nowMs: () => number; readonly signal: AbortSignalLike },
): UpdateTaker {
  let asking: Promise<string | null> | null = null;
  let telling = 0;
  const ask = async (): Promise<string | null> => {
    const me = await calls.run('ask for the name', (raw, by) => raw.getMe(by), { signal });
    const found: unknown = me.ok ? (me.value as { username?: unknown } | null)?.username : null;
    return typeof found === 'string' ? found.toLowerCase() : null;
  };
  const nameOf = async (update: unknown): Promise<string | null> => {
    if (asking === null && !namesBot(update)) return null;
    asking ??= ask();
    const found = await asking;
    if (found === null) asking = null;
    return found;
  };
  return {
    take: async (value, handle) => {
      const { update, replyTo } = readUpdate(value, { botName: await nameOf(value), nowMs: nowMs() });
      const reply = update === null ? null : await handled(update, handle);
      if (replyTo === null || telling >= MAX_REPLIES) return;
      telling += 1;
      void tell({ calls, signal, replyTo, reply }).finally(() => {
        telling -= 1;
      });
    },
  };
}

function namesBot(update: unknown): boolean {
  const text: unknown = (update as { message?: { text?: unknown } } | null)?.message?.text;
  return typeof text === 'string' && text.startsWith('/') && text.includes('@');
}

async function handled(update: ChannelUpdate, handle: HandleUpdate): Promise<UpdateReply | null> {
  try {
    return await handle(update);
  } catch {
    return { text: 'This could not be taken. Nothing was decided by it.', isAlert: true };
  }
}

/** A press is always answered, so that the button stops waiting; a text only where there is something to say. */
async function tell({
  calls,
  signal,
  replyTo,
  reply,
}: {
  readonly calls: TelegramCalls;
  readonly signal: AbortSignalLike;
  readonly replyTo: TelegramReplyTo;
  readonly reply: UpdateReply | null;
}): Promise<void> {
  const text = reply?.text.slice(0, MAX_REPLY_LENGTH) ?? '';
  if (replyTo.kind === 'callback') {
    const answer = {
      callback_query_id: replyTo.id,
      ...(text === '' ? {} : { text, show_alert: reply?.isAlert === true }),
    };
    await calls.run('answer a press', (raw, by) => raw.answerCallbackQuery(answer, by), { signal });
  } else if (text !== '') {
    const { chat, thread, message } = replyTo;
    const said = {
      chat_id: chat,
      text,
      entities: [{ type: 'code' as const, offset: 0, length: text.length }],
      link_preview_options: { is_disabled: true },
      reply_parameters: { message_id: message, allow_sending_without_reply: true },
      ...(thread === null ? {} : { message_thread_id: thread }),
    };
    await calls.run('reply', (raw, by) => raw.sendMessage(said, by), { signal });
  }
}
