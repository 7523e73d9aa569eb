import type { Host } from './parse-url.ts';

/** What kind of place a host is, as far as its spelling tells; a name may still resolve to anything. */
export type HostKind = 'public' | 'private' | 'loopback' | 'metadata';

/** A range of addresses that are not public: what kind of place it is, and its name for people. */
export type AddressRange = { readonly kind: Exclude<HostKind, 'public'>; readonly range: string };

/** A host that is an address. */
export type Address = Exclude<Host, { readonly kind: 'name' }>;

/** First address and prefix length of each IPv4 range that is not public (RFC 6890 and successors), narrow ones first. */
const IPV4_RANGES: readonly (readonly [number, number, AddressRange['kind'], string])[] = [
  [ipv4(169, 254, 169, 0), 24, 'metadata', 'cloud metadata'],
  [ipv4(169, 254, 170, 0), 24, 'metadata', 'cloud metadata'],
  [ipv4(169, 254, 42, 42), 32, 'metadata', 'cloud metadata'],
  [ipv4(169, 254, 0, 23), 32, 'metadata', 'cloud metadata'],
  [ipv4(169, 254, 10, 10), 32, 'metadata', 'cloud metadata'],
  [ipv4(100, 100, 100, 200), 32, 'metadata', 'cloud metadata'],
  [ipv4(168, 63, 129, 16), 32, 'metadata', 'cloud metadata'],
  [ipv4(192, 0, 0, 192), 32, 'metadata', 'cloud metadata'],
  [ipv4(127, 0, 0, 0), 8, 'loopback', 'loopback'],
  [ipv4(0, 0, 0, 0), 8, 'loopback', 'this machine'],
  [ipv4(10, 0, 0, 0), 8, 'private', 'private use'],
  [ipv4(100, 64, 0, 0), 10, 'private', 'shared by carriers'],
  [ipv4(169, 254, 0, 0), 16, 'private', 'link-local'],
  [ipv4(172, 16, 0, 0), 12, 'private', 'private use'],
  [ipv4(192, 0, 0, 0), 24, 'private', 'protocol assignments'],
  [ipv4(192, 0, 2, 0), 24, 'private', 'documentation'],
  [ipv4(192, 31, 196, 0), 24, 'private', 'AS112'],
  [ipv4(192, 52, 193, 0), 24, 'private', 'AMT'],
  [ipv4(192, 88, 99, 0), 24, 'private', '6to4 relay'],
  [ipv4(192, 168, 0, 0), 16, 'private', 'private use'],
  [ipv4(192, 175, 48, 0), 24, 'private', 'AS112'],
  [ipv4(198, 18, 0, 0), 15, 'private', 'benchmarking'],
  [ipv4(198, 51, 100, 0), 24, 'private', 'documentation'],
  [ipv4(203, 0, 113, 0), 24, 'private', 'documentation'],
  [ipv4(224, 0, 0, 0), 4, 'private', 'multicast'],
  [ipv4(240, 0, 0, 0), 4, 'private', 'reserved'],
];

function ipv4(first: number, second: number, ...rest: readonly [number, number]): number {
  return ((first * 256 + second) * 256 + rest[0]) * 256 + rest[1];
}

/** Addresses under which clouds serve metadata over IPv6: the first two groups and the last two. */
const METADATA_IPV6: readonly (readonly [number, number, number, number])[] = [
  [0xfd00, 0x00c1, 0xa9fe, 0xa9fe],
  [0xfd00, 0xa9fe, 0, 0x0001],
  [0xfd00, 0x0100, 0x0100, 0x0200],
  [0xfd20, 0x00ce, 0, 0x0254],
  [0xfd00, 0x0042, 0, 0x0042],
  [0xfe80, 0, 0xa9fe, 0xa9fe],
];

/** `fd00:ec2::/32`, under which Amazon serves metadata, credentials of pods, and names. */
const AMAZON_SERVICES = [0xfd00, 0x0ec2];

const LOCAL_NAT64 = [0x64, 0xff9b, 1];

/** First groups and prefix length of IPv6 ranges that are not public, narrow ones first; what no row names is not global unicast. */
const IPV6_RANGES: readonly (readonly [readonly number[], number, string])[] = [
  [[0x64, 0xff9b, 0, 0, 0, 0], 96, 'NAT64'],
  [[0x2001, 0], 32, 'Teredo'],
  [[0x2001, 0xdb8], 32, 'documentation'],
  [[0x2001, 0], 23, 'protocol assignments'],
  [[0x2002], 16, '6to4'],
  [[0x2620, 0x4f, 0x8000], 48, 'AS112'],
  [[0x3fff], 16, 'documentation'],
  [[0xfc00], 7, 'unique local'],
  [[0xfe80], 10, 'link-local'],
  [[0xfec0], 10, 'site-local'],
  [[0xff00], 8, 'multicast'],
];

/**
 * The range that keeps an address from being public; null for one that is. IPv4 addresses inside mapped, compatible, translated,
 * NAT64, 6to4, Teredo and ISATAP addresses are judged as well. Of IPv6 only global unicast (2000::/3, RFC 4291) is public,
 * without what translates, assigns or documents (RFC 6890, RFC 9637).
 */
export function rangeOf(address: Address): AddressRange | null {
  return address.kind === 'ipv4' ? rangeOfIpv4(address.value) : rangeOfIpv6(address.groups);
}

/**
 * Whether anybody may let a program into a range that is not public. Not where a machine's credentials are served: in its metadata
 * services, at whatever link-local address a cloud puts the next one, and behind a translator whose prefix only its network knows.
 */
export function mayBeExcepted({ kind, range }: AddressRange): boolean {
  return kind !== 'metadata' && range !== 'link-local' && range !== 'local NAT64';
}

/** The IPv4 address that an address of the well-known prefix for translators (RFC 6052) stands for; null for any other. */
export function translatedIpv4(address: Address): number | null {
  if (address.kind !== 'ipv6' || !startsWith(address.groups, [0x64, 0xff9b, 0, 0, 0, 0], 96)) return null;
  return embeddedIpv4(address.groups);
}

/** Whether an IPv6 address holds an IPv4 address: mapped, compatible, translated, NAT64, 6to4, Teredo or ISATAP. */
export function holdsIpv4(address: Address): boolean {
  return address.kind === 'ipv6' && embeddedIpv4(address.groups) !== null && !isLoopback(address.groups);
}

/** The same for an IPv4 address as its number. */
export function rangeOfIpv4(value: number): AddressRange | null {
  const found = IPV4_RANGES.find(
    ([first, bits]) => Math.floor(value / 2 ** (32 - bits)) === Math.floor(first / 2 ** (32 - bits)),
  );
  return found === undefined ? null : { kind: found[2], range: found[3] };
}

function rangeOfIpv6(groups: readonly number[]): AddressRange | null {
  const at = (index: number): number => groups[index] ?? 0;
  const isNamed = METADATA_IPV6.some((known) => [0, 1, 6, 7].every((group, index) => at(group) === known[index]));
  if (isNamed || startsWith(groups, AMAZON_SERVICES, 32)) return { kind: 'metadata', range: 'cloud metadata' };
  if (isLoopback(groups)) return { kind: 'loopback', range: 'loopback' };
  const embedded = embeddedIpv4(groups);
  const inner = embedded === null ? null : rangeOfIpv4(embedded);
  if (inner?.kind === 'metadata') return inner;
  // Where in such an address the other one stands, its network decides (RFC 8215): what the end says is not all it may mean.
  if (startsWith(groups, LOCAL_NAT64, 48)) return { kind: 'private', range: 'local NAT64' };
  if (inner !== null) return inner;
  const found = IPV6_RANGES.find(([first, bits]) => startsWith(groups, first, bits));
  if (found !== undefined) return { kind: 'private', range: found[2] };
  return at(0) >= 0x2000 && at(0) <= 0x3fff ? null : { kind: 'private', range: 'outside global unicast' };
}

/** `::1`, and `::`, which systems dial as it. */
function isLoopback(groups: readonly number[]): boolean {
  return groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1;
}

function startsWith(groups: readonly number[], first: readonly number[], bits: number): boolean {
  return first.every((group, index) => {
    const unseen = Math.max(0, 16 * (index + 1) - bits);
    return (groups[index] ?? 0) >> unseen === group >> unseen;
  });
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
