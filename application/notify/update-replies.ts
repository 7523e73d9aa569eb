import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { UpdateReply } from '../../ports/notification-channel.ts';
import type { ApprovalView } from '../gateway.ts';
import type { AnswerRefusalCode } from './refusal-book.ts';

/** How many characters of an id people type. */
export const TYPED_LENGTH = 8;
const MAX_REPLY_LENGTH = 200;
const MAX_LISTED = 5;

/** What people are told of an answer that does not count; commands are written with a slash. */
export const REFUSAL_WORDS: { readonly [Why in AnswerRefusalCode]: string } = {
  late: 'Too late: this was decided already, or its time is over.',
  replayed: 'This was handled already.',
  foreign: 'This account is paired with nobody, so it cannot answer. Ask your operator for a code, then /pair CODE.',
  forged: 'This button belongs to no message of ours.',
  'wrong-place': 'This button belongs to a message at another place.',
  'not-shown': 'Not all of it could be shown here, so it cannot be approved here. Deny it, or open the link.',
  'second-factor': 'This needs a second factor, which this place does not have. Deny it, or open the link.',
  'not-permitted': 'You cannot answer this request in this way.',
  'unknown-request': 'No such request waits here. /pending lists those that do.',
  unclear: 'Several requests begin like this: type more of the ID.',
  older: 'This was written before the request was shown here, so it approves nothing. Read it, then approve again.',
};

/** What people are told of a code that pairs nobody. */
export const PAIRING_WORDS = {
  locked: 'Too many wrong codes: try again in an hour.',
  wrong: 'This is no code that can be used: it may be mistyped, used, or older than an hour.',
  exposed: 'Others can read this, so the code is void now. Ask for a new one and send it to me alone.',
  unavailable: 'It could not be taken now: try again.',
} as const;

/** Which requests wait, each as it is approved by typing. */
export function severalWords(waiting: readonly Pick<ApprovalRequest, 'id' | 'riskLevel'>[]): string {
  const typed = waiting.map(({ id, riskLevel }) => `/approve ${id.slice(0, TYPED_LENGTH)} (${riskLevel})`);
  const known = typed.slice(0, MAX_LISTED).join(', ');
  return typed.length === 1
    ? `Another request was open here just now, so say which you mean: ${known}.`
    : `Several wait: ${known}${typed.length > MAX_LISTED ? ', …' : ''}.`;
}

/** What an answer that counts has done, and to which request: its id, and the tool that was asked about. */
export function countedReply({ request, shown }: ApprovalView): UpdateReply {
  const { id, status, terms, answers, late } = request;
  const tool = shown === null ? 'erased' : plain(shown.action.tool.name);
  const which = `${tool} (${id.slice(0, TYPED_LENGTH)})`;
  if (status === 'denied') return tell(`Denied: ${which}.`);
  if (status === 'pending')
    return tell(`Counted for ${which}: ${terms.approvers - answers.length} more must approve it.`);
  return tell(late ? `Approved late: ${which}. One new attempt is allowed within ten minutes.` : `Approved: ${which}.`);
}

/** A name of a channel or an agent in a sentence: nothing but plain characters. */
export function plain(name: string): string {
  return [...name.slice(0, 64)].map((character) => (character > ' ' && character <= '~' ? character : '?')).join('');
}

/** A reply that needs no more than a glance. */
export function tell(text: string): UpdateReply {
  return { text: text.slice(0, MAX_REPLY_LENGTH), isAlert: false };
}

/** A reply about what did not happen. */
export function alert(text: string): UpdateReply {
  return { text: text.slice(0, MAX_REPLY_LENGTH), isAlert: true };
}
