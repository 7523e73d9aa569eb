import type { SecretBorder } from '../../application/secret/secret-border.ts';
import type { HeaderPair } from './check-head.ts';

/** A request as it will be sent, with its body where it was short enough to look into. */
export type Outgoing = {
  readonly path: string;
  readonly headers: readonly HeaderPair[];
  /** Null where there is none, or where it is too long and goes on as it comes. */
  readonly body: Buffer | null;
};

/** Where it goes; what every place of a secret has in common. */
export type Outbound = {
  readonly border: SecretBorder;
  readonly host: string;
  readonly port: number;
  readonly method: string;
  /** False on the way that anybody can read: then no secret is put in, and a sentinel refuses the request. */
  readonly mayPut: boolean;
};

type Put<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };

/**
 * Puts secrets in the place of sentinels: in values of headers (Basic credentials decoded), in the path, in values of the query, in the body. A
 * sentinel anywhere else, or one that may not go there, refuses the whole request.
 */
export async function putSecrets(outbound: Outbound, { path, headers, body }: Outgoing): Promise<Put<Outgoing>> {
  const putPath = await putInPath(outbound, path);
  if (!putPath.ok) return putPath;
  const bare = path.split('?', 1).join('');
  const putHeaders: HeaderPair[] = [];
  for (const [name, value] of headers) {
    if (outbound.border.mentions(name)) return { ok: false, reason: 'a secret may not be the name of a header' };
    const put = await putInHeader(outbound, { name: name.toLowerCase(), value, path: bare });
    if (!put.ok) return put;
    putHeaders.push([name, put.value]);
  }
  const putBody =
    body === null
      ? { ok: true as const, value: null }
      : await putInBody(outbound, { body, path: bare, mediaType: mediaTypeOf(headers) });
  if (!putBody.ok) return putBody;
  return { ok: true, value: { path: putPath.value, headers: putHeaders, body: putBody.value } };
}

async function putInHeader(
  outbound: Outbound,
  { name, value, path }: { readonly name: string; readonly value: string; readonly path: string },
): Promise<Put<string>> {
  const basic = basicCredentials(value);
  if (basic !== null && outbound.border.mentions(value))
    return { ok: false, reason: `a secret stands in the header ${name} as it is, want Basic credentials in base64` };
  const text = basic ?? value;
  const put = await putIn(outbound, { path, place: 'header', name, text });
  if (!put.ok || put.value === text) return put.ok ? { ok: true, value } : put;
  if (basic !== null) return { ok: true, value: `Basic ${Buffer.from(put.value, 'utf8').toString('base64')}` };
  return isHeaderValue(put.value) ? put : { ok: false, reason: `the secret for the header ${name} has a line break` };
}

async function putInPath(outbound: Outbound, path: string): Promise<Put<string>> {
  const query = path.indexOf('?');
  const bare = query < 0 ? path : path.slice(0, query);
  const putBare = await putInBarePath(outbound, bare);
  if (!putBare.ok || query < 0) return putBare;
  const parts: string[] = [];
  for (const part of path.slice(query + 1).split('&')) {
    const equals = part.indexOf('=');
    const name = decoded(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decoded(part.slice(equals + 1));
    if (outbound.border.mentions(name))
      return { ok: false, reason: 'a secret may not be the name of a query parameter' };
    if (!isDecodable(part) && outbound.border.mentions(value)) return MALFORMED;
    const put = await putIn(outbound, { path: bare, place: 'query', name: name.toLowerCase(), text: value });
    if (!put.ok) return put;
    parts.push(put.value === value ? part : `${part.slice(0, equals)}=${encodeURIComponent(put.value)}`);
  }
  return { ok: true, value: `${putBare.value}?${parts.join('&')}` };
}

/** The value comes encoded; what it makes of the path must be one, with no more segments than were judged. */
async function putInBarePath(outbound: Outbound, bare: string): Promise<Put<string>> {
  if (!outbound.border.mentions(bare) && !outbound.border.mentions(decoded(bare))) return { ok: true, value: bare };
  if (!isDecodable(bare)) return MALFORMED;
  const put = await putIn(outbound, { path: bare, place: 'path', name: '', text: bare });
  if (!put.ok) return put;
  if (outbound.border.mentions(decoded(put.value)))
    return { ok: false, reason: 'a secret stands escaped in the path, want it as it is' };
  const isPath = [...put.value].every((unit) => unit > ' ' && unit < '\u007f' && unit !== '?' && unit !== '#');
  if (isPath && put.value.split('/').length === bare.split('/').length) return put;
  return { ok: false, reason: 'the secret for the path does not come encoded' };
}

const MALFORMED = { ok: false, reason: 'a secret stands beside a malformed percent escape' } as const;

async function putInBody(
  outbound: Outbound,
  { body, path, mediaType }: { readonly body: Buffer; readonly path: string; readonly mediaType: string | null },
): Promise<Put<Buffer>> {
  if (!outbound.border.mentions(body.toString('latin1'))) return { ok: true, value: body };
  const text = body.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(body))
    return { ok: false, reason: 'a secret may only stand in a body of text' };
  const put = await putIn(outbound, {
    path,
    place: 'body',
    name: '',
    text,
    ...(mediaType === null ? {} : { mediaType }),
  });
  return put.ok ? { ok: true, value: Buffer.from(put.value, 'utf8') } : put;
}

async function putIn(
  { border, host, port, method, mayPut }: Outbound,
  place: {
    readonly path: string;
    readonly place: 'header' | 'query' | 'path' | 'body';
    readonly name: string;
    readonly text: string;
    readonly mediaType?: string;
  },
): Promise<Put<string>> {
  if (!border.mentions(place.text)) return { ok: true, value: place.text };
  if (!mayPut) return { ok: false, reason: 'a secret goes out in opened TLS only, not where anybody can read it' };
  const put = await border.put({ host, port, method, ...place });
  return put.ok ? { ok: true, value: put.text } : put;
}

function basicCredentials(value: string): string | null {
  if (!value.toLowerCase().startsWith('basic ')) return null;
  return Buffer.from(value.slice('basic '.length).trim(), 'base64').toString('utf8');
}

function mediaTypeOf(headers: readonly HeaderPair[]): string | null {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The text without its percent escapes; where one is malformed, all others are still undone, as a server might. */
function decoded(text: string): string {
  const plain = text.replaceAll('+', ' ');
  if (isDecodable(plain)) return decodeURIComponent(plain);
  const [first = '', ...parts] = plain.split('%');
  return first + parts.map((part) => unescaped(part)).join('');
}

function unescaped(part: string): string {
  const digits = part.slice(0, 2).toLowerCase();
  const isHex = digits.length === 2 && [...digits].every((digit) => '0123456789abcdef'.includes(digit));
  return isHex ? String.fromCharCode(Number.parseInt(digits, 16)) + part.slice(2) : `%${part}`;
}

function isHeaderValue(value: string): boolean {
  return !['\r', '\n', '\0'].some((unit) => value.includes(unit));
}
