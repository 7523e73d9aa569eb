import type { OutgoingMessage } from './notification-channel.ts';

/**
 * A piece of a message, in the order in which it is shown. Only `quoted` may hold words of an agent's choosing on lines of its own,
 * each behind a gutter; `link` is an address that people may open; all else is to be shown as it stands.
 */
export type MessagePart = {
  readonly kind: 'title' | 'heading' | 'stated' | 'quoted' | 'closing' | 'link';
  /** One line, or several for `stated` and `quoted`; never empty. */
  readonly text: string;
};

/** What of a message is shown. An edited one has a document and nothing else. */
export type ShownMessage = Pick<OutgoingMessage, 'document'> &
  Partial<Pick<OutgoingMessage, 'typed' | 'link' | 'answerByMs'>>;

/** What stands before every line that is not the gateway's own. */
export const GUTTER = '│ ';

/**
 * A message as pieces of text that a channel lays out: the same words on every channel, nothing left out.
 *
 * After the document come the deadline, what may be typed, the link, and last the fingerprint of what is shown.
 */
export function messageParts({ document, typed, link, answerByMs }: ShownMessage): readonly MessagePart[] {
  const parts: MessagePart[] = [{ kind: 'title', text: document.title }];
  for (const { heading, lines, quoted } of document.sections) {
    parts.push({ kind: 'heading', text: heading });
    if (lines.length === 0) continue;
    const text = quoted ? lines.map((line) => `${GUTTER}${line}`).join('\n') : lines.join('\n');
    parts.push({ kind: quoted ? 'quoted' : 'stated', text });
  }
  if (answerByMs !== undefined && answerByMs !== null)
    parts.push({ kind: 'closing', text: `Answer by ${utcText(answerByMs)}. No answer is a denial.` });
  if (typed !== undefined && typed !== null)
    parts.push({ kind: 'closing', text: `Or type: ${typed.approve} or ${typed.deny}` });
  if (link !== undefined && link !== null) parts.push({ kind: 'link', text: link });
  parts.push({ kind: 'closing', text: `Shown: ${document.fingerprint}` });
  return parts.filter(({ text }) => text !== '');
}

/** A moment in the proleptic Gregorian calendar, to the second: `2026-11-21 15:04:05 UTC`. */
function utcText(atMs: number): string {
  const seconds = Math.floor(atMs / 1_000);
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  const time = [Math.floor(rest / 3_600), Math.floor(rest / 60) % 60, rest % 60].map(twoDigits).join(':');
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${time} UTC`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
