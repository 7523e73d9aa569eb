import { parseIpv4Number } from './ip-address.ts';
import type { Host } from './parse-url.ts';

/** What kind of place a host is, as far as its spelling tells; a name may still resolve to anything. */
export type HostKind = 'public' | 'private' | 'loopback' | 'metadata';

const METADATA_NAMES = new Set([
  'metadata.google.internal',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'metadata.azure.com',
  'metadata.goog',
  'metadata.tencentyun.com',
  'metadata.packet.net',
  'metadata.platformequinix.com',
  'rancher-metadata',
]);

/** Endings of names that only local resolvers know (RFC 6761, RFC 6762, RFC 8375, and common practice). */
const LOCAL_ENDINGS = [
  '.local',
  '.localdomain',
  '.internal',
  '.intranet',
  '.private',
  '.lan',
  '.corp',
  '.home',
  '.home.arpa',
  '.svc',
];

/** Public domains whose names resolve to an address spelled in the name, or to the machine itself. */
const ECHOING_DOMAINS = [
  'nip.io',
  'sslip.io',
  'xip.io',
  'xip.name',
  '1u.ms',
  'rbndr.us',
  'localtest.me',
  'lvh.me',
  'vcap.me',
  'lacolhost.com',
  'localh.st',
];

/** First address and prefix length of each IPv4 range that is not public (RFC 6890 and successors), narrow ones first. */
const IPV4_RANGES: readonly (readonly [number, number, HostKind])[] = [
  [ipv4(169, 254, 169, 0), 24, 'metadata'],
  [ipv4(169, 254, 170, 0), 24, 'metadata'],
  [ipv4(169, 254, 42, 42), 32, 'metadata'],
  [ipv4(169, 254, 0, 23), 32, 'metadata'],
  [ipv4(169, 254, 10, 10), 32, 'metadata'],
  [ipv4(100, 100, 100, 200), 32, 'metadata'],
  [ipv4(168, 63, 129, 16), 32, 'metadata'],
  [ipv4(192, 0, 0, 192), 32, 'metadata'],
  [ipv4(127, 0, 0, 0), 8, 'loopback'],
  [ipv4(0, 0, 0, 0), 8, 'loopback'],
  [ipv4(10, 0, 0, 0), 8, 'private'],
  [ipv4(100, 64, 0, 0), 10, 'private'],
  [ipv4(169, 254, 0, 0), 16, 'private'],
  [ipv4(172, 16, 0, 0), 12, 'private'],
  [ipv4(192, 0, 0, 0), 24, 'private'],
  [ipv4(192, 0, 2, 0), 24, 'private'],
  [ipv4(192, 88, 99, 0), 24, 'private'],
  [ipv4(192, 168, 0, 0), 16, 'private'],
  [ipv4(198, 18, 0, 0), 15, 'private'],
  [ipv4(198, 51, 100, 0), 24, 'private'],
  [ipv4(203, 0, 113, 0), 24, 'private'],
  [ipv4(224, 0, 0, 0), 3, 'private'],
];

function ipv4(first: number, second: number, ...rest: readonly [number, number]): number {
  return ((first * 256 + second) * 256 + rest[0]) * 256 + rest[1];
}

/**
 * Classifies a host by its name or literal address, embedded IPv4 addresses (mapped, compatible, translated, NAT64, 6to4,
 * Teredo, ISATAP) and names that echo an address included.
 *
 * A public *name* may resolve to a private address: whoever dials checks the resolved address again.
 */
export function classifyHost(host: Host): HostKind {
  if (host.kind === 'ipv4') return classifyIpv4(host.value);
  if (host.kind === 'ipv6') return classifyIpv6(host.groups);
  const { name } = host;
  if (METADATA_NAMES.has(name) || name.endsWith('.metadata.google.internal')) return 'metadata';
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  if (!name.includes('.') || LOCAL_ENDINGS.some((ending) => name.endsWith(ending))) return 'private';
  const echoes = ECHOING_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
  return echoes ? classifyEcho(name) : 'public';
}

/** A name such as `app.10-0-0-1.nip.io`: the address it spells, private where it spells none. */
function classifyEcho(name: string): HostKind {
  const labels = name.replaceAll('-', '.').split('.');
  const kinds = labels.flatMap((_, index) => {
    const value = parseIpv4Number(labels.slice(index, index + 4).join('.'));
    return typeof value === 'number' ? [classifyIpv4(value)] : [];
  });
  return kinds.includes('metadata') ? 'metadata' : 'private';
}

function classifyIpv4(value: number): HostKind {
  const range = IPV4_RANGES.find(
    ([first, bits]) => Math.floor(value / 2 ** (32 - bits)) === Math.floor(first / 2 ** (32 - bits)),
  );
  return range === undefined ? 'public' : range[2];
}

/** Addresses under which clouds serve metadata over IPv6: the first two groups and the last two. */
const METADATA_IPV6: readonly (readonly [number, number, number, number])[] = [
  [0xfd00, 0x0ec2, 0, 0x0254],
  [0xfd20, 0x00ce, 0, 0x0254],
  [0xfd00, 0x0042, 0, 0x0042],
  [0xfe80, 0, 0xa9fe, 0xa9fe],
];

function classifyIpv6(groups: readonly number[]): HostKind {
  const at = (index: number): number => groups[index] ?? 0;
  if (METADATA_IPV6.some((known) => [0, 1, 6, 7].every((group, index) => at(group) === known[index])))
    return 'metadata';
  if (groups.slice(0, 7).every((group) => group === 0) && at(7) <= 1) return 'loopback';
  const embedded = embeddedIpv4(groups);
  const kind = embedded === null ? 'public' : classifyIpv4(embedded);
  if (kind !== 'public') return kind;
  return isGlobal(at(0), at(1)) ? 'public' : 'private';
}

/**
 * The global unicast range (RFC 4291) without what only translates or assigns (RFC 6890): Teredo and the other protocol
 * assignments, 6to4, documentation (RFC 9637).
 */
function isGlobal(first: number, second: number): boolean {
  if (first < 0x2000 || first > 0x3ffe || first === 0x2002) return false;
  return first !== 0x2001 || (second !== 0x0db8 && second >= 0x0200);
}

/** The IPv4 address inside a mapped, compatible, translated, NAT64, 6to4, Teredo or ISATAP address. */
function embeddedIpv4(groups: readonly number[]): number | null {
  const at = (index: number): number => groups[index] ?? 0;
  const zeros = (count: number): boolean => groups.slice(0, count).every((group) => group === 0);
  const tail = at(6) * 65_536 + at(7);
  if (zeros(6) || (zeros(5) && at(5) === 0xffff) || (zeros(4) && at(4) === 0xffff && at(5) === 0)) return tail;
  if (at(0) === 0x0064 && at(1) === 0xff9b) return tail;
  if (at(0) === 0x2002) return at(1) * 65_536 + at(2);
  if (at(0) === 0x2001 && at(1) === 0) return (at(6) ^ 0xffff) * 65_536 + (at(7) ^ 0xffff);
  return at(5) === 0x5efe && (at(4) === 0 || at(4) === 0x0200) ? tail : null;
}
