import type { ActionsBlock, RichTextBlock, RichTextBlockElement, Button as SlackButton } from '@slack/web-api';
import { buttonCode } from '../../ports/button-code.ts';
import { messageParts, type ShownMessage } from '../../ports/message-parts.ts';
import type { Button, ButtonVerb } from '../../ports/notification-channel.ts';

/**
 * The longest message in UTF-16 units of its blocks as JSON. Slack documents no limit of a whole message, and refuses from some 13,200
 * on.
 */
export const MAX_BLOCKS_LENGTH = 12_000;
const MAX_LABEL_LENGTH = 75;
const MAX_FALLBACK_LENGTH = 300;

/** A message for `chat.postMessage` and `chat.update`: what is shown, and the words of its notification. */
export type SlackMessage = { readonly text: string; readonly blocks: readonly (RichTextBlock | ActionsBlock)[] };

/**
 * Lays a message out for Slack; null where it does not fit whole.
 *
 * Rich text is a tree: its text elements are text, whatever they look like. `mrkdwn`, which could be broken out of, is not used. Only
 * the notification's words are of Slack's own syntax, and written with its three escapes.
 */
export function slackMessage(message: ShownMessage, buttons: readonly Button[]): SlackMessage | null {
  const blocks: (RichTextBlock | ActionsBlock)[] = [
    { type: 'rich_text', elements: messageParts(message).map(elementOf) },
  ];
  if (buttons.length > 0) blocks.push({ type: 'actions', elements: buttons.map(slackButton) });
  const text = escaped(message.document.title.slice(0, MAX_FALLBACK_LENGTH).toWellFormed());
  return JSON.stringify(blocks).length <= MAX_BLOCKS_LENGTH ? { text, blocks } : null;
}

function elementOf({ kind, text }: ReturnType<typeof messageParts>[number]): RichTextBlockElement {
  if (kind === 'stated' || kind === 'quoted')
    return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
  if (kind === 'link') return { type: 'rich_text_section', elements: [{ type: 'link', url: text }] };
  const isBold = kind === 'title' || kind === 'heading';
  return {
    type: 'rich_text_section',
    elements: [{ type: 'text', text, ...(isBold ? { style: { bold: true } } : {}) }],
  };
}

const STYLES: { readonly [verb in ButtonVerb]: 'primary' | 'danger' | null } = {
  approve: 'primary',
  'approve-session': null,
  deny: 'danger',
};

function slackButton(button: Button): SlackButton {
  const code = buttonCode(button);
  const style = STYLES[button.verb];
  const text = { type: 'plain_text' as const, text: button.label.slice(0, MAX_LABEL_LENGTH), emoji: false };
  return { type: 'button', action_id: code, value: code, text, ...(style === null ? {} : { style }) };
}

/** Slack's control characters, so that nothing in the text is a mention or a link. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
