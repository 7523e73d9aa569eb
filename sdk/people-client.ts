import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireAwayRequest,
  WireChallenge,
  WireChallengeRequest,
  WireCredential,
  WireCredentialOptions,
  WireDelegation,
  WireDelegationRequest,
  WireFactor,
  WireFactorProof,
  WireJoinRequest,
  WireLogin,
  WireLoginLink,
  WirePasskeyRequest,
  WirePerson,
  WireRolesRequest,
  WireTotpSecret,
  WireWebSession,
} from './wire-people.ts';

/** The part of a client that is about people: who is who, second factors, delegations, and browsers that are logged in. */
export class PeopleClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Everybody who approves. */
  async list(options: CallOptions = {}): Promise<readonly WirePerson[]> {
    return (await this.read<{ people: WirePerson[] }>('people', { ...get('/v1/people'), ...options })).people;
  }

  /** Says that an account is a person's, who counts once from then on. */
  async join(request: WireJoinRequest, options: CallOptions = {}): Promise<WirePerson> {
    return this.read('id,principals', { ...post('/v1/people/join', request), ...options });
  }

  /** Says that a person's second account is somebody else's. */
  async part(account: string, options: CallOptions = {}): Promise<WirePerson> {
    return this.read('id,principals', { ...post('/v1/people/part', { account }), ...options });
  }

  /** Notes when nothing is sent to a person. */
  async setAway(request: WireAwayRequest, options: CallOptions = {}): Promise<WirePerson> {
    return this.read('id,principals', { ...post('/v1/people/away', request), ...options });
  }

  /** Sets what a person is told of beside their own requests. */
  async setRoles(request: WireRolesRequest, options: CallOptions = {}): Promise<WirePerson> {
    return this.read('id,principals', { ...post('/v1/people/roles', request), ...options });
  }

  /** Takes the second factors from another person who lost them. */
  async resetFactors(principal: string, options: CallOptions = {}): Promise<void> {
    await this.read('done', { ...post('/v1/people/reset-factors', { principal }), ...options });
  }

  /** Makes a secret for the caller's authenticator app. */
  async beginTotp(proof: WireFactorProof = {}, options: CallOptions = {}): Promise<WireTotpSecret> {
    return this.read('uri,secret', { ...post('/v1/approvers/totp/begin', proof), ...options });
  }

  /** Enrols the app with a code of it. */
  async confirmTotp(code: string, options: CallOptions = {}): Promise<WireFactor> {
    return this.read('key_id', { ...post('/v1/approvers/totp/confirm', { code }), ...options });
  }

  /** Removes the caller's app. */
  async removeTotp(proof: WireFactorProof, options: CallOptions = {}): Promise<void> {
    await this.read('done', { ...post('/v1/approvers/totp/remove', proof), ...options });
  }

  /** Options for making a passkey. In a browser only. */
  async beginPasskey(proof: WireFactorProof = {}, options: CallOptions = {}): Promise<WireCredentialOptions> {
    const call = { ...post('/v1/approvers/passkeys/options', proof), ...options };
    return (await this.read<{ options: WireCredentialOptions }>('options', call)).options;
  }

  /** Enrols a passkey. In a browser only. */
  async finishPasskey(request: WirePasskeyRequest, options: CallOptions = {}): Promise<WireFactor> {
    return this.read('key_id', { ...post('/v1/approvers/passkeys', request), ...options });
  }

  /** Options for confirming an answer with a passkey. In a browser only. */
  async challenge(id: string, request: WireChallengeRequest = {}, options: CallOptions = {}): Promise<WireChallenge> {
    const call = { ...post(`/v1/approvals/${encodeURIComponent(id)}/challenge`, request), ...options };
    return this.read('options,text', call);
  }

  /** Delegations that hold now or later. */
  async delegations(options: CallOptions = {}): Promise<readonly WireDelegation[]> {
    const call = { ...get('/v1/delegations'), ...options };
    return (await this.read<{ delegations: WireDelegation[] }>('delegations', call)).delegations;
  }

  /** Lets another person answer in one's own turn. */
  async delegate(request: WireDelegationRequest, options: CallOptions = {}): Promise<WireDelegation> {
    return this.read('id,from,to', { ...post('/v1/delegations', request), ...options });
  }

  /** Ends a delegation. */
  async endDelegation(id: string, options: CallOptions = {}): Promise<void> {
    const call = { method: 'DELETE', path: `/v1/delegations/${encodeURIComponent(id)}`, ...options } as const;
    await this.read('done', call);
  }

  /** Makes a one-time link that logs the caller's browser in. */
  async openLogin(options: CallOptions = {}): Promise<WireLoginLink> {
    return this.read('path,expires_at_ms', { ...post('/v1/web-sessions/links', {}), ...options });
  }

  /** Exchanges the code of a link. In a browser only: the cookie is its own to keep. */
  async login(code: string, options: CallOptions = {}): Promise<WireLogin> {
    return this.read('proof,session', { ...post('/v1/login', { code }), ...options });
  }

  /** Options for logging in with a passkey. In a browser only. */
  async beginPasskeyLogin(options: CallOptions = {}): Promise<WireCredentialOptions> {
    const call = { ...post('/v1/login/passkey/options', {}), ...options };
    return (await this.read<{ options: WireCredentialOptions }>('options', call)).options;
  }

  /** Logs in with a passkey. In a browser only. */
  async loginWithPasskey(credential: WireCredential, options: CallOptions = {}): Promise<WireLogin> {
    return this.read('proof,session', { ...post('/v1/login/passkey', { credential }), ...options });
  }

  /** Ends the session that asks. */
  async logout(options: CallOptions = {}): Promise<void> {
    await this.read('done', { ...post('/v1/logout', {}), ...options });
  }

  /** Browsers that are logged in. */
  async webSessions(options: CallOptions = {}): Promise<readonly WireWebSession[]> {
    const call = { ...get('/v1/web-sessions'), ...options };
    return (await this.read<{ sessions: WireWebSession[] }>('sessions', call)).sessions;
  }

  /** Logs a browser out. */
  async endWebSession(id: string, options: CallOptions = {}): Promise<void> {
    const call = { method: 'DELETE', path: `/v1/web-sessions/${encodeURIComponent(id)}`, ...options } as const;
    await this.read('done', call);
  }
}
