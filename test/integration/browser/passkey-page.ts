import { existsSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Caller } from '../../../application/gateway.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../harness/served-daemon.ts';

const CHROMIUM = '/usr/bin/chromium';

export const OPERATOR: Caller = { principal: 'human:operator', scopes: ['approve', 'read', 'admin', 'halt'] };

/** What is missing for these tests here, in words; undefined where nothing is. */
export function whyNoChromium(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}: apt-get install chromium`;
}

/** A real gateway, and a real browser with an authenticator of its own. */
export type PasskeyPage = {
  readonly served: ServedDaemon;
  /** The gateway's address by its name: passkeys are made for names. */
  readonly base: string;
  readonly browser: Browser;
  readonly page: Page;
  /** Whether the authenticator finds out from now on that it is its person. */
  readonly setUserVerified: (isUserVerified: boolean) => Promise<void>;
  /** Logs in by a one-time link, as a person does. */
  readonly logIn: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens both; with `isVerifying` false the authenticator never verifies anybody. */
export async function openPasskeyPage({
  isVerifying = true,
  args = [],
}: {
  isVerifying?: boolean;
  args?: readonly string[];
} = {}): Promise<PasskeyPage> {
  const places = makePlaces();
  const served = await serveDaemon(places);
  const base = readFileSync(served.daemon.files.address, 'utf8').trim().replace('127.0.0.1', 'localhost');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...args] });
  const page = await (await browser.newContext()).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const kind = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const;
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...kind,
      hasUserVerification: isVerifying,
      isUserVerified: isVerifying,
      automaticPresenceSimulation: true,
    },
  });
  return {
    ...{ served, base, browser, page },
    setUserVerified: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    logIn: async () => {
      const { code } = await served.daemon.gateway.openLogin(OPERATOR);
      await page.goto(`${base}/login#${code}`);
      await page.click('#link');
      await page.waitForURL(`${base}/dashboard/`);
    },
    close: async () => {
      await browser.close();
      await served.close();
      removePlaces(places);
    },
  };
}

/** Sends a request as the dashboard's pages do. */
export async function send(page: Page, path: string, body: object = {}): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([address, given]) => {
      const headers = {
        'content-type': 'application/json',
        'countersign-proof': localStorage.getItem('countersign.proof') ?? '',
      };
      const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(given) });
      return (await answer.json()) as Record<string, unknown>;
    },
    [path, body] as const,
  );
}

/** Has the browser's authenticator act on options of the gateway. Rejects where the browser does. */
export async function authenticate(page: Page, act: 'create' | 'get', options: unknown): Promise<unknown> {
  return page.evaluate(
    async ([verb, given]) => {
      type Parsing = {
        parseCreationOptionsFromJSON(json: unknown): object;
        parseRequestOptionsFromJSON(json: unknown): object;
      };
      const parsing = PublicKeyCredential as unknown as Parsing;
      const publicKey =
        verb === 'create' ? parsing.parseCreationOptionsFromJSON(given) : parsing.parseRequestOptionsFromJSON(given);
      const credential = await (verb === 'create'
        ? navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
        : navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions }));
      return (credential as unknown as { toJSON(): unknown }).toJSON();
    },
    [act, options] as const,
  );
}

/** Makes a passkey and enrols it. */
export async function enrolPasskey(page: Page): Promise<Record<string, unknown>> {
  const { options } = await send(page, '/v1/approvers/passkeys/options');
  const credential = await authenticate(page, 'create', options);
  return send(page, '/v1/approvers/passkeys', { credential, label: 'this test' });
}
