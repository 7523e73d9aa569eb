import type { IncomingMessage } from 'node:http';

/** A name and its value, as they came. */
export type HeaderPair = readonly [string, string];

/** What a request's head was found to be: its headers in order, or what is wrong with them. */
export type CheckedHead =
  | { readonly ok: true; readonly headers: readonly HeaderPair[]; readonly hasBody: boolean }
  | { readonly ok: false; readonly problem: string };

/** Headers that are between two neighbours only (RFC 9110 §7.6.1), and all that speak to proxies. */
const NEIGHBOURLY = new Set([
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/**
 * Looks at a request's head for what servers behind each other read differently (RFC 9112 §6.3, §11.2): a second Host or
 * Content-Length, a length beside a transfer coding, a coding that is not chunked or not of HTTP/1.1. The parser before has refused
 * folded lines, bare line ends, and characters that are none.
 */
export function checkHead({
  rawHeaders,
  httpVersion,
}: Pick<IncomingMessage, 'rawHeaders' | 'httpVersion'>): CheckedHead {
  const headers = pairsOf(rawHeaders);
  const valuesOf = (wanted: string): string[] =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const hosts = valuesOf('host');
  const lengths = valuesOf('content-length');
  const codings = valuesOf('transfer-encoding');
  const problems: string[] = [];
  if (hosts.length > 1) problems.push('found more than one Host, want one');
  if (lengths.length > 1 || !lengths.every(isLength))
    problems.push('found a Content-Length that can be read in more than one way');
  if (codings.length > 0 && lengths.length > 0)
    problems.push('found a Content-Length beside a Transfer-Encoding, want one of them');
  if (codings.length > 1 || !codings.every((value) => value.toLowerCase() === 'chunked'))
    problems.push('found a Transfer-Encoding other than chunked');
  if (codings.length > 0 && httpVersion !== '1.1') problems.push(`found a Transfer-Encoding in HTTP/${httpVersion}`);
  if (headers.some(([, value]) => hasControl(value))) problems.push('found a control character in a header');
  if (problems.length > 0) return { ok: false, problem: problems.join('; ') };
  return { ok: true, headers, hasBody: codings.length > 0 || (lengths.length > 0 && Number(lengths[0]) > 0) };
}

/** Headers to hand on: without those between neighbours, those that Connection names, and everything that speaks to proxies. */
export function withoutNeighbourly(headers: readonly HeaderPair[]): readonly HeaderPair[] {
  const named = new Set(
    headers
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.split(',').map((part) => part.trim().toLowerCase())),
  );
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !NEIGHBOURLY.has(lower) && !named.has(lower) && !lower.startsWith('proxy-');
  });
}

/** Headers by which servers take another method or path than the request's own. */
const OVERRIDING = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-rewrite-url',
  'x-original-uri',
  'x-forwarded-uri',
]);

/** The first header by which a server might take another method or path than was judged; null where there is none. */
export function overridingHeader(headers: readonly HeaderPair[]): string | null {
  return headers.map(([name]) => name.toLowerCase()).find((name) => OVERRIDING.has(name)) ?? null;
}

/** Pairs of Node's flat list. */
export function pairsOf(rawHeaders: readonly string[]): readonly HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return pairs;
}

function isLength(value: string): boolean {
  return value !== '' && value.length <= 15 && [...value].every((digit) => digit >= '0' && digit <= '9');
}

function hasControl(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if ((unit < 0x20 && unit !== 0x09) || unit === 0x7f) return true;
  }
  return false;
}
