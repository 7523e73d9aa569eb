import { type MessagePart, messageParts, type ShownMessage } from '../../ports/message-parts.ts';

/** Discord's limit of a message's content. It counts characters; UTF-16 units are never fewer. */
export const MAX_CONTENT_LENGTH = 2_000;
/** Stands in a message as long as reactions to it count. */
export const REACTION_LINE = 'Or react with ✅ or ❌';
const FENCE = '```';

/**
 * Lays a message out in Discord's Markdown; null where it does not fit whole.
 *
 * Lines stand in a code block, where nothing is markup and no mention counts. Text that would close the block is written in the open
 * instead with every ASCII sign escaped, as titles and headings are: Discord then shows the sign and makes nothing of it.
 */
export function discordText(message: ShownMessage, { reacts }: { readonly reacts: boolean }): string | null {
  const parts = messageParts(message);
  const asks = message.typed !== undefined && message.typed !== null && reacts;
  const closing: MessagePart = { kind: 'closing', text: REACTION_LINE };
  const last = parts.length - 1;
  const all = asks ? [...parts.slice(0, last), closing, ...parts.slice(last)] : parts;
  const content = all.map(written).join('\n');
  return content.length <= MAX_CONTENT_LENGTH ? content : null;
}

function written({ kind, text }: MessagePart): string {
  if (kind === 'heading') return `**${escaped(text)}**`;
  // In angle brackets a link stays one and has no preview. Whatever could end them is no address.
  if (kind === 'link') return isPlainLink(text) ? `<${text}>` : escaped(text);
  if (kind === 'title' || kind === 'closing') return escaped(text);
  return !text.includes(FENCE) && isFramed(text) ? `${FENCE}\n${text}\n${FENCE}` : escaped(text);
}

/** A code block loses empty lines at its beginning and end, and is none without anything else. */
function isFramed(text: string): boolean {
  const lines = text.split('\n');
  return (lines[0] ?? '').trim() !== '' && (lines.at(-1) ?? '').trim() !== '';
}

/** Puts a backslash before every ASCII sign. Spaces at a line's beginning are no markup behind a gutter, and lists need a sign. */
export function escaped(text: string): string {
  let written = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isSign = code > 32 && code < 127 && !isLetterOrDigit(code);
    written += isSign ? `\\${character}` : character;
  }
  return written;
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isPlainLink(text: string): boolean {
  if (!text.startsWith('https://') && !text.startsWith('http://')) return false;
  return [...text].every((character) => character > ' ' && character < '\u007f' && !'<>()[]\\`'.includes(character));
}
