import { toBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { TokenScope } from '../../ports/token-store.ts';
import type { LoginWay, WebSessionRecord } from '../../ports/web-session-store.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer, NewEntry } from '../log/log-sequencer.ts';
import { type TokenReach, tokenReach } from './token-reach.ts';

/** How long a browser stays logged in at most, and without being used; and how many are at once, in all and of one account. */
export const WEB_SESSION_LIMITS = { lifeMs: 43_200_000, idleMs: 7_200_000, maxOpen: 1_000, maxOwn: 50 } as const;

const AGENT_LENGTH = 200;

/** What a browser is given once: the cookie's value, and the proof that its pages send with every request. */
export type OpenedSession = { readonly cookie: string; readonly proof: string; readonly session: WebSessionRecord };

/** Who logs in, how, and what the session may do. */
export type NewSession = {
  readonly principal: string;
  readonly scopes: readonly TokenScope[];
  readonly way: LoginWay;
  readonly keyId: string | null;
  readonly agent: string;
  /** It ends by then, whatever its life; null for none. */
  readonly notAfterMs: number | null;
  /** The session that the browser showed: it ends, so that none is taken over. */
  readonly replaces: string | null;
};

type DeskParts = { readonly ports: GatewayPorts; readonly sequencer: LogSequencer };

/**
 * Browsers that are logged in. A session is named by a cookie and by a proof that the browser's pages keep to their own origin.
 *
 * Cookies are sent to every port of a host, so that another server there may see one: without the proof it names nobody. Both are 256
 * random bits, of which only hashes are kept. Ends after twelve hours, after two without use, and at once when it is ended.
 */
export class SessionDesk {
  private readonly parts: DeskParts;
  private readonly open = new Map<string, WebSessionRecord>();
  private readonly usedAtMs = new Map<string, number>();

  private constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** Takes up the sessions that were open and still may be: what they were opened with may have been taken back right before the end. */
  static async open(parts: DeskParts): Promise<SessionDesk> {
    const desk = new SessionDesk(parts);
    const { clock, stores } = parts.ports;
    for (const session of await stores.webSessions.listOpen(clock.nowMs(), WEB_SESSION_LIMITS.maxOpen))
      if (await isFounded(parts, session)) desk.keep(session, session.usedAtMs);
    return desk;
  }

  /**
   * Opens a session, on record, and ends the one that the browser had. The oldest of an account gives way to its fifty-first, so that
   * whoever logs in again and again keeps nobody else out. Raises `login.refused` where too many are open.
   */
  async start(given: NewSession): Promise<OpenedSession> {
    const { randomness, clock } = this.parts.ports;
    const nowMs = clock.nowMs();
    this.dropEnded(nowMs);
    if (this.open.size >= WEB_SESSION_LIMITS.maxOpen)
      throw new GatewayError('login.refused', `log in: ${WEB_SESSION_LIMITS.maxOpen} browsers are, want fewer`);
    const id = toHex(randomness.bytes(6));
    const [cookie, proof] = [`${id}_${secretOf(randomness.bytes(32))}`, secretOf(randomness.bytes(32))];
    const { principal, scopes, way, keyId, notAfterMs } = given;
    const endMs = nowMs + WEB_SESSION_LIMITS.lifeMs;
    const session: WebSessionRecord = {
      ...{ id, hash: this.hashOf(cookie), proofHash: this.hashOf(proof), principal, scopes, way, keyId },
      agent: given.agent.slice(0, AGENT_LENGTH),
      createdAtMs: nowMs,
      usedAtMs: nowMs,
      expiresAtMs: notAfterMs === null ? endMs : Math.min(endMs, notAfterMs),
      endedAtMs: null,
    };
    if (given.replaces !== null) await this.end(given.replaces, principal);
    const own = [...this.open.values()].filter((one) => one.principal === principal);
    const [oldest] = own;
    if (oldest !== undefined && own.length >= WEB_SESSION_LIMITS.maxOwn) await this.end(oldest.id, principal);
    const data = { expires_at_ms: session.expiresAtMs, key: keyId, principal, scopes: [...scopes], session: id, way };
    await this.record({ type: 'web-session.opened', actor: principal, data }, [
      { kind: 'web-session.save', record: session },
    ]);
    this.keep(session, nowMs);
    return { cookie, proof, session };
  }

  /** Who a browser is; `isUse` where a person asks and not a page that was left open. Null without the proof, and for a session that is unknown, ended, too old or was not used for too long. */
  find(cookie: string, { proof, isUse }: { readonly proof: string; readonly isUse: boolean }): Caller | null {
    const session = this.sessionOf(cookie);
    if (session === null || !sameText(session.proofHash, this.hashOf(proof))) return null;
    if (isUse) this.usedAtMs.set(session.id, this.parts.ports.clock.nowMs());
    const { id, principal, scopes, way, expiresAtMs, createdAtMs: openedAtMs } = session;
    return { principal, scopes, tokenExpiresAtMs: expiresAtMs, webSession: { id, way, openedAtMs } };
  }

  /** The session that a cookie names, for ending it; the proof is not asked for. */
  sessionOf(cookie: string): WebSessionRecord | null {
    const nowMs = this.parts.ports.clock.nowMs();
    this.dropEnded(nowMs);
    const session = this.open.get(cookie.slice(0, cookie.indexOf('_')));
    return session !== undefined && sameText(session.hash, this.hashOf(cookie)) ? session : null;
  }

  /** Sessions that are open now, as they were last used. */
  list(): readonly WebSessionRecord[] {
    this.dropEnded(this.parts.ports.clock.nowMs());
    return [...this.open.values()].map((session) => ({ ...session, usedAtMs: this.usedAtMs.get(session.id) ?? 0 }));
  }

  /** Ends a session at once, on record. Answers false where none of the id is open. */
  async end(id: string, by: string): Promise<boolean> {
    const session = this.open.get(id);
    if (session === undefined) return false;
    const endedAtMs = this.parts.ports.clock.nowMs();
    this.drop(id);
    const record = { ...session, endedAtMs };
    const data = { principal: session.principal, session: id };
    await this.record({ type: 'web-session.ended', actor: by, data }, [{ kind: 'web-session.save', record }]);
    return true;
  }

  /** Ends every session that was opened with a passkey, or a token, which counts no longer. */
  async endOfKey(keyId: string, by: string): Promise<void> {
    for (const session of [...this.open.values()]) if (session.keyId === keyId) await this.end(session.id, by);
  }

  /** Ends every session of an account that a passkey opened for more than its tokens allow now. */
  async endBeyond(principal: string, reach: TokenReach, by: string): Promise<void> {
    for (const { id, way, scopes, principal: whose } of [...this.open.values()]) {
      const isBeyond = whose === principal && way === 'passkey' && scopes.some((scope) => !reach.has(scope));
      if (isBeyond) await this.end(id, by);
    }
  }

  private keep(session: WebSessionRecord, usedAtMs: number): void {
    this.open.set(session.id, session);
    this.usedAtMs.set(session.id, usedAtMs);
  }

  private drop(id: string): void {
    this.open.delete(id);
    this.usedAtMs.delete(id);
  }

  private dropEnded(nowMs: number): void {
    for (const { id, expiresAtMs } of [...this.open.values()]) {
      const isIdle = !(nowMs < (this.usedAtMs.get(id) ?? 0) + WEB_SESSION_LIMITS.idleMs);
      if (isIdle || !(nowMs < expiresAtMs)) this.drop(id);
    }
  }

  private hashOf(secret: string): string {
    return toHex(this.parts.ports.hash(secret));
  }

  private async record(
    { type, actor, data }: Pick<NewEntry['entry'], 'type' | 'actor' | 'data'>,
    changes: readonly StateChange[],
  ): Promise<void> {
    const atMs = this.parts.ports.clock.nowMs();
    const entry = { type, atMs, actor, session: null, action: null, data };
    await this.parts.sequencer.append({ entries: [{ entry, payload: null }], changes: () => changes });
  }
}

/** Whether the token of a link still counts; of a passkey, whether the key does and tokens still allow what the session may do. */
async function isFounded(
  { ports }: DeskParts,
  { keyId, principal, scopes, way }: Pick<WebSessionRecord, 'keyId' | 'principal' | 'scopes' | 'way'>,
): Promise<boolean> {
  if (keyId === null) return true;
  if (way === 'link') return (await ports.stores.tokens.find(keyId))?.revokedAtMs === null;
  if (ports.approvers.find(keyId) === null) return false;
  const reach = await tokenReach({ ports }, principal);
  return scopes.every((scope) => reach.has(scope));
}

/** 43 characters that stand in cookies and addresses as they are. */
function secretOf(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '.').replaceAll('=', '');
}

/** Compares two hashes of equal length without stopping at the first difference. */
function sameText(first: string, second: string): boolean {
  let difference = first.length ^ second.length;
  for (let index = 0; index < first.length; index++) difference |= first.charCodeAt(index) ^ second.charCodeAt(index);
  return difference === 0;
}
