import { TOKEN_SCOPES, type TokenRecord, type TokenScope } from '../../ports/token-store.ts';
import type { FlowContext } from '../flow-context.ts';

/** What the tokens of an account allow now, and until when each scope is allowed (milliseconds since 1970; infinite without an end). */
export type TokenReach = ReadonlyMap<TokenScope, number>;

const PAGE = 1_000;

/**
 * Reads what the tokens of an account allow now. Revoked, expired and leased ones allow nothing.
 *
 * A passkey opens at most this: whoever was given less since, or nothing any more, does not keep what they once had.
 */
export async function tokenReach({ ports }: Pick<FlowContext, 'ports'>, principal: string): Promise<TokenReach> {
  const { tokens } = ports.stores;
  const reach = new Map<TokenScope, number>();
  for (let after: string | null = null; ; ) {
    const page: readonly TokenRecord[] = await tokens.list({ after, limit: PAGE });
    const nowMs = ports.clock.nowMs();
    for (const token of page) {
      const endMs = token.expiresAtMs ?? Number.POSITIVE_INFINITY;
      const counts = token.principal === principal && token.revokedAtMs === null && token.lease === null;
      if (counts && nowMs < endMs)
        for (const scope of token.scopes) reach.set(scope, Math.max(endMs, reach.get(scope) ?? 0));
    }
    if (page.length < PAGE) return reach;
    after = page.at(-1)?.id ?? null;
  }
}

/** Which of these scopes are within reach, in the usual order, and when the first of them is so no more; null for no end. */
export function withinReach(
  scopes: readonly string[],
  reach: TokenReach,
): { readonly scopes: readonly TokenScope[]; readonly untilMs: number | null } {
  const within = TOKEN_SCOPES.filter((scope) => scopes.includes(scope) && reach.has(scope));
  const untilMs = Math.min(...within.map((scope) => reach.get(scope) ?? 0));
  return { scopes: within, untilMs: Number.isFinite(untilMs) ? untilMs : null };
}
