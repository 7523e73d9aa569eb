import type { Caller, Gateway } from '../../application/gateway.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { WebPlace } from '../../ports/passkeys.ts';
import type { TokenScope } from '../../ports/token-store.ts';
import type { Refusal } from './answer.ts';
import { authenticate } from './authenticate.ts';

/** What a browser's pages send with every request, from their own origin's storage: cookies reach every port of a host. */
export const PROOF_HEADER = 'countersign-proof';

const SECURE_COOKIE = '__Host-countersign';
const MAX_COOKIE = 256;
const SAFE = new Set(['GET', 'HEAD']);

/** A request as far as it says who calls. */
export type Calling = { readonly method: string; readonly headers: Headers };

/**
 * Finds out who calls: by a bearer token as ever, or where there is none by a browser's session.
 *
 * A session is a cookie with its proof, and a request that the browser says comes from a page of this very origin. The cookie alone
 * names nobody, so that neither another site nor another server of this host can act with it.
 */
export async function findCaller(
  gateway: Pick<Gateway, 'authenticate' | 'findBrowser'>,
  calling: Calling,
  { scopes, isUse = true }: { readonly scopes: readonly TokenScope[]; readonly isUse?: boolean },
): Promise<Result<Caller, Refusal>> {
  const { headers } = calling;
  const proof = headers.get(PROOF_HEADER);
  if (proof === null || headers.has('authorization')) return authenticate(gateway, headers, scopes);
  if (!isSameOrigin(calling)) {
    const reason = 'serve a browser: want a request of a page of this gateway, and nothing else';
    return fail({ code: 'origin.refused', reason });
  }
  const cookie = cookieOf(headers);
  const caller = cookie === null ? null : gateway.findBrowser(cookie, { proof, isUse });
  if (caller === null) {
    const remedies = ['log in again: countersign dashboard'];
    return fail({ code: 'auth.invalid', reason: 'find out who calls: the session is unknown or has ended', remedies });
  }
  if (scopes.some((scope) => caller.scopes.includes(scope))) return ok(caller);
  const reason = `permit a request: the session has ${caller.scopes.join(', ') || 'no scope'}, want ${scopes.join(' or ')}`;
  return fail({ code: 'auth.forbidden', reason });
}

/**
 * Whether the browser vouches that a page of this origin asks (Fetch Metadata, `Origin`); Host and Origin were compared before. What
 * changes something needs one of the two, what reads may come without from a browser that sends neither.
 */
function isSameOrigin({ method, headers }: Calling): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return SAFE.has(method) || headers.get('origin') !== null;
}

/** The cookie of this gateway that a browser sent; null for none. Sent twice it is none: one of them is not ours. */
export function cookieOf(headers: Headers): string | null {
  const names = [SECURE_COOKIE, plainCookie(headers)];
  const found = (headers.get('cookie') ?? '').split(';').flatMap((part) => {
    const [name = '', ...rest] = part.trim().split('=');
    return names.includes(name) ? [rest.join('=')] : [];
  });
  const [only] = found;
  return only === undefined || found.length > 1 || only.length > MAX_COOKIE ? null : only;
}

/** The header that gives a browser its cookie: for this host alone, never to scripts, never with a request of another site. */
export function setCookie(headers: Headers, value: string, lifeMs: number): string {
  const isSecure = headers.get('origin')?.startsWith('https://') === true;
  const life = `Max-Age=${Math.max(0, Math.floor(lifeMs / 1_000))}`;
  const rules = `Path=/; HttpOnly; SameSite=Strict; ${life}`;
  return isSecure ? `${SECURE_COOKIE}=${value}; Secure; ${rules}` : `${plainCookie(headers)}=${value}; ${rules}`;
}

/** The header that takes the cookie away again. */
export function dropCookie(headers: Headers): string {
  return setCookie(headers, '', 0);
}

/** Where the browser stands, from the `Origin` that was compared before; null where none was sent. */
export function placeOf(headers: Headers): WebPlace | null {
  const origin = headers.get('origin');
  return origin === null || !URL.canParse(origin) ? null : { origin, rpId: new URL(origin).hostname };
}

/** Without TLS there is no prefix that keeps a cookie to its port: the name does, so that two gateways do not take each other's. */
function plainCookie(headers: Headers): string {
  const host = headers.get('host') ?? '';
  const colon = host.lastIndexOf(':');
  const port = colon > host.lastIndexOf(']') ? host.slice(colon + 1) : '80';
  return `countersign_session_${port}`;
}
