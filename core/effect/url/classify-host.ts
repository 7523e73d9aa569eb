import { type HostKind, rangeOf, rangeOfIpv4 } from './address-range.ts';
import { parseIpv4Number } from './ip-address.ts';
import type { Host } from './parse-url.ts';

export type { HostKind } from './address-range.ts';

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
  'api.metadata.cloud.ibm.com',
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
  'smackaho.st',
  'traefik.me',
  'local.gd',
  'lcl.host',
  'rebind.network',
];

/**
 * Classifies a host by its name or literal address, embedded IPv4 addresses (mapped, compatible, translated, NAT64, 6to4,
 * Teredo, ISATAP) and names that echo an address included.
 *
 * A public *name* may resolve to a private address: whoever dials checks the resolved address again.
 */
export function classifyHost(host: Host): HostKind {
  if (host.kind !== 'name') return rangeOf(host)?.kind ?? 'public';
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
    return typeof value === 'number' ? [rangeOfIpv4(value)?.kind] : [];
  });
  return kinds.includes('metadata') ? 'metadata' : 'private';
}
