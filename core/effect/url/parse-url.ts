import { parseIpv4Number, parseIpv6 } from './ip-address.ts';
import { isEncodedLabel } from './punycode.ts';

/** The parts of a URL that decide what it reaches. */
export type ParsedUrl = {
  /** Lower case, without the colon. */
  readonly scheme: string;
  readonly host: Host;
  readonly port: number;
  readonly path: string;
  /** True when the URL carries a user name or password. */
  readonly hasCredentials: boolean;
};

/**
 * A host as it would be dialled: a name in lower case, or an address in any of its spellings reduced to its number.
 *
 * `name` is the one normal form: `example.com`, `127.0.0.1`, `[2001:db8:0:0:0:0:0:1]`. An IPv4-mapped IPv6 address
 * (RFC 4291 §2.5.5.2) is the IPv4 address that it dials.
 */
export type Host =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'ipv4'; readonly name: string; readonly value: number }
  | { readonly kind: 'ipv6'; readonly name: string; readonly groups: readonly number[] };

const DEFAULT_PORTS: { readonly [scheme: string]: number } = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
  ftps: 990,
  sftp: 22,
  ssh: 22,
  git: 9418,
};
const MAX_URL_LENGTH = 8_192;

/**
 * Reads an absolute URL the way browsers and HTTP clients dial it (WHATWG URL, the parts that choose the peer).
 *
 * Stricter on purpose: what clients read differently (backslashes, control characters, white space, percent-encoded or
 * non-ASCII hosts, several `@`) is not read at all, and null counts against the action. Linear in the text.
 */
export function parseUrl(text: string): ParsedUrl | null {
  if (text.length > MAX_URL_LENGTH || hasForbiddenCharacter(text)) return null;
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0)).toLowerCase();
  if (!isScheme(scheme) || !text.startsWith('//', colon + 1)) return null;
  const rest = text.slice(colon + 3);
  const end = firstOf(rest, '/?#');
  const authority = rest.slice(0, end);
  if (authority.indexOf('@') !== authority.lastIndexOf('@')) return null;
  const peer = parsePeer(authority.slice(authority.indexOf('@') + 1), scheme);
  if (peer === null) return null;
  return { scheme, ...peer, path: rest.slice(end) || '/', hasCredentials: authority.includes('@') };
}

function hasForbiddenCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit <= 0x20 || unit === 0x7f || unit === 0x5c) return true;
  }
  return false;
}

function isScheme(text: string): boolean {
  if (text === '' || text.length > 32) return false;
  return [...text].every(
    (character, index) => (character >= 'a' && character <= 'z') || (index > 0 && '0123456789+-.'.includes(character)),
  );
}

function firstOf(text: string, characters: string): number {
  for (let index = 0; index < text.length; index++) {
    if (characters.includes(text.charAt(index))) return index;
  }
  return text.length;
}

function parsePeer(text: string, scheme: string): { host: Host; port: number } | null {
  const bracket = text.startsWith('[') ? text.indexOf(']') : -1;
  const colon = text.indexOf(':', bracket + 1);
  const hostText = colon < 0 ? text : text.slice(0, colon);
  const host = parseHost(hostText);
  const port = colon < 0 ? (DEFAULT_PORTS[scheme] ?? 0) : parsePort(text.slice(colon + 1), scheme);
  return host === null || port === null ? null : { host, port };
}

function parsePort(text: string, scheme: string): number | null {
  if (text === '') return DEFAULT_PORTS[scheme] ?? 0;
  if (text.length > 5 || ![...text].every((digit) => digit >= '0' && digit <= '9')) return null;
  const port = Number(text);
  return port <= 65_535 ? port : null;
}

/** Reads a host alone: a name (lower-cased, trailing dot dropped), an IPv4 address in any numeric spelling, or `[IPv6]`. */
export function parseHost(text: string): Host | null {
  if (text.startsWith('[')) {
    const groups = text.endsWith(']') ? parseIpv6(text.slice(1, -1)) : null;
    return groups === null ? null : ipv6Host(groups);
  }
  const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  if (name === '' || name.length > 253 || ![...name].every(isHostCharacter)) return null;
  const value = parseIpv4Number(name);
  if (value === 'not-an-address') return name.split('.').every(isLabel) ? { kind: 'name', name } : null;
  return value === 'invalid' ? null : ipv4Host(value);
}

function ipv4Host(value: number): Host {
  const name = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  return { kind: 'ipv4', name, value };
}

function ipv6Host(groups: readonly number[]): Host {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const [high = 0, low = 0] = groups.slice(6);
  if (isMapped) return ipv4Host(high * 65_536 + low);
  return { kind: 'ipv6', name: `[${groups.map((group) => group.toString(16)).join(':')}]`, groups };
}

function isHostCharacter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || '-._'.includes(character);
}

function isLabel(label: string): boolean {
  return label !== '' && label.length <= 63 && (!label.startsWith('xn--') || isEncodedLabel(label));
}
