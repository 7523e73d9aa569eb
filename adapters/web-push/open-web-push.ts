import { createHash } from 'node:crypto';
import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type {
  AbortSignalLike,
  ChannelFailure,
  DeliveryProof,
  NotificationChannel,
  OutgoingMessage,
} from '../../ports/notification-channel.ts';
import type { OutboundPoster } from '../../ports/outbound-poster.ts';
import { failureOfPost, failureOfStatus } from './push-failure.ts';
import { isAllowedEndpoint, type PushSubscription, readSubscription } from './read-subscription.ts';
import { isPublicPoint, readVapidKeys, type VapidKeys } from './vapid-keys.ts';

/** How browsers are pushed to. */
export type WebPushOptions = {
  readonly name: string;
  readonly vapid: VapidKeys;
  /** Whom a push service may ask about this gateway: `mailto:` or `https:` (RFC 8292 §2.1). */
  readonly subject: string;
  /** Push services that may be posted to, as names or `*.` and an end; empty allows every public one. */
  readonly hosts: readonly string[];
  readonly poster: OutboundPoster;
  readonly nowMs: () => number;
  readonly timeoutMs?: number;
};

/** What a service worker gets: enough to show a notification and open the page; the request is read there. */
export type PushPayload = {
  readonly title: string;
  readonly link: string | null;
  /** What a later one about the same request replaces on the screen too; it tells nothing of the request's id. */
  readonly tag: string;
};

type Push = {
  readonly to: string;
  readonly topic: string;
  readonly payload: PushPayload;
  readonly ttlSeconds: number;
};

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 65_536;
const MAX_TITLE_LENGTH = 200;
const MAX_LINK_LENGTH = 500;
const NOTICE_TTL_SECONDS = 3_600;
const MAX_TTL_SECONDS = 86_400;

/**
 * Opens a channel that pushes alerts to browsers (RFC 8030), encrypted for each of them (RFC 8291, aes128gcm) and signed by this
 * gateway (RFC 8292).
 *
 * The place is a subscription as JSON text. A push service learns that something happened, to whom and when, never what. A message
 * that its deadline overtook is dropped by the service; what became of a request replaces the alert about it. It tells, and nobody can
 * answer by it.
 *
 * Fails with every problem of the options at once.
 */
export function openWebPush(options: WebPushOptions): Result<NotificationChannel, readonly string[]> {
  const problems = problemsOf(options);
  if (problems.length > 0) return fail(problems);
  return ok({
    kind: 'web-push',
    name: options.name,
    abilities: {
      answers: false,
      edits: false,
      proof: 'accepted',
      maxLength: MAX_TITLE_LENGTH,
      subscribeKey: options.vapid.publicKey,
    },
    fits: () => true,
    deliver: (message, signal) => send(pushOf(message, options.nowMs()), { options, signal }),
    edit: async ({ to, reference, document }, signal) => {
      const payload = { title: shorten(settledTitle(document)), link: null, tag: reference };
      const push = { to, topic: reference, payload, ttlSeconds: NOTICE_TTL_SECONDS };
      const sent = await send(push, { options, signal });
      return sent.ok ? ok(null) : sent;
    },
    receive: null,
    listen: null,
    close: async () => {},
  });
}

/** What became of it, in the words that the document begins with, and what it was about. */
function settledTitle({ title, sections }: PromptDocument): string {
  return `${sections[0]?.lines[0] ?? 'Settled.'} (${title})`;
}

function pushOf({ id, to, document, link, answerByMs, about }: OutgoingMessage, nowMs: number): Push {
  const topic = topicOf(about?.request ?? id);
  const leftSeconds = answerByMs === null ? NOTICE_TTL_SECONDS : Math.ceil((answerByMs - nowMs) / 1_000);
  return {
    to,
    topic,
    payload: {
      title: shorten(document.title),
      link: link !== null && link.length <= MAX_LINK_LENGTH ? link : null,
      tag: topic,
    },
    ttlSeconds: Math.min(MAX_TTL_SECONDS, Math.max(0, leftSeconds)),
  };
}

async function send(
  { to, topic, payload, ttlSeconds }: Push,
  { options, signal }: { readonly options: WebPushOptions; readonly signal: AbortSignalLike },
): Promise<Result<DeliveryProof, ChannelFailure>> {
  const subscription = readSubscription(to);
  if (subscription === null || !isPublicPoint(subscription.keys.p256dh))
    return refuse('a place that is no subscription, want what a browser gives');
  if (!isAllowedEndpoint(subscription, options.hosts)) return refuse('a push service that is not on the list of hosts');
  const request = await encrypt(subscription, { payload, topic, ttlSeconds, options });
  const limits = { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, answerBytes: MAX_ANSWER_BYTES, signal };
  const answer = await options.poster.post({ url: subscription.endpoint, ...request }, limits);
  if (!answer.ok) return fail(failureOfPost(answer.failure));
  const { status } = answer.value;
  if (status < 200 || status > 299) return fail(failureOfStatus(answer.value));
  return ok({ kind: 'accepted', reference: topic, evidence: `status ${status}, topic ${topic}` });
}

type Encrypting = Omit<Push, 'to'> & { readonly options: WebPushOptions };

/** The library encrypts and signs; the request itself is made by the poster, which judges where it leads. */
async function encrypt(
  subscription: PushSubscription,
  { payload, topic, ttlSeconds, options }: Encrypting,
): Promise<{ readonly headers: { readonly [name: string]: string }; readonly body: Uint8Array }> {
  const { default: library } = await import('web-push');
  const { headers, body } = library.generateRequestDetails(subscription, JSON.stringify(payload), {
    vapidDetails: { subject: options.subject, ...options.vapid },
    TTL: ttlSeconds,
    urgency: 'high',
    topic,
    contentEncoding: 'aes128gcm',
  });
  // Lower case, and texts: the library counts its seconds in numbers.
  return { headers: Object.fromEntries(new Headers(headers)), body: body ?? new Uint8Array() };
}

function problemsOf({ vapid, subject }: WebPushOptions): readonly string[] {
  const problems: string[] = [];
  if (readVapidKeys(JSON.stringify(vapid)) === null)
    problems.push('open web push: a key pair that does not belong together, want one of P-256');
  if (!URL.canParse(subject) || !['mailto:', 'https:'].includes(new URL(subject).protocol))
    problems.push('open web push: a subject that cannot be used, want mailto: or https:');
  return problems;
}

/** What replaces what at the push service: 32 characters of base64url at most (RFC 8030 §5.4). It tells nothing of the request's id. */
function topicOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 32);
}

function shorten(title: string): string {
  return title.length <= MAX_TITLE_LENGTH ? title : `${title.slice(0, MAX_TITLE_LENGTH - 1).toWellFormed()}…`;
}

function refuse(why: string): Result<never, ChannelFailure> {
  return fail({ code: 'unknown-place', reason: `push a message: ${why}`, retryAfterMs: null });
}
