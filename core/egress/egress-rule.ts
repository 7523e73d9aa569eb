import type { Cidr } from './cidr.ts';

/** What a rule allows to be spoken: TLS, plain HTTP, or anything at all (then nothing is looked at). */
export const EGRESS_SCHEMES = ['https', 'http', 'tcp'] as const;
export type EgressScheme = (typeof EGRESS_SCHEMES)[number];

/** The usual port of each scheme; `tcp` has none. */
export const USUAL_PORTS: { readonly [Scheme in EgressScheme]: number | null } = { https: 443, http: 80, tcp: null };

/** Which hosts a rule is for, in normal form: one, all below a domain (not the domain itself), or every public one. */
export type HostScope =
  | { readonly kind: 'host'; readonly name: string }
  /** `suffix` without a leading dot: `example.com` for `*.example.com`. */
  | { readonly kind: 'below'; readonly suffix: string }
  | { readonly kind: 'any' };

/** Where a program may connect to, and how much. What no rule allows is refused. */
export type EgressRule = {
  /** As it is shown to people and to the program: `https://*.example.com:443`. */
  readonly text: string;
  readonly scope: HostScope;
  readonly ports: readonly number[];
  readonly schemes: readonly EgressScheme[];
  /** TLS is ended here and begun anew, so that methods, paths and secrets are seen; the sandbox must trust the CA made for it. */
  readonly opensTls: boolean;
  /** TLS without a readable server name is let through; the name in it is not compared. */
  readonly isOpaque: boolean;
  /** Upper case; null for any. Only seen in plain HTTP and in opened TLS. */
  readonly methods: readonly string[] | null;
  /** Prefixes that end at a `/`, a `?` or the end; null for any. */
  readonly paths: readonly string[] | null;
  /** Addresses that are not public and still allowed for this rule: registries and services of closed networks. */
  readonly exceptions: readonly Cidr[];
  /** Bytes sent and received under this rule as long as the pass is open; null for no bound of its own. */
  readonly upBytes: number | null;
  readonly downBytes: number | null;
  /** Connections and requests begun in a minute. */
  readonly perMinute: number | null;
  /** Open at once. */
  readonly connections: number | null;
};
