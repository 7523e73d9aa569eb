import { type Address, mayBeExcepted, rangeOf, translatedIpv4 } from '../effect/url/address-range.ts';
import { parseIpv4Number } from '../effect/url/ip-address.ts';
import { parseHost } from '../effect/url/parse-url.ts';
import { type Cidr, holdsAddress } from './cidr.ts';
import { dialledText } from './destination.ts';
import type { EgressRefusal } from './egress-refusal.ts';

/** The addresses that may be dialled, as texts without brackets; or why none may. */
export type AddressJudgement =
  | { readonly ok: true; readonly addresses: readonly string[] }
  | { readonly ok: false; readonly refusal: EgressRefusal };

/**
 * Judges the addresses that a host has: every one must be public or excepted, none may be this machine's own unless it is excepted,
 * and what serves a machine's credentials is never excepted. One bad address refuses them all: a name that leads inside as well as outside is a trap.
 *
 * An address that a name server made of another one for a translator (DNS64, RFC 6147) is left out beside that other one: it leads nowhere
 * else.
 *
 * Whoever dials must dial one of the answer and nothing else; a second look at the name may find another address.
 */
export function judgeAddresses(
  found: readonly string[],
  {
    host,
    exceptions,
    own,
  }: { readonly host: string; readonly exceptions: readonly Cidr[]; readonly own: ReadonlySet<string> },
): AddressJudgement {
  const addresses: string[] = [];
  for (const text of found) {
    const address = parseHost(text.includes(':') ? `[${text}]` : text);
    if (address === null || address.kind === 'name')
      return refuse(host, { text, range: 'no address', isMetadata: false });
    if (isTranslation(address, found)) continue;
    const problem = problemOf(address, exceptions, own);
    if (problem !== null) return refuse(host, { text: dialledText(address), ...problem });
    addresses.push(dialledText(address));
  }
  if (addresses.length > 0) return { ok: true, addresses };
  const reason = `connect to ${host}: it has no address, want a name that resolves`;
  return { ok: false, refusal: { code: 'egress.name-unresolved', reason, alarm: 'none' } };
}

type Problem = { readonly range: string; readonly isMetadata: boolean };

function problemOf(address: Address, exceptions: readonly Cidr[], own: ReadonlySet<string>): Problem | null {
  const range = rangeOf(address);
  if (range !== null && !mayBeExcepted(range)) return { range: range.range, isMetadata: range.kind === 'metadata' };
  if (exceptions.some((block) => holdsAddress(block, address))) return null;
  if (own.has(dialledText(address))) return { range: 'this machine', isMetadata: false };
  return range === null ? null : { range: range.range, isMetadata: false };
}

function isTranslation(address: Address, found: readonly string[]): boolean {
  const value = translatedIpv4(address);
  return value !== null && found.some((text) => parseIpv4Number(text) === value);
}

function refuse(
  host: string,
  { text, range, isMetadata }: Problem & { readonly text: string },
): Extract<AddressJudgement, { readonly ok: false }> {
  const shown = host === text || host === `[${text}]` ? host : `${host}, which leads to ${text}`;
  const reason = `connect to ${shown}: ${range}, want a public address`;
  return {
    ok: false,
    refusal: isMetadata
      ? { code: 'egress.metadata', reason, alarm: 'blocked-address' }
      : { code: 'egress.address', reason, alarm: 'unknown-host' },
  };
}
