import { fail, ok, type Result } from '../../core/result.ts';
import type {
  AbortSignalLike,
  ChannelFailure,
  DeliveryProof,
  MessageSubject,
  NotificationChannel,
  OutgoingMessage,
} from '../../ports/notification-channel.ts';
import type { OutboundPoster } from '../../ports/outbound-poster.ts';
import { type WebhookEvent, webhookBody } from './webhook-body.ts';
import { failureOfPost, failureOfStatus } from './webhook-failure.ts';
import { createDeliverySigner, problemOfSecret } from './webhook-signer.ts';

/** How a webhook is delivered. */
export type WebhookOptions = {
  readonly name: string;
  /** `https://…`; what it may lead to is the poster's to judge. */
  readonly url: string;
  /** `whsec_` and base64 of 24 to 64 bytes, the newest first; two while one replaces the other. */
  readonly secrets: readonly string[];
  readonly poster: OutboundPoster;
  readonly nowMs: () => number;
  readonly timeoutMs?: number;
};

/** Of the body as text; at most 1 MiB as UTF-8, and far from that where it is ASCII. */
const MAX_BODY_LENGTH = 262_144;
const MAX_ANSWER_BYTES = 65_536;
const TIMEOUT_MS = 15_000;
const MAX_SECRETS = 2;

/**
 * Opens a channel that tells a server by signed POSTs (Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`,
 * `webhook-signature`).
 *
 * Only a status of 2xx is a delivery. The same event keeps its id however often it is tried, so that a receiver counts it once. A
 * webhook tells and cannot answer: answers come over the API, signed by an approver's key.
 *
 * Fails with every problem of the options at once.
 */
export function openWebhook(options: WebhookOptions): Result<NotificationChannel, readonly string[]> {
  const problems = problemsOf(options);
  if (problems.length > 0) return fail(problems);
  const sign = createDeliverySigner(options.secrets);
  const send = async (event: WebhookEvent, signal: AbortSignalLike): Promise<Result<DeliveryProof, ChannelFailure>> => {
    if (!isPlace(event.to)) return fail(unknownPlace());
    const atMs = options.nowMs();
    const body = bodyOf(event, atMs);
    if (body.length > MAX_BODY_LENGTH) return fail(tooLong(body.length));
    const bytes = Buffer.from(body, 'utf8');
    const headers = { 'content-type': 'application/json', ...sign({ id: event.id, atMs, body }) };
    const limits = { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, answerBytes: MAX_ANSWER_BYTES, signal };
    const answer = await options.poster.post({ url: options.url, headers, body: bytes }, limits);
    if (!answer.ok) return fail(failureOfPost(answer.failure));
    const { status } = answer.value;
    if (status < 200 || status > 299) return fail(failureOfStatus(answer.value));
    return ok({ kind: 'delivered', reference: referenceOf(event), evidence: `status ${status}, event ${event.id}` });
  };
  return ok({
    kind: 'webhook',
    name: options.name,
    abilities: { answers: false, edits: false, proof: 'delivered', maxLength: MAX_BODY_LENGTH },
    fits: (message) => bodyOf(eventOf(message), 0).length <= MAX_BODY_LENGTH,
    deliver: (message, signal) => send(eventOf(message), signal),
    edit: async ({ to, reference, document }, signal) => {
      const { id, request } = readReference(reference);
      const about: MessageSubject | null = request === '' ? null : { request, event: 'decided' };
      const event = { id: `${id}.${document.fingerprint}`, about, to, document, link: null, answerByMs: null };
      const sent = await send(event, signal);
      return sent.ok ? ok(null) : sent;
    },
    receive: null,
    listen: null,
    close: async () => {},
  });
}

function problemsOf({ url, secrets }: WebhookOptions): readonly string[] {
  const problems: string[] = [];
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'https:' && protocol !== 'http:')
    problems.push('open a webhook: an address that is none of the web, want https://');
  if (secrets.length < 1 || secrets.length > MAX_SECRETS)
    problems.push(`open a webhook: ${secrets.length} secrets, want 1 or ${MAX_SECRETS}`);
  for (const [index, secret] of secrets.entries()) {
    const problem = problemOfSecret(secret);
    if (problem !== null) problems.push(`open a webhook: secret ${index + 1}: ${problem}`);
  }
  return problems;
}

function eventOf({ id, to, document, link, answerByMs, about }: OutgoingMessage): WebhookEvent {
  return { id, about: about ?? null, to, document, link, answerByMs };
}

function bodyOf(event: WebhookEvent, atMs: number): string {
  return webhookBody(event, { atMs, format: (timeMs) => new Date(timeMs).toISOString() });
}

/** The message's id and the request's, so that what comes later says what it is about. */
function referenceOf({ id, about }: WebhookEvent): string {
  return `${id}/${about?.request ?? ''}`;
}

function readReference(reference: string): { readonly id: string; readonly request: string } {
  const slash = reference.indexOf('/');
  return slash < 0
    ? { id: reference, request: '' }
    : { id: reference.slice(0, slash), request: reference.slice(slash + 1) };
}

/** The name of a place means something to the receiver alone; it is a word all the same. */
function isPlace(text: string): boolean {
  return (
    text.length >= 1 &&
    text.length <= 64 &&
    [...text].every(
      (c) => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c === '-' || c === '_',
    )
  );
}

function unknownPlace(): ChannelFailure {
  const reason = 'deliver a webhook: a place that is no name, want at most 64 letters, digits, hyphens and underscores';
  return { code: 'unknown-place', reason, retryAfterMs: null };
}

function tooLong(length: number): ChannelFailure {
  return {
    code: 'too-long',
    reason: `deliver a webhook: ${length} characters, want at most ${MAX_BODY_LENGTH}`,
    retryAfterMs: null,
  };
}
