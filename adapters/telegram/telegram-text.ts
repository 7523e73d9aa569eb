import type { MessageEntity } from 'grammy/types';
import { messageParts, type ShownMessage } from '../../ports/message-parts.ts';

/** Telegram's limit of a message, in UTF-16 units after entities were applied. */
export const MAX_TEXT_LENGTH = 4_096;
/** Entities beyond this many are dropped by Telegram, without a word. */
const MAX_ENTITIES = 100;

/** A text with the entities that keep it literal. */
export type TelegramText = { readonly text: string; readonly entities: MessageEntity[] };

/**
 * Lays a message out for Telegram; null where it does not fit whole.
 *
 * There is no markup to break out of: text and formatting go separately. Whatever is not a heading or a line of the gateway's own
 * stands in `code` or `pre`, where Telegram makes nothing of mentions, links, commands and tags.
 */
export function telegramText(message: ShownMessage): TelegramText | null {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const part of messageParts(message)) {
    if (text !== '') text += part.kind === 'heading' ? '\n\n' : '\n';
    if (part.kind !== 'link') {
      const type = part.kind === 'heading' ? 'bold' : part.kind === 'quoted' || part.kind === 'stated' ? 'pre' : 'code';
      entities.push({ type, offset: text.length, length: part.text.length });
    }
    text += part.text;
  }
  return text.length <= MAX_TEXT_LENGTH && entities.length <= MAX_ENTITIES ? { text, entities } : null;
}
