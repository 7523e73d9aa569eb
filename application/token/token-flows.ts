import { AT_CLIENT } from '../../core/approval/approval.ts';
import type { EnrolledApprover } from '../../ports/approver-registry.ts';
import type { TokenRecord, TokenScope } from '../../ports/token-store.ts';
import { enrolApprover, type NewApprover, type Withdrawal, withdrawApprover } from '../approver/approver-desk.ts';
import { refuseUnproved } from '../approver/prove-person.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { refuseBrowser, refuseLeased } from '../login/refuse-browser.ts';
import { tokenReach } from '../login/token-reach.ts';
import type { TokenDesk, TokenPage } from './token-desk.ts';

/** Tokens, and the keys of approvers. */
export type TokenFlows = {
  /** Who bears this token; null when it is unknown, expired or revoked. Constant time in the secret part. */
  readonly authenticate: (token: string) => Promise<Caller | null>;
  /** Raises `auth.forbidden` for a browser: a session makes nothing that outlives it. */
  readonly createToken: (
    caller: Caller,
    input: {
      readonly principal: string;
      readonly scopes: readonly TokenScope[];
      readonly expiresAtMs: number | null;
    },
  ) => Promise<{ readonly token: string; readonly record: TokenRecord }>;
  /** A token of the caller's own that may do less and ends soon. Raises `input.invalid` for a scope that the caller has not, `auth.forbidden` for a browser. */
  readonly narrowToken: (
    caller: Caller,
    input: { readonly scopes: readonly TokenScope[]; readonly lifeMs: number },
  ) => Promise<{ readonly token: string; readonly record: TokenRecord }>;
  /** One page, oldest first. Raises `token.unknown` for a page after no token. */
  readonly listTokens: (page: TokenPage) => Promise<readonly TokenRecord[]>;
  /** Makes a token worthless, and ends the browsers that were logged in with it, or by a passkey for what it alone allowed. */
  readonly revokeToken: (caller: Caller, id: string) => Promise<void>;
  /** Registers an approver's public key (32 bytes, base64) and answers its key id. Raises `auth.forbidden` for a browser, under a lease, and for the person at a client. */
  readonly enrolApprover: (
    caller: Caller,
    input: Pick<NewApprover, 'principal' | 'publicKey'>,
  ) => Promise<{ readonly keyId: string }>;

  /** Every approver's key, withdrawn ones too. */
  readonly listApprovers: () => readonly EnrolledApprover[];
  /**
   * Withdraws a key by its id or a prefix: it counts for nothing from then on, nor does what it approved unused. Raises `auth.forbidden`
   * for a browser whose person has not just logged in with a passkey: fewer approvers may mean that fewer must approve.
   */
  readonly withdrawApprover: (caller: Caller, keyIdOrPrefix: string) => Promise<Withdrawal>;
};

/** The flows about tokens and the keys of approvers. */
export function tokenFlows(context: FlowContext, tokens: TokenDesk): TokenFlows {
  return {
    authenticate: (token) => tokens.authenticate(token),
    createToken: async (caller, input) => {
      refuseBrowser(caller, 'make a token');
      return tokens.create(caller.principal, input);
    },
    narrowToken: async (caller, input) => {
      refuseBrowser(caller, 'narrow a token');
      return tokens.narrow(caller, { ...input, lease: await context.leases.shownBy(caller) });
    },
    listTokens: (page) => tokens.list(page),
    revokeToken: async (caller, id) => {
      await tokens.revoke(caller.principal, id);
      await context.webSessions.endOfKey(id, caller.principal);
      const revoked = await context.ports.stores.tokens.find(id);
      if (revoked === null) return;
      const reach = await tokenReach(context, revoked.principal);
      await context.webSessions.endBeyond(revoked.principal, reach, caller.principal);
    },
    enrolApprover: async (caller, { principal, publicKey }) => {
      refuseBrowser(caller, 'enrol an approver');
      refuseLeased(caller, 'enrol an approver');
      // Whoever sits at a client is nobody: the gateway alone signs for them.
      if (principal === AT_CLIENT && caller.principal !== 'gateway')
        throw new GatewayError('auth.forbidden', `enrol an approver: found ${principal}, want a person`);
      return enrolApprover(context, caller, { principal, publicKey });
    },
    listApprovers: () => context.ports.approvers.list(),
    withdrawApprover: async (caller, keyIdOrPrefix) => {
      refuseUnproved(context, caller, 'withdraw a key');
      return withdrawApprover(context, caller, keyIdOrPrefix);
    },
  };
}
