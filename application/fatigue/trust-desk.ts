import { kindOf } from '../../core/approval/approver-kind.ts';
import { fromBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import {
  type GrantedTrust,
  grantOfTrust,
  signedTrustText,
  TRUST_LIMITS,
  type TrustScope,
  type TrustStatement,
  trustOf,
  trustStatement,
} from '../../core/fatigue/session-trust.ts';
import type { SessionRecord } from '../../ports/session-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { shownEffects } from './shown-effects.ts';

/** What a person wants to trust a session with. */
export type TrustOrder = {
  readonly session: string;
  /** One pattern of one tool (`toolIdentity`); null for ordinary work in the workspace. */
  readonly pattern: { readonly tool: string; readonly pattern: string } | null;
  readonly durationMs: number;
};

/** What is to be signed for it, as it was worked out by the gateway. */
export type TrustQuestion = { readonly trust: TrustStatement; readonly statement: string };

/** Trust that holds now, and whom it is in. */
export type HeldTrust = GrantedTrust & {
  readonly session: string;
  readonly principal: string;
  readonly workspace: string;
};

const MAX_OPEN = 1_000;
const MAX_SESSIONS = 1_000;

/**
 * Trust in sessions: a person asks for the statement, signs it with an enrolled key, and until it ends ordinary work of that
 * session is not asked about.
 *
 * Never by the session's own principal, through whichever account; at most four hours, never beyond the lease; over with the session, with another
 * policy, or when any person takes it back. Each is on record.
 */
export class TrustDesk {
  private readonly context: FlowContext;
  private readonly open = new Map<string, TrustQuestion & { readonly by: string; readonly untilMs: number }>();

  constructor(context: FlowContext) {
    this.context = context;
  }

  /** Works out what would be trusted, to be shown and signed within five minutes. */
  async ask(caller: Caller, order: TrustOrder): Promise<TrustQuestion> {
    requirePerson(caller);
    const { ports, policies } = this.context;
    const session = await this.sessionOf(order.session);
    const nowMs = ports.clock.nowMs();
    const { longestMs, shortestMs, openForMs } = TRUST_LIMITS;
    if (!(order.durationMs >= shortestMs && order.durationMs <= longestMs))
      throw invalid(`found ${order.durationMs} ms, want ${shortestMs} to ${longestMs}`);
    const ready = policies.forWorkspace(session.workspace);
    const lease = await this.context.leases.resolve({ session: session.id });
    const leaseEndMs = this.context.leases.factsOf(lease)?.terms.expiresAtMs ?? Number.MAX_SAFE_INTEGER;
    const trust: TrustStatement = {
      session: session.id,
      principal: session.principal,
      workspace: session.workspace,
      lease,
      policyVersion: ready.policy.settings.version,
      scope: this.scopeOf(order, session),
      expiresAtMs: Math.min(nowMs + order.durationMs, leaseEndMs),
      nonce: toHex(ports.randomness.bytes(16)),
    };
    const question = { trust, statement: trustStatement(trust) };
    for (const [nonce, { untilMs }] of this.open) if (!(nowMs < untilMs)) this.open.delete(nonce);
    if (this.open.size >= MAX_OPEN)
      throw new GatewayError('unavailable', 'trust a session: too many questions are open');
    this.open.set(trust.nonce, { ...question, by: caller.principal, untilMs: nowMs + openForMs });
    return question;
  }

  /** Takes the signed statement; once. Raises `approval.signature` for any other than the one that was shown. */
  async grant(
    caller: Caller,
    { nonce, keyId, signature }: { readonly nonce: string; readonly keyId: string; readonly signature: string },
  ): Promise<HeldTrust> {
    requirePerson(caller);
    const { ports, sequencer, sessions } = this.context;
    const atMs = ports.clock.nowMs();
    const asked = this.open.get(nonce);
    if (asked === undefined || asked.by !== caller.principal || !(atMs < asked.untilMs))
      throw new GatewayError('approval.unknown', 'trust a session: no such question of yours is open', {
        remedies: ['Ask again: `countersign trust session`.'],
      });
    const { trust, statement } = asked;
    this.requireSignature(caller, { statement, keyId, signature });
    const { personOf } = this.context.people;
    if (personOf(trust.principal) === personOf(caller.principal))
      throw new GatewayError(
        'auth.self-approval',
        'trust a session: nobody trusts their own, through whichever account',
      );
    this.open.delete(nonce);
    const session = await this.sessionOf(trust.session);
    const grant = grantOfTrust(trust, caller.principal);
    const data = {
      expires_at_ms: trust.expiresAtMs,
      id: grant.id,
      key: keyId,
      kind: trust.scope.kind,
      signature,
      statement,
    };
    const entry = {
      type: 'grant.created' as const,
      atMs,
      actor: caller.principal,
      session: session.id,
      action: null,
      data,
    };
    await sequencer.append({
      entries: [{ entry, payload: null }],
      changes: () => [
        { kind: 'session.save', session },
        { kind: 'grant.create', grant },
      ],
    });
    sessions.forget(session.id);
    this.context.tasks.noteTrusted(grant);
    const held = trustOf(grant);
    if (held === null) throw new RangeError('trust a session: the grant cannot be read back');
    return { ...held, session: session.id, principal: session.principal, workspace: session.workspace };
  }

  /** Takes back all that stands for a session: trust, and grants of scope `session`. Any person may. */
  async revoke(caller: Caller, id: string): Promise<void> {
    requirePerson(caller);
    const { ports, sequencer, sessions } = this.context;
    const session = await this.sessionOf(id);
    const atMs = ports.clock.nowMs();
    const base = { type: 'grant.revoked' as const, atMs, actor: caller.principal, session: session.id, action: null };
    await sequencer.append({
      entries: [{ entry: { ...base, data: { reason: 'taken back' } }, payload: null }],
      changes: () => [{ kind: 'grant.revoke-session', session: session.id }],
    });
    sessions.forget(session.id);
  }

  /** Trust that holds now, of the thousand newest open sessions. */
  async list(): Promise<readonly HeldTrust[]> {
    const { stores, clock } = this.context.ports;
    const nowMs = clock.nowMs();
    const held: HeldTrust[] = [];
    for (const { id, principal, workspace } of await stores.sessions.listOpen(MAX_SESSIONS)) {
      for (const grant of await stores.approvals.listGrants(id, nowMs)) {
        const trust = trustOf(grant);
        if (trust !== null) held.push({ ...trust, session: id, principal, workspace });
      }
    }
    return held;
  }

  private scopeOf({ pattern }: TrustOrder, { workspace }: SessionRecord): TrustScope {
    if (pattern === null) return { kind: 'work' };
    const { settings, policies } = this.context;
    const { policy } = policies.forWorkspace(workspace);
    const place = { policy, home: settings.home, gatewayPaths: settings.gatewayPaths, workspace };
    const shown = shownEffects(pattern, place);
    if (!shown.ok) throw invalid(shown.failure);
    return { kind: 'pattern', ...pattern, effects: shown.value.effects };
  }

  private async sessionOf(id: string): Promise<SessionRecord> {
    const found = await this.context.sessions.find(id);
    if (found !== null && found.record.endedAtMs === null) return found.record;
    throw new GatewayError(
      'input.invalid',
      `trust a session: found no open session ${JSON.stringify(id.slice(0, 64))}`,
    );
  }

  private requireSignature(
    caller: Caller,
    { statement, keyId, signature }: { readonly statement: string; readonly keyId: string; readonly signature: string },
  ): void {
    const { approvers, verifySignature } = this.context.ports;
    const approver = approvers.find(keyId);
    const bytes = fromBase64(signature);
    const message = toUtf8(signedTrustText(statement, { approver: caller.principal, keyId }));
    const isSigned =
      approver !== null &&
      bytes !== null &&
      approver.principal === caller.principal &&
      kindOf(approver) === 'personal' &&
      verifySignature({ algorithm: 'ed25519', publicKey: approver.publicKey, message, signature: bytes });
    if (isSigned) return;
    throw new GatewayError(
      'approval.signature',
      `trust a session: the signature is not by an enrolled key of ${caller.principal} over this statement`,
    );
  }
}

function requirePerson({ principal }: Caller): void {
  if (principal.startsWith('human:')) return;
  throw new GatewayError('auth.forbidden', `trust a session: found ${principal}, want a person`);
}

function invalid(found: string): GatewayError {
  return new GatewayError('input.invalid', `trust a session: ${found}`);
}
