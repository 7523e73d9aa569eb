import type { IncomingMessage } from 'node:http';
import { readAuthority, type ToAscii } from '../../core/egress/destination.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import type { HeaderPair } from './check-head.ts';
import type { Inside } from './clients.ts';

/** Where a request is for. */
export type Target = {
  readonly ok: true;
  readonly scheme: 'http' | 'https';
  /** As the program wrote it. */
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
};

/**
 * Reads the target of a request (RFC 9112 §3.2): an absolute `http:` URL outside of tunnels; inside of one a path, or a URL of the very
 * host that the tunnel is for, which the Host header must name as well.
 */
export function readTarget(
  { method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  {
    headers,
    inside,
    toAscii,
  }: { readonly headers: readonly HeaderPair[]; readonly inside: Inside | null; readonly toAscii: ToAscii },
): Target | { readonly ok: false; readonly refusal: EgressRefusal } {
  if (method === 'TRACE' || method === 'CONNECT')
    return refuse('egress.method', `send the request: found ${method}, want another method`);
  if (hasOddCharacter(url))
    return refuse('egress.unreadable', 'send the request: found a URL that can be read in more than one way');
  return inside === null ? readAbsolute(url, null) : readInside(url, { headers, inside, toAscii });
}

function readAbsolute(url: string, wanted: Inside['scheme'] | null): ReturnType<typeof readTarget> {
  const colon = url.indexOf(':');
  const scheme = url.slice(0, Math.max(0, colon)).toLowerCase();
  if (url.startsWith('/') || colon < 0)
    return refuse('egress.unreadable', 'send the request: found no URL of a host, want one: this is a proxy');
  if (scheme !== (wanted ?? 'http')) {
    const hint = scheme === 'https' ? 'want CONNECT for https' : 'want http, or CONNECT for https';
    return refuse('egress.scheme', `send the request: found ${scheme.slice(0, 20)}, ${hint}`);
  }
  if (!url.startsWith('//', colon + 1))
    return refuse('egress.unreadable', 'send the request: found a URL without a host');
  const rest = url.slice(colon + 3);
  const end = endOfAuthority(rest);
  const split = splitPort(rest.slice(0, end), scheme === 'http' ? 80 : 443);
  if (split === null)
    return refuse('egress.unreadable', 'send the request: found a host that can be read in more than one way');
  const path = rest.slice(end);
  return {
    ok: true,
    scheme: scheme === 'http' ? 'http' : 'https',
    ...split,
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

function readInside(
  url: string,
  {
    headers,
    inside,
    toAscii,
  }: { readonly headers: readonly HeaderPair[]; readonly inside: Inside; readonly toAscii: ToAscii },
): ReturnType<typeof readTarget> {
  const target: ReturnType<typeof readTarget> = url.startsWith('/')
    ? { ok: true, scheme: inside.scheme, host: inside.host, port: inside.port, path: url }
    : readAbsolute(url, inside.scheme);
  if (!target.ok) return target;
  const named = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const usualPort = inside.scheme === 'http' ? 80 : 443;
  const isHere = (text: string): boolean => {
    const found = readAuthority(text, { usualPort, toAscii });
    return found !== null && found.host.name === inside.host && found.port === inside.port;
  };
  if (isHere(named) && isHere(`${target.host}:${target.port}`)) return target;
  const said = `send to ${inside.host} port ${inside.port}: found a request for ${named.slice(0, 253)}`;
  return refuse('egress.server-name', `${said}, want only this host in its tunnel`);
}

function endOfAuthority(rest: string): number {
  const found = ['/', '?'].map((end) => rest.indexOf(end)).filter((at) => at >= 0);
  return Math.min(rest.length, ...found);
}

function splitPort(authority: string, usual: number): { readonly host: string; readonly port: number } | null {
  const colon = authority.indexOf(':', authority.startsWith('[') ? Math.max(0, authority.indexOf(']')) : 0);
  if (colon < 0) return authority === '' ? null : { host: authority, port: usual };
  const digits = authority.slice(colon + 1);
  const isPort = digits.length <= 5 && [...digits].every((digit) => digit >= '0' && digit <= '9');
  return isPort ? { host: authority.slice(0, colon), port: digits === '' ? usual : Number(digits) } : null;
}

function hasOddCharacter(url: string): boolean {
  for (let at = 0; at < url.length; at++) {
    const unit = url.charCodeAt(at);
    if (unit <= 0x20 || unit === 0x7f || unit === 0x5c || unit === 0x23) return true;
  }
  return false;
}

function refuse(code: EgressRefusal['code'], reason: string): { readonly ok: false; readonly refusal: EgressRefusal } {
  return { ok: false, refusal: { code, reason, alarm: 'none' } };
}
