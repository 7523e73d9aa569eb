import { titleOf } from '../../core/approval/prompt/render-prompt.ts';
import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import type { Json } from '../../core/encoding/json.ts';
import type { HashFunction } from '../../core/hash.ts';
import { wantsCodeByMail } from '../../core/notify/answer-strength.ts';
import type { Answerable, AT_TERMINAL, Delivery, DeliveryVerb } from '../../core/notify/delivery.ts';
import {
  heldBackDocument,
  outcomeDocument,
  type PersonChange,
  personDocument,
  testDocument,
  timedOutDocument,
  tooLongDocument,
} from '../../core/notify/message-documents.ts';
import type { Button, ChannelKind, NotificationChannel, OutgoingMessage } from '../../ports/notification-channel.ts';
import type { ApprovalView } from '../gateway.ts';
import { TYPED_LENGTH } from './update-replies.ts';

/** What a message is made with. */
export type Composing = {
  readonly hash: HashFunction;
  /** The whole document of a request, rendered once and kept. */
  readonly promptOf: (view: ApprovalView) => PromptDocument;
  readonly dashboardUrl: string | null;
  /** Whether a person has an authenticator app; false for a place of several. */
  readonly hasCodes: (person: string | null) => boolean;
};

/** A message, and what may be answered where it stands. */
export type Composed = { readonly message: OutgoingMessage; readonly answerable: Answerable };

/** What a channel must say of itself for a message to be made for it. */
export type Fitting = Pick<NotificationChannel, 'abilities' | 'fits'> & {
  readonly kind: ChannelKind | typeof AT_TERMINAL;
};

/** What is that many times longer than a channel's longest text does not fit, whatever becomes of it: it is not rendered to see that. */
const FAR_TOO_LONG = 4;

const LABELS: { readonly [Verb in DeliveryVerb]: string } = {
  approve: 'Approve once',
  'approve-session': 'Approve for this session',
  deny: 'Deny',
};

/**
 * Makes the message that asks: the whole document with buttons where the channel can show and answer it.
 *
 * What does not fit whole, needs more proof than the place gives, or was erased gets no approve button: it can be denied there, and the link
 * leads to where it can be approved. Costs no more than what the channel can show, however large the action is.
 */
export function composeQuestion(
  delivery: Delivery,
  view: ApprovalView,
  { channel, composing }: { readonly channel: Fitting; readonly composing: Composing },
): Composed {
  const { answers, maxLength } = channel.abilities;
  if (!isLongerThan(view.shown?.action.args ?? {}, FAR_TOO_LONG * maxLength)) {
    const document = composing.promptOf(view);
    const whole = mayApprove(delivery, view, { channel, composing }) ? 'all' : 'deny';
    const answerable: Answerable = answers ? whole : 'none';
    const message = questionOf(delivery, view, { document, answerable, channel, composing });
    if (fitsWhole(channel, message)) return { message, answerable };
  }
  const less: Answerable = answers ? 'deny' : 'none';
  const short = tooLongDocument(titleOf(view.request, view.shown), view.request, composing.hash);
  return {
    message: questionOf(delivery, view, { document: short, answerable: less, channel, composing }),
    answerable: less,
  };
}

/** What was erased, or needs more proof than the place gives, is not approved there. */
function mayApprove(
  { person }: Delivery,
  { request, shown }: ApprovalView,
  { channel, composing }: { readonly channel: Fitting; readonly composing: Composing },
): boolean {
  if (shown === null || request.terms.secondFactor) return false;
  return channel.kind !== 'email' || !wantsCodeByMail(request) || composing.hasCodes(person);
}

/** Whether texts, names and values come to more characters than this; looks at no more of them than it needs to. */
function isLongerThan(args: Json, bound: number): boolean {
  const left: Json[] = [args];
  let length = 0;
  for (let value = left.pop(); value !== undefined && length <= bound; value = left.pop()) {
    length += typeof value === 'string' ? value.length : 1;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) for (const name of Object.keys(value)) length += name.length;
    for (const member of Object.values(value)) left.push(member);
  }
  return length > bound;
}

/** An adapter that fails to say so shows nothing whole. */
function fitsWhole(channel: Fitting, message: OutgoingMessage): boolean {
  try {
    return channel.fits(message);
  } catch {
    return false;
  }
}

function questionOf(
  delivery: Delivery,
  { request }: ApprovalView,
  made: {
    readonly document: PromptDocument;
    readonly answerable: Answerable;
    readonly channel: Fitting;
    readonly composing: Composing;
  },
): OutgoingMessage {
  const { document, answerable, channel, composing } = made;
  const sign = channel.abilities.commandSign ?? null;
  const id = request.id.slice(0, TYPED_LENGTH);
  return {
    id: delivery.id,
    to: delivery.to,
    document,
    buttons: buttonsOf(delivery, answerable),
    typed:
      answerable === 'all' && sign !== null ? { approve: `${sign}approve ${id}`, deny: `${sign}deny ${id}` } : null,
    link: linkTo(request.id, composing),
    answerByMs: request.deadlineMs,
    about: { request: request.id, event: 'requested' },
  };
}

/** Makes the message that tells of a request which timed out. */
export function composeTimedOut(delivery: Delivery, view: ApprovalView, composing: Composing): Composed {
  const title = titleOf(view.request, view.shown);
  const document = timedOutDocument(title, view.request, composing.hash);
  const message: OutgoingMessage = {
    ...noticeOf(delivery, document),
    link: linkTo(view.request.id, composing),
    about: { request: view.request.id, event: 'escalated' },
  };
  return { message, answerable: 'none' };
}

/** Makes the message that tells of something critical that is held back. */
export function composeHeldBack(
  delivery: Delivery,
  shown: ApprovalView['shown'],
  { hash, dashboardUrl }: Composing,
): Composed {
  const document = heldBackDocument(shown, delivery.decision ?? 0, hash);
  const link = dashboardUrl === null ? null : `${dashboardUrl}/dashboard/`;
  return { message: { ...noticeOf(delivery, document), link }, answerable: 'none' };
}

/** Makes the message that tells people of their own absence, or of whose turn they answer in. */
export function composePerson(
  delivery: Delivery,
  change: PersonChange,
  { hash, nowMs }: Pick<Composing, 'hash'> & { readonly nowMs: number },
): Composed {
  return { message: noticeOf(delivery, personDocument(change, { nowMs, hash })), answerable: 'none' };
}

/** Makes a message that tries a channel. */
export function composeTest(delivery: Delivery, { hash }: Composing): Composed {
  const document = testDocument(delivery.channel, 'An operator', hash);
  return { message: noticeOf(delivery, document), answerable: 'none' };
}

/** What a message is replaced by once its request is over. */
export function composeOutcome(
  view: ApprovalView,
  { channel, composing }: { readonly channel: Pick<Fitting, 'abilities'>; readonly composing: Composing },
): PromptDocument {
  const title = titleOf(view.request, view.shown);
  return outcomeDocument(title, view.request, { hash: composing.hash, sign: channel.abilities.commandSign ?? null });
}

function noticeOf({ id, to }: Delivery, document: PromptDocument): OutgoingMessage {
  return { id, to, document, buttons: [], typed: null, link: null, answerByMs: null };
}

function buttonsOf({ handles }: Delivery, answerable: Answerable): readonly Button[] {
  return handles
    .filter(({ verb }) => answerable === 'all' || (answerable === 'deny' && verb === 'deny'))
    .map(({ verb, handle }) => ({ verb, label: LABELS[verb], handle }));
}

function linkTo(request: string, { dashboardUrl }: Composing): string | null {
  return dashboardUrl === null ? null : `${dashboardUrl}/dashboard/inbox/${request}`;
}
