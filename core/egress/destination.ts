import { holdsIpv4 } from '../effect/url/address-range.ts';
import { type Host, parseHost } from '../effect/url/parse-url.ts';

/** Turns a name into its ASCII form (UTS 46 as the URL standard applies it); the empty text where there is none. */
export type ToAscii = (name: string) => string;

/** Where a program wants to connect to, in the one normal form that rules, records and dialling share. */
export type Destination = {
  readonly host: Host;
  readonly port: number;
  /** An IPv4 address that was not written as four plain decimal numbers, or a host in percent-encoding: nobody writes so by accident. */
  readonly isDisguised: boolean;
};

/**
 * Reads a host as a program gave it, with a port from 1 to 65,535; null where it is none.
 *
 * International names, wide characters and percent-encoded ones are reduced to ASCII first, then every numeric spelling of an address
 * to its number, and a trailing dot is dropped: whoever dials the result dials what was judged. A host with a character that ends or
 * splits an authority (`/ \ ? # @ :` outside brackets, blanks, control characters) is none.
 */
export function readDestination(
  text: string,
  { port, toAscii }: { readonly port: number; readonly toAscii: ToAscii },
): Destination | null {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return null;
  const host = readHost(text, toAscii);
  return host === null ? null : { host, port, isDisguised: isDisguised(text, host) };
}

/** Reads `host:port`, where the port may be left out if there is a usual one. */
export function readAuthority(
  text: string,
  { usualPort, toAscii }: { readonly usualPort: number | null; readonly toAscii: ToAscii },
): Destination | null {
  const bracket = text.startsWith('[') ? text.indexOf(']') : -1;
  const colon = text.indexOf(':', bracket + 1);
  const port = colon < 0 ? usualPort : readPort(text.slice(colon + 1));
  return port === null ? null : readDestination(colon < 0 ? text : text.slice(0, colon), { port, toAscii });
}

/** Reads the host of a rule or a request without a port; null where it is none. */
export function readHost(text: string, toAscii: ToAscii): Host | null {
  if (text.length > 1_024 || hasSeparator(text)) return null;
  return parseHost(isPlain(text) ? text : toAscii(text));
}

/** How an address is written for dialling: IPv6 without brackets. */
export function dialledText(host: Host): string {
  return host.kind === 'ipv6' ? host.name.slice(1, -1) : host.name;
}

function isDisguised(text: string, host: Host): boolean {
  if (text.includes('%')) return true;
  return host.kind === 'ipv4' ? withoutDot(text) !== host.name : host.kind === 'ipv6' && holdsIpv4(host);
}

function readPort(text: string): number | null {
  if (text === '' || text.length > 5) return null;
  return [...text].every((digit) => digit >= '0' && digit <= '9') ? Number(text) : null;
}

function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7e || text.charAt(index) === '%') return false;
  }
  return true;
}

function hasSeparator(text: string): boolean {
  const inside = text.startsWith('[') ? '' : ':';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit <= 0x20 || unit === 0x7f || `/\\?#@${inside}`.includes(text.charAt(index))) return true;
  }
  return false;
}

function withoutDot(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}
