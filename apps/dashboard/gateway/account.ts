import { signal } from '@preact/signals';
import { CountersignClient } from '../../../sdk/client.ts';
import { CountersignError } from '../../../sdk/error.ts';
import type { WireTokenScope, WireWebSession } from '../../../sdk/wire.ts';

/** Who is signed in in this browser, and the client that acts for them. The cookie itself is for no script to see. */
export type Account = {
  readonly principal: string;
  readonly scopes: readonly string[];
  readonly session: WireWebSession;
  readonly client: CountersignClient;
};

/** Undefined until it is known whether somebody is signed in, then null or who. */
export const account = signal<Account | null | undefined>(undefined);
/** Why nobody is known to be signed in, where the gateway could not be asked; null otherwise. */
export const loginFailure = signal<unknown>(null);

/** Where the login page keeps the proof that goes with the cookie. */
const PROOF = 'countersign.proof';

/** Takes up the login of this browser, where there is one that still holds. */
export async function restoreLogin(): Promise<void> {
  const proof = localStorage.getItem(PROOF);
  if (proof === null) {
    account.value = null;
    return;
  }
  try {
    await enter(proof);
  } catch (error) {
    if (isRefused(error)) forget();
    else loginFailure.value = error;
  }
}

/** Signs in with a token: it makes a one-time link for this browser and is not kept. Raises `CountersignError`. */
export async function signInWithToken(token: string): Promise<void> {
  const { path } = await new CountersignClient({ baseUrl: location.origin, token }).people.openLogin();
  const { proof } = await anybody().people.login(path.slice(path.indexOf('#') + 1));
  await begin(proof);
}

/** Signs in with whichever passkey this browser has. Raises `CountersignError`, or the browser's own error. */
export async function signInWithPasskey(): Promise<void> {
  const options = await anybody().people.beginPasskeyLogin();
  const { proof } = await anybody().people.loginWithPasskey(await askPasskey(options));
  await begin(proof);
}

/** Why passkeys cannot be used at this address; null where they can. They belong to a host name, and an address of numbers is none. */
export function whyNoPasskeys(): string | null {
  if (window.PublicKeyCredential === undefined) return 'This browser has no passkeys.';
  const isNumbers = /^[\d.]+$/.test(location.hostname) || location.hostname.startsWith('[');
  return isNumbers ? `Passkeys need a host name: open http://localhost:${location.port}/dashboard/ instead.` : null;
}

/** Asks the browser for a passkey; the person confirms it there. */
export async function askPasskey(options: {
  readonly [name: string]: unknown;
}): Promise<{ readonly [name: string]: unknown }> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  return jsonOf(await navigator.credentials.get({ publicKey }));
}

/** Has the browser make a passkey. */
export async function makePasskey(options: {
  readonly [name: string]: unknown;
}): Promise<{ readonly [name: string]: unknown }> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  return jsonOf(await navigator.credentials.create({ publicKey }));
}

/** Ends the session, here and at the gateway. */
export async function signOut(): Promise<void> {
  await account.value?.client.people.logout().catch(() => undefined);
  forget();
}

/** Forgets the login of this browser, whose session has ended. */
export function forget(): void {
  localStorage.removeItem(PROOF);
  account.value = null;
}

/** The client of whoever is signed in. Every page below the login may rely on it. */
export function client(): CountersignClient {
  const current = account.value;
  if (current !== null && current !== undefined) return current.client;
  throw new CountersignError('auth.missing', 'ask the gateway: sign in first');
}

/** Whether whoever is signed in may do this. */
export function may(scope: WireTokenScope): boolean {
  return account.value?.scopes.includes(scope) ?? false;
}

/** Whether a failure says that the login is over. */
export function isRefused(error: unknown): boolean {
  return error instanceof CountersignError && (error.code === 'auth.invalid' || error.code === 'auth.missing');
}

async function begin(proof: string): Promise<void> {
  localStorage.setItem(PROOF, proof);
  await enter(proof);
}

async function enter(proof: string): Promise<void> {
  const own = new CountersignClient({ baseUrl: location.origin, token: null, proof });
  const session = (await own.people.webSessions()).find(({ current }) => current);
  if (session === undefined)
    throw new CountersignError('auth.invalid', 'find out who is signed in: the session has ended');
  loginFailure.value = null;
  account.value = { principal: session.principal, scopes: session.scopes, session, client: own };
}

function anybody(): CountersignClient {
  return new CountersignClient({ baseUrl: location.origin, token: null, proof: '-' });
}

function jsonOf(credential: Credential | null): { readonly [name: string]: unknown } {
  if (credential instanceof PublicKeyCredential)
    return credential.toJSON() as unknown as { readonly [name: string]: unknown };
  throw new CountersignError('cancelled', 'use a passkey: the browser gave none');
}
