import type { Host } from './parse-url.ts';

/** What kind of place a host is, as far as its spelling tells; a name may still resolve to anything. */
export type HostKind = 'public' | 'private' | 'loopback' | 'metadata';

const METADATA_NAMES = new Set([
  'metadata.google.internal',
  'metadata',
  'instance-data',
  'metadata.azure.internal',
  'metadata.goog',
]);

/** First address and prefix length of each IPv4 range that is not public (RFC 6890 and successors). */
const IPV4_RANGES: readonly (readonly [number, number, HostKind])[] = [
  [ipv4(169, 254, 169, 254), 32, 'metadata'],
  [ipv4(169, 254, 170, 2), 32, 'metadata'],
  [ipv4(100, 100, 100, 200), 32, 'metadata'],
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
 * Classifies a host by its name or literal address, embedded IPv4 addresses (mapped, NAT64, 6to4, Teredo) included.
 *
 * A public *name* may resolve to a private address: whoever dials checks the resolved address again.
 */
export function classifyHost(host: Host): HostKind {
  if (host.kind === 'ipv4') return classifyIpv4(host.value);
  if (host.kind === 'ipv6') return classifyIpv6(host.groups);
  if (METADATA_NAMES.has(host.name)) return 'metadata';
  if (host.name === 'localhost' || host.name.endsWith('.localhost')) return 'loopback';
  const local = ['.local', '.internal', '.lan', '.home.arpa', '.corp', '.intranet'].some((ending) =>
    host.name.endsWith(ending),
  );
  return local || !host.name.includes('.') ? 'private' : 'public';
}

function classifyIpv4(value: number): HostKind {
  const range = IPV4_RANGES.find(
    ([first, bits]) => Math.floor(value / 2 ** (32 - bits)) === Math.floor(first / 2 ** (32 - bits)),
  );
  return range === undefined ? 'public' : range[2];
}

function classifyIpv6(groups: readonly number[]): HostKind {
  const [first = 0, second = 0] = groups;
  const embedded = embeddedIpv4(groups);
  if (embedded !== null) return classifyIpv4(embedded);
  if (groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1) return 'loopback';
  if (first === 0xfd00 && second === 0x0ec2 && groups[7] === 0x0254) return 'metadata';
  const isGlobal = first >= 0x2000 && first <= 0x3fff && !(first === 0x2001 && second === 0x0db8);
  return isGlobal ? 'public' : 'private';
}

/** The IPv4 address inside a mapped, compatible, NAT64, 6to4 or Teredo address. */
function embeddedIpv4(groups: readonly number[]): number | null {
  const at = (index: number): number => groups[index] ?? 0;
  const zeros = (count: number): boolean => groups.slice(0, count).every((group) => group === 0);
  if (zeros(5) && at(5) === 0xffff) return at(6) * 65_536 + at(7);
  if (zeros(6) && (at(6) !== 0 || at(7) > 1)) return at(6) * 65_536 + at(7);
  if (at(0) === 0x0064 && at(1) === 0xff9b) return at(6) * 65_536 + at(7);
  if (at(0) === 0x2002) return at(1) * 65_536 + at(2);
  if (at(0) === 0x2001 && at(1) === 0) return (at(6) ^ 0xffff) * 65_536 + (at(7) ^ 0xffff);
  return null;
}
