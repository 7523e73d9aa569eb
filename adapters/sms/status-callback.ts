import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ChannelAnswer, ChannelRequest, ChannelUpdate, HandleUpdate } from '../../ports/notification-channel.ts';

/** What a request for a callback must prove, and where it is expected. */
export type CallbackTerms = {
  /** The address without a query; what a message is about comes as `?about=`, and is part of what is signed. */
  readonly callbackUrl: string;
  readonly authToken: string;
  readonly nowMs: () => number;
};

const OUTCOMES: { readonly [status: string]: 'delivered' | 'failed' } = {
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
};
const MAX_BODY_BYTES = 16_384;
const MAX_FIELDS = 100;

/**
 * Takes a status callback: form fields signed by `X-Twilio-Signature`, base64 of HMAC-SHA1 under the account's token over the address and every
 * field's name and value in the order of names.
 *
 * 401 for what is not signed like this. Statuses on the way are answered 204 and handed to nobody.
 */
export async function takeStatusCallback(
  { method, url, headers, body }: ChannelRequest,
  handle: HandleUpdate,
  terms: CallbackTerms,
): Promise<ChannelAnswer> {
  const fields = method === 'POST' && body.length <= MAX_BODY_BYTES ? readFields(body) : null;
  const signature = headers['x-twilio-signature'];
  const about = aboutOf(url);
  if (fields === null || signature === undefined || about === null || !isSigned({ fields, signature, about }, terms))
    return { status: 401, contentType: 'text/plain; charset=utf-8', body: 'not signed\n' };
  const update = updateOf(fields, { about, atMs: terms.nowMs() });
  if (update !== null) await handle(update);
  return { status: 204, contentType: 'text/plain; charset=utf-8', body: '' };
}

function readFields(body: Uint8Array): ReadonlyMap<string, string> | null {
  const pairs = [...new URLSearchParams(Buffer.from(body).toString('utf8'))];
  const fields = new Map(pairs);
  return pairs.length === fields.size && pairs.length <= MAX_FIELDS ? fields : null;
}

type SignedCallback = {
  readonly fields: ReadonlyMap<string, string>;
  readonly signature: string;
  readonly about: string;
};

function isSigned({ fields, signature, about }: SignedCallback, { callbackUrl, authToken }: CallbackTerms): boolean {
  const names = [...fields.keys()].sort((one, other) => (one < other ? -1 : 1));
  const address = callbackAddress(callbackUrl, about);
  const signed = names.reduce((text, name) => `${text}${name}${fields.get(name)}`, address);
  const wanted = createHmac('sha1', authToken).update(signed, 'utf8').digest();
  const found = Buffer.from(signature, 'base64');
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}

function updateOf(
  fields: ReadonlyMap<string, string>,
  { about, atMs }: { readonly about: string; readonly atMs: number },
): ChannelUpdate | null {
  const sid = fields.get('MessageSid') ?? '';
  const status = fields.get('MessageStatus') ?? '';
  const outcome = Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status] : undefined;
  if (outcome === undefined || !isSid(sid)) return null;
  const code = fields.get('ErrorCode') ?? '';
  const evidence = `status ${status}${isDigits(code) ? `, code ${code}` : ''}, ${sid}`;
  const act = { kind: 'delivery' as const, reference: referenceTo(sid, about), outcome, evidence };
  return { id: `${sid}.${status}`, user: '', place: '', isPrivate: true, atMs, act };
}

/** What `edit` and a callback know a message by: the server's id, and what it is about. */
export function referenceTo(sid: string, about: string): string {
  return `${sid}/${about}`;
}

/** Where the server reports what became of a message about a request; `about` is empty or letters and digits. */
export function callbackAddress(callbackUrl: string, about: string): string {
  return about === '' ? callbackUrl : `${callbackUrl}?about=${about}`;
}

/** What a callback's address says it is about; null where it says anything else. */
function aboutOf(url: string): string | null {
  const mark = url.indexOf('?');
  if (mark < 0) return '';
  const query = url.slice(mark + 1);
  const about = query.slice('about='.length);
  return query.startsWith('about=') && isSid(about) ? about : null;
}

/** An id of a message as Twilio and what is compatible with it write them: letters and digits. */
export function isSid(text: string): boolean {
  return (
    text.length >= 8 &&
    text.length <= 64 &&
    [...text].every((c) => (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '-')
  );
}

function isDigits(text: string): boolean {
  return text !== '' && text.length <= 6 && [...text].every((character) => character >= '0' && character <= '9');
}
