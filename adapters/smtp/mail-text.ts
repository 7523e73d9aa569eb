import { type MessagePart, messageParts, type ShownMessage } from '../../ports/message-parts.ts';

/** A message as a mail shows it: one subject, the same words as plain text and as HTML. */
export type MailText = { readonly subject: string; readonly text: string; readonly html: string };

const MAX_SUBJECT_LENGTH = 150;
const ANSWER_WORDS = 'To answer, open this page, read it and press a button there:';

/**
 * Lays a message out as a mail. A page to answer on stands first, before any word that an agent chose.
 *
 * The HTML part holds the same lines, escaped, in elements without attributes but a fixed style: no link but the gateway's own,
 * no picture, nothing that is fetched.
 */
export function mailText(message: ShownMessage, answerLink: string | null): MailText {
  const [title, ...rest] = messageParts({ ...message, typed: null });
  const answer: readonly MessagePart[] =
    answerLink === null
      ? []
      : [
          { kind: 'stated', text: ANSWER_WORDS },
          { kind: 'link', text: answerLink },
        ];
  const parts = [...answer, ...(title === undefined ? [] : [title]), ...rest];
  return { subject: subjectOf(message.document.title), text: plainText(parts), html: htmlText(parts) };
}

/**
 * One line of a header: without anything that could end it, and no longer than an inbox shows. `=?` would begin an encoded word
 * (RFC 2047), which could hold what the document would have made visible.
 */
function subjectOf(title: string): string {
  const line = [...title.toWellFormed().replaceAll('=?', '= ?')].map((character) =>
    isControl(character) ? ' ' : character,
  );
  return line.length <= MAX_SUBJECT_LENGTH ? line.join('') : `${line.slice(0, MAX_SUBJECT_LENGTH - 1).join('')}…`;
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029;
}

/** A heading stands right above what it heads; all else is set off by an empty line. */
function plainText(parts: readonly MessagePart[]): string {
  return parts.map(({ kind, text }) => (kind === 'heading' ? `\n${text}\n` : `${text}\n`)).join('');
}

const TAGS: { readonly [kind in MessagePart['kind']]: readonly [string, string] } = {
  title: ['<h1 style="font-size:1.2em">', '</h1>'],
  heading: ['<h2 style="font-size:1em">', '</h2>'],
  stated: ['<pre style="white-space:pre-wrap">', '</pre>'],
  quoted: ['<pre style="white-space:pre-wrap">', '</pre>'],
  closing: ['<p>', '</p>'],
  link: ['<p>', '</p>'],
};

function htmlText(parts: readonly MessagePart[]): string {
  const body = parts.map(({ kind, text }) => {
    const [open, close] = TAGS[kind];
    const words = escapeHtml(text);
    return `${open}${kind === 'link' ? `<a href="${words}">${words}</a>` : words}${close}\n`;
  });
  return `<!doctype html>\n<html><head><meta charset="utf-8"><title>Countersign</title></head><body>\n${body.join('')}</body></html>\n`;
}

const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that means itself in an element and in an attribute. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .split('')
    .map((character) => ESCAPES[character] ?? character)
    .join('');
}
