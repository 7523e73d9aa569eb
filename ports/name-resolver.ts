/** Why a name has no addresses. */
export const RESOLVE_FAILURES = [
  /** The name does not exist, or has no address. */
  'dns.no-such-name',
  'dns.timed-out',
  /** More addresses, or a longer chain of other names, than anybody needs. */
  'dns.too-many',
  /** No server answered, or not in a way that can be read. */
  'dns.failed',
] as const;
export type ResolveFailure = (typeof RESOLVE_FAILURES)[number];

/** What a name leads to. */
export type ResolvedName =
  | {
      readonly ok: true;
      /** IPv4 and IPv6 addresses as texts, without brackets and zones; at least one, at most `MAX_ANSWERS`. */
      readonly addresses: readonly string[];
    }
  | { readonly ok: false; readonly failure: ResolveFailure };

/** Most addresses that a name may have. */
export const MAX_ANSWERS = 32;

/**
 * Finds the addresses of names: the only way from the gateway to name servers, and for contained programs the only one at all.
 *
 * What it finds is not judged: the addresses may lead anywhere. It follows other names (CNAME) as far as it must, so that only the end
 * of the chain is answered. An answer may be remembered for as long as its servers say, at most 30 seconds.
 */
export interface NameResolver {
  /** The addresses of a name in normal form (lower case, ASCII, no trailing dot). Never rejects; answers within its time-out. */
  resolve(name: string): Promise<ResolvedName>;
  /** Ends what is under way; later calls answer `dns.failed`. */
  close(): void;
}
