import { fail, ok, type Result } from '../../core/result.ts';
import type {
  AbortSignalLike,
  ChannelFailure,
  DeliveryProof,
  NotificationChannel,
  OutgoingMessage,
} from '../../ports/notification-channel.ts';
import type { OutboundPoster } from '../../ports/outbound-poster.ts';
import { readObject } from './read-object.ts';
import { failureOfAnswer, failureOfPost } from './sms-failure.ts';
import { alertText, MAX_SMS_LENGTH, settledText } from './sms-text.ts';
import { callbackAddress, isSid, referenceTo, takeStatusCallback } from './status-callback.ts';

/** How SMS are sent. */
export type SmsOptions = {
  readonly name: string;
  /** `https://api.twilio.com`, or another server that speaks its Messages API (2010-04-01). */
  readonly apiBase: string;
  readonly accountSid: string;
  /** Also what status callbacks are signed with. */
  readonly authToken: string;
  /** A number in E.164 form, a sender's name of at most eleven letters and digits, or a messaging service (`MG…`). */
  readonly from: string;
  /** Where the server reports what became of a message, without a query; null asks for no report. */
  readonly callbackUrl: string | null;
  readonly poster: OutboundPoster;
  readonly nowMs: () => number;
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 65_536;
const SENT_STATUSES: ReadonlySet<unknown> = new Set([
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
]);
const MAX_REMEMBERED = 1_000;

/**
 * Opens a channel of alerts over an SMS server that speaks Twilio's Messages API.
 *
 * An alert says that an answer is wanted and where; never what was asked, since telephones and their network keep nothing to
 * themselves. Nobody can answer by SMS: numbers are easily taken over. Proof is `accepted`; with a callback address the server
 * reports `delivered` or `failed` later, as an update of kind `delivery`. The same message is not sent twice while this process
 * lives: the API itself knows no idempotency, so that a retry after a broken connection may alert twice.
 *
 * Fails with every problem of the options at once.
 */
export function openSms(options: SmsOptions): Result<NotificationChannel, readonly string[]> {
  const problems = problemsOf(options);
  if (problems.length > 0) return fail(problems);
  const sent = new Map<string, DeliveryProof>();
  const sendOnce = async (sms: Sms, signal: AbortSignalLike): Promise<Result<DeliveryProof, ChannelFailure>> => {
    const known = sent.get(sms.id);
    if (known !== undefined) return ok(known);
    const answer = await send(sms, { options, signal });
    if (answer.ok) remember(sent, sms.id, answer.value);
    return answer;
  };
  const { callbackUrl } = options;
  return ok({
    kind: 'sms',
    name: options.name,
    abilities: {
      answers: false,
      edits: false,
      proof: callbackUrl === null ? 'accepted' : 'delivered',
      maxLength: MAX_SMS_LENGTH,
    },
    fits: () => true,
    deliver: (message, signal) => sendOnce(smsOf(message), signal),
    edit: async ({ to, reference, document }, signal) => {
      const about = reference.slice(reference.indexOf('/') + 1);
      const sms = { id: `${reference}.${document.fingerprint}`, to, about, text: settledText(about) };
      const answer = await sendOnce(sms, signal);
      return answer.ok ? ok(null) : answer;
    },
    receive:
      callbackUrl === null
        ? null
        : (request, handle) => takeStatusCallback(request, handle, { ...options, callbackUrl }),
    listen: null,
    close: async () => {},
  });
}

type Sms = { readonly id: string; readonly to: string; readonly about: string; readonly text: string };

function smsOf(message: OutgoingMessage): Sms {
  const request = message.about?.request ?? '';
  const text = alertText(message, (atMs) => new Date(atMs).toISOString().slice(11, 16));
  return { id: message.id, to: message.to, about: isSid(request) ? request : '', text };
}

async function send(
  { to, about, text }: Sms,
  { options, signal }: { readonly options: SmsOptions; readonly signal: AbortSignalLike },
): Promise<Result<DeliveryProof, ChannelFailure>> {
  if (!isNumber(to)) return refuse('unknown-place', 'a place that is no number, want + and 8 to 15 digits');
  const { accountSid, authToken, from, callbackUrl } = options;
  const form = new URLSearchParams({
    To: to,
    [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
    Body: text,
  });
  if (callbackUrl !== null) form.set('StatusCallback', callbackAddress(callbackUrl, about));
  const answer = await options.poster.post(
    {
      url: `${options.apiBase}/2010-04-01/Accounts/${accountSid}/Messages.json`,
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: Buffer.from(form.toString(), 'utf8'),
    },
    { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, answerBytes: MAX_ANSWER_BYTES, signal },
  );
  if (!answer.ok) return fail(failureOfPost(answer.failure));
  const { status, body } = answer.value;
  if (status < 200 || status > 299) return fail(failureOfAnswer(answer.value));
  const taken = readObject(body);
  const sid = taken?.['sid'];
  if (typeof sid !== 'string' || !isSid(sid))
    return refuse('unreachable', 'an answer without an id, want JSON with one');
  if (!SENT_STATUSES.has(taken?.['status'])) return refuse('refused', 'a status of failure, want `queued` or `sent`');
  return ok({ kind: 'accepted', reference: referenceTo(sid, about), evidence: `${String(taken?.['status'])}, ${sid}` });
}

function problemsOf({ apiBase, accountSid, authToken, from, callbackUrl }: SmsOptions): readonly string[] {
  const problems: string[] = [];
  if (!isBase(apiBase)) problems.push('open SMS: an API address that cannot be used, want https:// without a path');
  if (!isSid(accountSid)) problems.push('open SMS: an account id of other characters, want letters and digits');
  if (authToken.length < 8) problems.push("open SMS: a token below 8 characters, want the account's token");
  if (!isNumber(from) && !isSenderName(from))
    problems.push(
      'open SMS: a sender that cannot be used, want a number, a name of 3 to 11 letters and digits, or MG…',
    );
  if (callbackUrl !== null && (!URL.canParse(callbackUrl) || callbackUrl.includes('?') || callbackUrl.includes('#')))
    problems.push('open SMS: a callback address that cannot be used, want https:// without a query');
  return problems;
}

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol } = new URL(text);
  return origin === text && (protocol === 'https:' || protocol === 'http:');
}

/** E.164: a plus sign and 8 to 15 digits, the first not 0. */
function isNumber(text: string): boolean {
  const digits = text.slice(1);
  const isDigits = [...digits].every((character) => character >= '0' && character <= '9');
  return text.startsWith('+') && digits.length >= 8 && digits.length <= 15 && isDigits && !digits.startsWith('0');
}

function isSenderName(text: string): boolean {
  if (text.startsWith('MG')) return isSid(text);
  return text.length >= 3 && text.length <= 11 && isSid(text.padEnd(8, 'x')) && !text.includes('-');
}

/** The oldest goes when there are too many. */
function remember(sent: Map<string, DeliveryProof>, id: string, proof: DeliveryProof): void {
  const [oldest] = sent.keys();
  if (sent.size >= MAX_REMEMBERED && oldest !== undefined) sent.delete(oldest);
  sent.set(id, proof);
}

function refuse(code: ChannelFailure['code'], why: string): Result<never, ChannelFailure> {
  return fail({ code, reason: `send an SMS: ${why}`, retryAfterMs: null });
}
