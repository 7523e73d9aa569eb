import { toBase64 } from '../core/encoding/base64.ts';
import { toHex } from '../core/encoding/hex.ts';
import { TOKEN_SCOPES, type TokenRecord, type TokenScope } from '../ports/token-store.ts';
import type { Caller } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import type { LogSequencer } from './log-sequencer.ts';

const PREFIX = 'cs_';
const MAX_CACHED = 1_000;

/** What a new token is for. */
export type NewToken = {
  readonly principal: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAtMs: number | null;
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
    const expired = record.expiresAtMs !== null && this.ports.clock.nowMs() >= record.expiresAtMs;
    return record.revokedAtMs !== null || expired ? null : { principal: record.principal, scopes: record.scopes };
  }

  /** Issues a token on record. Its text is answered once and kept nowhere. An agent never gets to approve or administer. */
  async create(
    by: string,
    { principal, scopes, expiresAtMs }: NewToken,
  ): Promise<{ readonly token: string; readonly record: TokenRecord }> {
    checkNewToken({ principal, scopes });
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
      createdAtMs,
      expiresAtMs,
      revokedAtMs: null,
    };
    const data = { expires_at_ms: expiresAtMs, principal, scopes: [...scopes], token: id };
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

function checkNewToken({ principal, scopes }: Pick<NewToken, 'principal' | 'scopes'>): void {
  const named =
    (principal.startsWith('agent:') || principal.startsWith('human:')) &&
    principal.length > 'agent:'.length &&
    principal.length <= 128;
  if (!named)
    throw new GatewayError(
      'input.invalid',
      `issue a token: principal ${JSON.stringify(principal.slice(0, 64))}, want agent:<name> or human:<name>`,
    );
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
