import type { WireApprovalScope, WireChannel } from './wire-decision.ts';

/** A browser's response of `navigator.credentials` in the JSON form of W3C Web Authentication (`PublicKeyCredential.toJSON()`). */
export type WireCredential = { readonly [name: string]: unknown };

/** Options for `navigator.credentials`, in the JSON form of W3C Web Authentication. */
export type WireCredentialOptions = { readonly [name: string]: unknown };

/** What shows that somebody who changes second factors is who enrolled the first: a code of the app, or the recovery code. */
export type WireFactorProof = { readonly totp?: string; readonly recovery?: string };

/** `POST /v1/approvers/totp/begin`: a secret for an authenticator app; shown once. */
export type WireTotpSecret = { readonly uri: string; readonly secret: string; readonly expires_at_ms: number };

/** A factor that was enrolled. The recovery code is shown once, with the first; null otherwise. */
export type WireFactor = { readonly key_id: string; readonly recovery: string | null };

/** `POST /v1/approvers/passkeys`: what the authenticator made. */
export type WirePasskeyRequest = { readonly credential: WireCredential; readonly label?: string };

/** What a person is told of beside their own requests. */
export type WireRecipientRole = 'administrator' | 'emergency';

/** A person: accounts of one count once. Times in milliseconds since 1970. */
export type WirePerson = {
  readonly id: string;
  readonly principals: readonly string[];
  readonly totp: boolean;
  readonly passkeys: number;
  readonly away: { readonly from_ms: number; readonly until_ms: number } | null;
  readonly roles: readonly WireRecipientRole[];
  /** Who answers in the person's turn now. */
  readonly deputies: readonly string[];
};

/** `POST /v1/people/join`: an account is this person's from now on. */
export type WireJoinRequest = { readonly principal: string; readonly account: string };
/** `POST /v1/people/part`: a second account is somebody else's from now on. */
export type WirePartRequest = { readonly account: string };
/** `POST /v1/people/away`: when nothing is sent to a person, for at most ninety days; null for never. */
export type WireAwayRequest = { readonly principal: string; readonly away: WirePerson['away'] };
/** `POST /v1/people/roles`. */
export type WireRolesRequest = { readonly principal: string; readonly roles: readonly WireRecipientRole[] };
/** `POST /v1/people/reset-factors`: takes the second factors from a person who lost them. */
export type WireResetFactorsRequest = { readonly principal: string };

/** One person lets another answer in their turn. Times in milliseconds since 1970. */
export type WireDelegation = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly from_ms: number;
  readonly until_ms: number;
};

/** `POST /v1/delegations`; left-out `from` is the caller, left-out `from_ms` now. At most thirty days. */
export type WireDelegationRequest = {
  readonly from?: string;
  readonly to: string;
  readonly from_ms?: number;
  readonly until_ms: number;
};

/** `POST /v1/web-sessions/links`: a one-time link; `path` is to be opened in the browser, on the gateway's own address. */
export type WireLoginLink = { readonly path: string; readonly expires_at_ms: number };

/** A browser that is logged in. Times in milliseconds since 1970. */
export type WireWebSession = {
  readonly id: string;
  readonly principal: string;
  readonly scopes: readonly string[];
  readonly way: 'link' | 'passkey';
  readonly agent: string;
  readonly created_at_ms: number;
  readonly used_at_ms: number;
  readonly expires_at_ms: number;
  /** True for the one that asks. */
  readonly current: boolean;
};

/**
 * The answer to a login. The cookie comes with it; `proof` goes with every request of the browser in the header `countersign-proof`, and
 * is kept by the pages alone (`localStorage`, under `countersign.proof`).
 */
export type WireLogin = { readonly proof: string; readonly session: WireWebSession };

/** `POST /v1/approvals/{id}/challenge`: which answer a passkey is to confirm. Left-out `key_id`: the browser's own key signs. */
export type WireChallengeRequest = {
  readonly answer?: 'approve' | 'deny';
  readonly scope?: WireApprovalScope;
  readonly note?: string;
  readonly key_id?: string;
  readonly channel?: WireChannel | 'web';
};

/** The options whose challenge is the SHA-256 of `text`, which is what is signed. */
export type WireChallenge = { readonly options: WireCredentialOptions; readonly text: string };
