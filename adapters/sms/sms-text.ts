import type { OutgoingMessage } from '../../ports/notification-channel.ts';

/** Most characters of a message that goes out as one (GSM 03.38, seven bits each). */
export const MAX_SMS_LENGTH = 160;

/** What GSM 03.38 holds beyond letters and digits with one code each, and can stand in an address. */
const SAFE_MARKS = new Set(' !"#%&\'()*+,-./:;<=>?@_$\n');
const MAX_LINK_LENGTH = 70;

/**
 * The words of an alert: that an answer is wanted, until when, and where. Nothing of the request itself: a telephone's screen is
 * seen by others, and the network between reads along.
 *
 * At most 160 characters of GSM 03.38, so that it costs one message. An address that would not fit is left out.
 */
export function alertText(
  { about, answerByMs, link }: Pick<OutgoingMessage, 'about' | 'answerByMs' | 'link'>,
  clockOf: (atMs: number) => string,
): string {
  const request = about === undefined ? 'A notice' : `Request ${shortId(about.request)}`;
  const until = answerByMs === null ? '' : ` until ${clockOf(answerByMs)} UTC`;
  const where = link !== null && isSafe(link) ? ` Open ${link}` : ' Open the dashboard.';
  if (about?.event === 'escalated') return `Countersign: ${request} was not answered and came to you.${where}`;
  if (about === undefined || about.event === 'decided') return `Countersign: ${request} is there for you.${where}`;
  return `Countersign: ${request} waits for your answer${until}. Do not reply.${where}`;
}

/** What is sent after an alert once its request is decided. */
export function settledText(request: string): string {
  return `Countersign: ${request === '' ? 'the last alert' : `request ${shortId(request)}`} is settled. Nothing is left to do.`;
}

/** As much of an id as people may type. */
function shortId(request: string): string {
  const start = request.slice(0, 8);
  return isSafe(start) ? start : 'unknown';
}

function isSafe(text: string): boolean {
  return (
    text.length <= MAX_LINK_LENGTH &&
    [...text].every((character) => isLetterOrDigit(character) || SAFE_MARKS.has(character))
  );
}

function isLetterOrDigit(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9')
  );
}
