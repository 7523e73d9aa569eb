import type { SessionGrant } from '../approval/approval.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';

/**
 * What an approver trusts a session with: ordinary work in its workspace (see `isTrustedWork`), or one whitelisted pattern
 * with the effects that were shown.
 */
export type TrustScope =
  | { readonly kind: 'work' }
  | { readonly kind: 'pattern'; readonly tool: string; readonly pattern: string; readonly effects: readonly string[] };

/** Trust in a session, as an approver signs it. Times in milliseconds since 1970. */
export type TrustStatement = {
  readonly session: string;
  readonly principal: string;
  readonly workspace: string;
  /** The lease that the session acted under; null for none. With another one the trust is over. */
  readonly lease: string | null;
  readonly policyVersion: string;
  readonly scope: TrustScope;
  readonly expiresAtMs: number;
  /** 32 hexadecimal digits, given by the gateway for one answer. */
  readonly nonce: string;
};

/** Longest trust in a session, and how long the question for it stays open. */
export const TRUST_LIMITS = { longestMs: 4 * 3_600_000, shortestMs: 60_000, openForMs: 300_000 } as const;

/** First line of everything signed for it, so that a signature can never be taken for one of another kind. */
const DOMAIN = 'countersign-session-trust/v1';

/** The statement as one line of canonical JSON, under its wire names. */
export function trustStatement(trust: TrustStatement): string {
  const { scope } = trust;
  const what =
    scope.kind === 'work'
      ? { kind: 'work' }
      : { effects: [...scope.effects], kind: 'pattern', pattern: scope.pattern, tool: scope.tool };
  return canonicalJson({
    expires_at_ms: trust.expiresAtMs,
    lease: trust.lease,
    nonce: trust.nonce,
    policy: trust.policyVersion,
    principal: trust.principal,
    scope: what,
    session: trust.session,
    trust: 'session',
    workspace: trust.workspace,
  });
}

/** The exact text an approver signs: domain, approver and key as JSON strings, statement; a line each. */
export function signedTrustText(statement: string, by: { readonly approver: string; readonly keyId: string }): string {
  return [DOMAIN, `${JSON.stringify(by.approver)} ${JSON.stringify(by.keyId)}`, statement].join('\n');
}

/** No tool has this identity, which has no origin: a grant of trust covers nothing in the way that other grants do. */
const NO_TOOL = '*';
const WORK = 'trust.work';
const WORDS = 'trust.words';
const SHOWN = 'trust.shown';
const LEASE = 'trust.lease';

/** Writes trust as a grant, which the stores keep and end with the session. `by` is the approver. */
export function grantOfTrust(trust: TrustStatement, by: string): SessionGrant {
  const { scope, session, policyVersion, expiresAtMs, nonce } = trust;
  const what =
    scope.kind === 'work'
      ? [{ class: WORK, resource: trust.workspace }]
      : [
          { class: WORDS, resource: scope.pattern },
          ...scope.effects.map((shown) => ({ class: SHOWN, resource: shown })),
        ];
  const lease = trust.lease === null ? [] : [{ class: LEASE, resource: trust.lease }];
  const tool = scope.kind === 'work' ? NO_TOOL : `${NO_TOOL}${scope.tool}`;
  return { id: nonce, session, request: by, tool, covers: [...what, ...lease], policyVersion, expiresAtMs };
}

/** Trust as a decision finds it among the grants of its session. */
export type GrantedTrust = {
  readonly id: string;
  readonly by: string;
  readonly scope: TrustScope;
  readonly lease: string | null;
  readonly expiresAtMs: number;
};

/** Reads trust out of a grant; null for a grant that an approval of scope `session` made. */
export function trustOf({ id, request, tool, covers, expiresAtMs }: SessionGrant): GrantedTrust | null {
  if (!tool.startsWith(NO_TOOL)) return null;
  const valuesOf = (name: string): readonly string[] =>
    covers.filter((cover) => cover.class === name).map(({ resource }) => resource);
  const [lease = null] = valuesOf(LEASE);
  const base = { id, by: request, lease, expiresAtMs };
  if (valuesOf(WORK).length === 1 && tool === NO_TOOL) return { ...base, scope: { kind: 'work' } };
  const [pattern] = valuesOf(WORDS);
  if (pattern === undefined) return null;
  return { ...base, scope: { kind: 'pattern', tool: tool.slice(1), pattern, effects: valuesOf(SHOWN) } };
}
