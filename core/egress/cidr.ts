import type { Address } from '../effect/url/address-range.ts';
import { parseHost } from '../effect/url/parse-url.ts';

/** A block of addresses (RFC 4632, RFC 4291 §2.3): the first one, as groups of 16 bits, and the length of the prefix. */
export type Cidr = {
  /** As it is shown: `10.1.0.0/16`. */
  readonly text: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly groups: readonly number[];
  readonly bits: number;
};

/** Reads `10.1.0.0/16`, `fd12::/48` or a single address; null where it is none, or has bits beyond its prefix. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/');
  const host = parseHost(bracketed(slash < 0 ? text : text.slice(0, slash)));
  if (host === null || host.kind === 'name') return null;
  const groups = groupsOf(host);
  const most = groups.length * 16;
  const bits = slash < 0 ? most : readBits(text.slice(slash + 1), most);
  if (bits === null || groups.some((group, index) => (group & unseenMask(index, bits)) !== 0)) return null;
  return { text, family: host.kind, groups, bits };
}

/** Tells whether a block holds an address. */
export function holdsAddress({ family, groups, bits }: Cidr, address: Address): boolean {
  if (family !== address.kind) return false;
  const others = groupsOf(address);
  return groups.every((group, index) => ((group ^ (others[index] as number)) & ~unseenMask(index, bits)) === 0);
}

function bracketed(text: string): string {
  return text.includes(':') && !text.startsWith('[') ? `[${text}]` : text;
}

function groupsOf(address: Address): readonly number[] {
  if (address.kind === 'ipv6') return address.groups;
  return [Math.floor(address.value / 65_536), address.value % 65_536];
}

function readBits(text: string, most: number): number | null {
  const bits = Number(text);
  return String(bits) === text && Number.isInteger(bits) && bits >= 0 && bits <= most ? bits : null;
}

/** The bits of a group that a prefix does not reach. */
function unseenMask(index: number, bits: number): number {
  const seen = Math.min(16, Math.max(0, bits - 16 * index));
  return 2 ** (16 - seen) - 1;
}
