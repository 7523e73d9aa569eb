/**
 * What a server offers beside its tools, each under a name that begins with its kind: `prompt:haiku`, `resource:memo://note`,
 * `template:memo://{id}`, `server:instructions`; and `method:foo/bar` for a request of the protocol. No tool may have such a
 * name, so that one registry and one policy know all of them. MCP allows no colon in a tool's name (SEP-986).
 */
export const OFFER_KINDS = ['prompt', 'resource', 'template', 'server', 'method'] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** The name under which pins and policy know an offer. */
export function offerName(kind: OfferKind, own: string): string {
  return `${kind}:${own}`;
}

/** The kind that a name says; null for the name of a tool. */
export function offerKindOf(name: string): OfferKind | null {
  return OFFER_KINDS.find((kind) => name.startsWith(`${kind}:`)) ?? null;
}

/** The kind of an offer and what the server itself calls it, from the name that policy knows; null for a tool. */
export function offerOf(server: string, policyName: string): { readonly kind: OfferKind; readonly own: string } | null {
  const prefix = `mcp__${server}__`;
  const name = policyName.startsWith(prefix) ? policyName.slice(prefix.length) : policyName;
  const kind = offerKindOf(name);
  return kind === null ? null : { kind, own: name.slice(kind.length + 1) };
}
