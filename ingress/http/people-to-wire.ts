import type { ShownPerson } from '../../application/approver/people-flows.ts';
import type { Caller } from '../../application/gateway.ts';
import type { OpenedSession } from '../../application/login/session-desk.ts';
import type { Delegation } from '../../core/approval/delegation.ts';
import type { WebSessionRecord } from '../../ports/web-session-store.ts';
import type { WireDelegation, WireLogin, WirePerson, WireWebSession } from '../../sdk/wire.ts';

/** A person on the wire. */
export function personToWire({ id, principals, hasTotp, passkeys, away, roles, deputies }: ShownPerson): WirePerson {
  const span = away === null ? null : { from_ms: away.fromMs, until_ms: away.untilMs };
  return { id, principals, totp: hasTotp, passkeys, away: span, roles, deputies };
}

/** A delegation on the wire. */
export function delegationToWire({ id, from, to, fromMs, untilMs }: Delegation): WireDelegation {
  return { id, from, to, from_ms: fromMs, until_ms: untilMs };
}

/** A browser's session on the wire; `caller` is who asks. */
export function webSessionToWire(session: WebSessionRecord, caller: Pick<Caller, 'webSession'>): WireWebSession {
  const { id, principal, scopes, way, agent } = session;
  return {
    ...{ id, principal, scopes, way, agent },
    created_at_ms: session.createdAtMs,
    used_at_ms: session.usedAtMs,
    expires_at_ms: session.expiresAtMs,
    current: caller.webSession?.id === id,
  };
}

/** A login on the wire; the cookie goes another way. */
export function loginToWire({ proof, session }: OpenedSession): WireLogin {
  const { id, way, createdAtMs: openedAtMs } = session;
  return { proof, session: webSessionToWire(session, { webSession: { id, way, openedAtMs } }) };
}
