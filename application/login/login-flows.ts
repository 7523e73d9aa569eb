import { toBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { WebPlace } from '../../ports/passkeys.ts';
import { TOKEN_SCOPES, type TokenScope } from '../../ports/token-store.ts';
import type { WebSessionRecord } from '../../ports/web-session-store.ts';
import type { EnrolledPasskey } from '../approver/passkey-desk.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { refuseLeased } from './refuse-browser.ts';
import type { OpenedSession } from './session-desk.ts';
import { tokenReach, withinReach } from './token-reach.ts';
import { enrolWebKey } from './web-key.ts';

/** What a one-time link is worth: it opens one session, within five minutes. */
export type LoginLink = { readonly code: string; readonly expiresAtMs: number };

/** What a browser shows of itself when it logs in. */
export type Browser = {
  readonly agent: string;
  /** The cookie that it has; null for none. Its session ends. */
  readonly cookie: string | null;
};

/** Logging browsers in and out. */
export type LoginFlows = {
  /** Makes a one-time link for the caller's own browser. People with a whole token only: a session makes no session, nor does a lease. */
  readonly openLogin: (caller: Caller) => Promise<LoginLink>;
  /** Exchanges the code of a link, once. Raises `login.refused`. */
  readonly login: (code: string, browser: Browser) => Promise<OpenedSession>;
  /** Options for `navigator.credentials.get`, for whichever passkey the browser has. */
  readonly beginPasskeyLogin: (place: WebPlace) => Promise<JsonObject>;
  /**
   * Logs in with a passkey's assertion, for at most what the tokens of its account allow now and what whoever enrolled it had. Raises
   * `login.refused`, also where no token of the account is in force.
   */
  readonly loginWithPasskey: (
    input: { readonly response: unknown; readonly place: WebPlace },
    browser: Browser,
  ) => Promise<OpenedSession>;
  /** Who a browser is, by its cookie and the proof that its pages keep; null for nobody. */
  readonly findBrowser: (cookie: string, shown: { readonly proof: string; readonly isUse: boolean }) => Caller | null;
  /** Sessions that are open: one's own, and for an administrator everybody's. */
  readonly listWebSessions: (caller: Caller) => readonly WebSessionRecord[];
  /** Ends a session: one's own, or for an administrator anybody's. Raises `web-session.unknown`. */
  readonly endWebSession: (caller: Caller, id: string) => Promise<void>;
};

/** Bounds of logging in. */
export const LOGIN_LIMITS = { linkForMs: 300_000, maxLinks: 100, maxOwnLinks: 10, failuresAMinute: 30 } as const;

/** What a browser never may, whoever is logged in: what agents do. */
const FOR_PEOPLE: readonly TokenScope[] = TOKEN_SCOPES.filter(
  (scope) => !['decide', 'outcome', 'elicit', 'prompt'].includes(scope),
);
const MINUTE_MS = 60_000;
const NEW_LINK: readonly string[] = ['Make a new link: `countersign dashboard`.'];
const NO_TOKEN: readonly string[] = ['Have an administrator make one: `countersign token create`.'];

type Link = { readonly caller: Caller; readonly endsAtMs: number };

/** The flows about browsers. */
export function loginFlows(context: FlowContext): LoginFlows {
  const links = new Map<string, Link>();
  const failures = new FailureMeter(context);
  const { webSessions: sessions, passkeys } = context;
  const replaced = ({ cookie }: Browser): string | null =>
    cookie === null ? null : (sessions.sessionOf(cookie)?.id ?? null);
  return {
    openLogin: (caller) => openLink(context, links, caller),
    login: async (code, browser) => {
      const caller = takeLink(context, links, code);
      if (caller === null || !(await tokenHolds(context, caller)))
        throw await failures.note('a link that is unknown, used or older than five minutes');
      await enrolWebKey(context, caller);
      const { principal, scopes, tokenExpiresAtMs: notAfterMs = null, tokenId: keyId = null } = caller;
      const opened = await sessions.start({
        ...{ principal, scopes, way: 'link', keyId, agent: browser.agent, notAfterMs },
        replaces: replaced(browser),
      });
      if (await tokenHolds(context, caller)) return opened;
      // Revoked meanwhile, perhaps after the sessions of the token were ended.
      await sessions.end(opened.session.id, 'gateway');
      throw await failures.note('a link whose token was revoked');
    },
    beginPasskeyLogin: (place) => passkeys.beginLogin(place),
    loginWithPasskey: async ({ response, place }, browser) => {
      const spent = await passkeys.finishLogin(response, place).catch(async (error: unknown) => {
        if (!(error instanceof GatewayError) || error.code !== 'factor.refused') throw error;
        throw await failures.note('a passkey that does not hold');
      });
      const { principal, keyId } = spent.key;
      await context.people.write([spent.change], {
        type: 'person.changed',
        actor: principal,
        data: { key: keyId, what: 'used a passkey' },
      });
      const { scopes, untilMs: notAfterMs } = await passkeyReach(context, spent.key);
      if (scopes.length === 0) throw await failures.note(`no token of ${principal} that counts, want one`, NO_TOKEN);
      const opened = await sessions.start({
        ...{ principal, scopes, way: 'passkey', keyId, agent: browser.agent, notAfterMs },
        replaces: replaced(browser),
      });
      const { scopes: still } = await passkeyReach(context, spent.key);
      if (scopes.every((scope) => still.includes(scope))) return opened;
      // A token was revoked meanwhile, perhaps after the sessions that it allowed were ended.
      await sessions.end(opened.session.id, 'gateway');
      throw await failures.note('a passkey whose token was revoked');
    },
    findBrowser: (cookie, shown) => sessions.find(cookie, shown),
    listWebSessions: (caller) => sessions.list().filter((session) => mayEnd(caller, session)),
    endWebSession: async (caller, id) => {
      const session = sessions.list().find((one) => one.id === id && mayEnd(caller, one));
      if (session === undefined)
        throw new GatewayError('web-session.unknown', `end session ${JSON.stringify(id.slice(0, 32))}: there is none`);
      await sessions.end(id, caller.principal);
    },
  };
}

function mayEnd({ principal, scopes }: Caller, session: WebSessionRecord): boolean {
  return session.principal === principal || scopes.includes('admin');
}

async function openLink(
  { ports, sequencer }: FlowContext,
  links: Map<string, Link>,
  caller: Caller,
): Promise<LoginLink> {
  if (!caller.principal.startsWith('human:') || caller.webSession !== undefined)
    throw new GatewayError('auth.forbidden', 'make a login link: want a person with a token of their own');
  refuseLeased(caller, 'make a login link');
  const scopes = FOR_PEOPLE.filter((scope) => caller.scopes.includes(scope));
  const nowMs = ports.clock.nowMs();
  for (const [hash, { endsAtMs }] of links) if (!(nowMs < endsAtMs)) links.delete(hash);
  const own = [...links].filter(([, link]) => link.caller.principal === caller.principal);
  const [oldest] = own;
  // The oldest of the same account gives way: whoever asks for many takes nobody else's.
  if (oldest !== undefined && own.length >= LOGIN_LIMITS.maxOwnLinks) links.delete(oldest[0]);
  if (links.size >= LOGIN_LIMITS.maxLinks)
    throw new GatewayError('login.refused', `make a login link: ${LOGIN_LIMITS.maxLinks} are open, want fewer`);
  const code = toBase64(ports.randomness.bytes(32)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const expiresAtMs = nowMs + LOGIN_LIMITS.linkForMs;
  const entry = {
    type: 'login.opened' as const,
    atMs: nowMs,
    actor: caller.principal,
    session: null,
    action: null,
    data: { expires_at_ms: expiresAtMs, scopes },
  };
  await sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
  links.set(toHex(ports.hash(code)), { caller: { ...caller, scopes }, endsAtMs: expiresAtMs });
  return { code, expiresAtMs };
}

/** A link is gone with the first try. It is looked up by its hash, so how long that takes tells nothing of it. */
function takeLink({ ports }: FlowContext, links: Map<string, Link>, code: string): Caller | null {
  const hash = toHex(ports.hash(code));
  const link = links.get(hash);
  links.delete(hash);
  return link !== undefined && ports.clock.nowMs() < link.endsAtMs ? link.caller : null;
}

/** What a passkey opens now: what whoever enrolled it had, as far as tokens of the account allow it, and nothing that agents do. */
async function passkeyReach(
  context: FlowContext,
  { principal, passkey }: EnrolledPasskey,
): Promise<ReturnType<typeof withinReach>> {
  const enrolled = FOR_PEOPLE.filter((scope) => passkey.scopes.includes(scope));
  return withinReach(enrolled, await tokenReach(context, principal));
}

/** Tells whether the token that a link was made with still counts; true where there was none. */
async function tokenHolds({ ports }: FlowContext, { tokenId }: Caller): Promise<boolean> {
  if (tokenId === undefined) return true;
  const token = await ports.stores.tokens.find(tokenId);
  return token !== null && token.revokedAtMs === null;
}

/**
 * Counts logins that failed. The first of a minute are put on record, the rest are only refused: nobody fills the log by guessing.
 * Nobody is locked out by it either, since 256 random bits are not guessed.
 */
class FailureMeter {
  private readonly context: FlowContext;
  private minute = 0;
  private count = 0;

  constructor(context: FlowContext) {
    this.context = context;
  }

  async note(found: string, remedies = NEW_LINK): Promise<GatewayError> {
    const { ports, sequencer } = this.context;
    const atMs = ports.clock.nowMs();
    const minute = Math.floor(atMs / MINUTE_MS);
    this.count = minute === this.minute ? this.count + 1 : 1;
    this.minute = minute;
    if (this.count > LOGIN_LIMITS.failuresAMinute)
      return new GatewayError('factor.locked', 'log in: too many logins failed in this minute, want a wait');
    const base = { type: 'login.refused' as const, atMs, actor: 'gateway', session: null, action: null };
    await sequencer.append({ entries: [{ entry: { ...base, data: {} }, payload: null }], changes: () => [] });
    return new GatewayError('login.refused', `log in: found ${found}`, { remedies });
  }
}
