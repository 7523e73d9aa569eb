import { principalProblem } from '../../core/action/principal-name.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { TOKEN_SCOPES, type TokenRecord, type TokenScope } from '../../ports/token-store.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';

const PREFIX = 'cs_';
const MAX_CACHED = 1_000;
const PAGE = 1_000;
/** A narrowed token is for one piece of work; it outlives the revocation of the wider one by no more than this. */
const LONGEST_NARROWED_MS = 3_600_000;

/** Which tokens: the first, or those behind the one with the id `after`; at most `limit`, 1 to 1,000. */
export type TokenPage = { readonly after: string | null; readonly limit: number };

/** What a new token is for. */
export type NewToken = {
  readonly principal: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAtMs: number | null;
  /** The lease that it is bound to for good; left out for none. */
  readonly lease?: string | null;
};

/**
 * Issues and checks bearer tokens: `cs_<id>_<secret>`, of which only a hash is kept.
 *
 * The secret has 256 random bits, so a plain hash is enough; hashes are compared in constant time. A revoked or expired
 * token is unknown from that moment on.
 */
export class TokenDesk {
  private readonly ports: GatewayPorts;
  private readonly sequencer: LogSequencer;
  private readonly known = new Map<string, TokenRecord>();

  constructor(ports: GatewayPorts, sequencer: LogSequencer) {
    this.ports = ports;
    this.sequencer = sequencer;
  }

  /** Who bears a token; null when it is malformed, unknown, expired or revoked. */
  async authenticate(token: string): Promise<Caller | null> {
    const id = tokenId(token);
    if (id === null) return null;
    const record = this.known.get(id) ?? (await this.load(id));
    if (record === null || !sameText(record.hash, this.hashOf(token))) return null;
    if (!isInForce(record, this.ports.clock.nowMs())) return null;
    const { principal, scopes, expiresAtMs, lease } = record;
    return {
      principal,
      scopes,
      tokenId: id,
      ...(expiresAtMs === null ? {} : { tokenExpiresAtMs: expiresAtMs }),
      ...(lease === null ? {} : { boundLease: lease }),
    };
  }

  /** Issues a token on record. Its text is answered once and kept nowhere. An agent never gets to approve or administer. */
  async create(
    by: string,
    { principal, scopes, expiresAtMs, lease = null }: NewToken,
  ): Promise<{ readonly token: string; readonly record: TokenRecord }> {
    checkNewToken({ principal, scopes });
    if (by !== 'gateway') refuseElicit(scopes);
    const id = toHex(this.ports.randomness.bytes(6));
    const secret = toBase64(this.ports.randomness.bytes(32))
      .replaceAll('+', '-')
      .replaceAll('/', '.')
      .replaceAll('=', '');
    const token = `${PREFIX}${id}_${secret}`;
    const createdAtMs = this.ports.clock.nowMs();
    const record: TokenRecord = {
      id,
      hash: this.hashOf(token),
      principal,
      scopes,
      lease,
      createdAtMs,
      expiresAtMs,
      revokedAtMs: null,
    };
    const bound = lease === null ? {} : { lease };
    const data = { expires_at_ms: expiresAtMs, ...bound, principal, scopes: [...scopes], token: id };
    const outcome = await this.sequencer.append({
      entries: [
        {
          entry: { type: 'token.created', atMs: createdAtMs, actor: by, session: null, action: null, data },
          payload: null,
        },
      ],
      changes: () => [{ kind: 'token.create', token: record }],
    });
    if (!outcome.ok) throw new GatewayError('unavailable', 'issue a token: the id was taken, try again');
    return { token, record };
  }

  /**
   * Issues a bearer a token of their own that may do no more and ends within an hour, and not after the one they came with; bound
   * to `lease` where there is one.
   *
   * Raises `input.invalid` for a scope that they have not, and for a life that is none.
   */
  async narrow(
    caller: Caller,
    {
      scopes,
      lifeMs,
      lease,
    }: { readonly scopes: readonly TokenScope[]; readonly lifeMs: number; readonly lease: string | null },
  ): Promise<{ readonly token: string; readonly record: TokenRecord }> {
    const foreign = scopes.filter((scope) => !caller.scopes.includes(scope));
    if (foreign.length > 0) {
      const wanted = caller.scopes.join(', ') || 'none';
      throw new GatewayError('input.invalid', `narrow a token: scopes ${foreign.join(', ')}, want some of ${wanted}`);
    }
    if (!(lifeMs >= 1_000 && lifeMs <= LONGEST_NARROWED_MS))
      throw new GatewayError('input.invalid', `narrow a token: ${lifeMs} ms, want 1000 to ${LONGEST_NARROWED_MS}`);
    const endsAtMs = this.ports.clock.nowMs() + lifeMs;
    const expiresAtMs = Math.min(endsAtMs, caller.tokenExpiresAtMs ?? endsAtMs);
    return this.create(caller.principal, { principal: caller.principal, scopes, expiresAtMs, lease });
  }

  /** One page of the tokens, oldest first; raises `token.unknown` for a page after a token that there is none of. */
  async list({ after, limit }: TokenPage): Promise<readonly TokenRecord[]> {
    const { tokens } = this.ports.stores;
    if (after !== null && (await tokens.find(after)) === null)
      throw new GatewayError('token.unknown', `list tokens after ${JSON.stringify(after.slice(0, 32))}: there is none`);
    return tokens.list({ after, limit });
  }

  /** Tells whether a token that counts now satisfies a condition; reads every page. */
  async some(matches: (token: TokenRecord) => boolean): Promise<boolean> {
    const nowMs = this.ports.clock.nowMs();
    for (let after: string | null = null; ; ) {
      const page: readonly TokenRecord[] = await this.ports.stores.tokens.list({ after, limit: PAGE });
      if (page.some((token) => isInForce(token, nowMs) && matches(token))) return true;
      if (page.length < PAGE) return false;
      after = page.at(-1)?.id ?? null;
    }
  }

  /** Revokes a token at once; raises `token.unknown`. */
  async revoke(by: string, id: string): Promise<void> {
    const record = await this.ports.stores.tokens.find(id);
    if (record === null)
      throw new GatewayError('token.unknown', `revoke token ${JSON.stringify(id.slice(0, 32))}: there is none`);
    this.known.delete(id);
    const atMs = this.ports.clock.nowMs();
    await this.sequencer.append({
      entries: [
        {
          entry: { type: 'token.revoked', atMs, actor: by, session: null, action: null, data: { token: id } },
          payload: null,
        },
      ],
      changes: () => [{ kind: 'token.revoke', id, atMs }],
    });
    this.known.delete(id);
  }

  private async load(id: string): Promise<TokenRecord | null> {
    const record = await this.ports.stores.tokens.find(id);
    if (record !== null && record.revokedAtMs === null) {
      if (this.known.size >= MAX_CACHED) this.known.clear();
      this.known.set(id, record);
    }
    return record;
  }

  private hashOf(token: string): string {
    return toHex(this.ports.hash(token));
  }
}

/** Refuses a name that cannot be told from another, with what was found and what is wanted; raises `input.invalid`. */
export function checkPrincipal(principal: string, action: string): void {
  const problem = principalProblem(principal);
  if (problem !== null) throw new GatewayError('input.invalid', `${action}: principal: ${problem}`);
}

function checkNewToken({ principal, scopes }: Pick<NewToken, 'principal' | 'scopes'>): void {
  checkPrincipal(principal, 'issue a token');
  if (scopes.length === 0 || !scopes.every((scope) => TOKEN_SCOPES.includes(scope))) {
    throw new GatewayError(
      'input.invalid',
      `issue a token: scopes ${scopes.join(', ') || 'none'}, want some of ${TOKEN_SCOPES.join(', ')}`,
    );
  }
  if (principal.startsWith('agent:') && scopes.some((scope) => scope === 'approve' || scope === 'admin')) {
    throw new GatewayError(
      'input.invalid',
      `issue a token: ${principal} with scope approve or admin, want those for people only`,
    );
  }
}

/** Who relays answers of people is trusted not to make them up: only what the gateway starts itself. */
function refuseElicit(scopes: readonly TokenScope[]): void {
  if (!scopes.includes('elicit')) return;
  throw new GatewayError(
    'input.invalid',
    'issue a token: scope elicit, want it only for what the gateway made itself',
    {
      remedies: ['Use `countersign mcp wrap`, which has its own token.'],
    },
  );
}

function isInForce({ revokedAtMs, expiresAtMs }: TokenRecord, nowMs: number): boolean {
  return revokedAtMs === null && (expiresAtMs === null || nowMs < expiresAtMs);
}

function tokenId(token: string): string | null {
  const end = token.indexOf('_', PREFIX.length);
  if (!token.startsWith(PREFIX) || end < 0 || token.length > 128) return null;
  return token.slice(PREFIX.length, end);
}

/** Compares two hashes of equal length without stopping at the first difference. */
function sameText(first: string, second: string): boolean {
  let difference = first.length ^ second.length;
  for (let index = 0; index < first.length; index++) difference |= first.charCodeAt(index) ^ second.charCodeAt(index);
  return difference === 0;
}
