import type { Caller, Gateway } from '../../application/gateway.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { TokenScope } from '../../ports/token-store.ts';
import type { Refusal } from './answer.ts';
import { HTTP_LIMITS } from './http-options.ts';

const PREFIX = 'bearer ';
/** Where a lease token is shown; whoever is named by the bearer token acts under it. */
const LEASE_HEADER = 'countersign-lease';
const REMEDY = 'send a token of this gateway: Authorization: Bearer <token>';

/**
 * Finds out who calls (RFC 6750): a bearer token in `Authorization`, and at least one of the scopes. A lease token in
 * `Countersign-Lease` goes along.
 *
 * 401 names what is wrong with the token, 403 the scopes that would do; neither repeats the token.
 */
export async function authenticate(
  gateway: Pick<Gateway, 'authenticate'>,
  headers: Headers,
  scopes: readonly TokenScope[],
): Promise<Result<Caller, Refusal>> {
  const authorization = headers.get('authorization');
  if (authorization === null) {
    const reason = 'find out who calls: found no token, want one';
    return fail({ code: 'auth.missing', reason, remedies: [REMEDY], headers: challenge('') });
  }
  const token = readToken(authorization);
  const caller = token === null ? null : await gateway.authenticate(token);
  if (caller === null) {
    const reason = 'find out who calls: the token is malformed, unknown, expired or revoked';
    return fail({ code: 'auth.invalid', reason, remedies: [REMEDY], headers: challenge(', error="invalid_token"') });
  }
  if (scopes.some((scope) => caller.scopes.includes(scope))) return ok(withLease(caller, headers.get(LEASE_HEADER)));
  const reason = `permit a request: the token has ${listed(caller.scopes)}, want ${listed(scopes)}`;
  const error = `, error="insufficient_scope", scope="${scopes.join(' ')}"`;
  return fail({ code: 'auth.forbidden', reason, remedies: ['use a token with that scope'], headers: challenge(error) });
}

/** Whether the lease holds is for the flow to say: it is refused there, never overlooked. */
function withLease(caller: Caller, lease: string | null): Caller {
  return lease === null ? caller : { ...caller, lease };
}

function readToken(authorization: string): string | null {
  if (authorization.length > PREFIX.length + HTTP_LIMITS.tokenLength) return null;
  if (authorization.slice(0, PREFIX.length).toLowerCase() !== PREFIX) return null;
  const token = authorization.slice(PREFIX.length);
  for (let index = 0; index < token.length; index++) {
    const unit = token.charCodeAt(index);
    if (unit <= 0x20 || unit >= 0x7f || unit === 0x2c) return null;
  }
  return token === '' ? null : token;
}

function challenge(rest: string): { readonly [name: string]: string } {
  return { 'www-authenticate': `Bearer realm="countersign"${rest}` };
}

function listed(scopes: readonly TokenScope[]): string {
  return scopes.length === 0 ? 'no scope' : `scope ${scopes.join(' or ')}`;
}
